"""The demo's commune, villages, head counts and units."""

from datetime import date

from django.contrib.gis.geos import Point

from accounts.models import Unit
from areas import crs
from areas.models import ChildCount, Commune, Village
from exchange.demo.rows import Row, area, dates

CREDIT = "Ranh giới minh họa do AnToan tự vẽ, không phải ranh giới chính thức"
# Made up: after the code of Hà Nội no number begins with 0, so it reaches nobody.
PHONE = "024 0000 {:04d}"


def create_commune(row: Row) -> Commune:
    """Code, stated area and population are the real commune's; its outline is made up."""
    plain = {field: value for field, value in row.items() if field != "boundary"}
    return Commune.objects.create(**plain, boundary=area(row), credit=CREDIT, is_demo=True)


def create_villages(rows: list[Row], commune: Commune, today: date) -> dict[str, Village]:
    """Villages by name, with the children counted this year and last."""
    villages = Village.objects.bulk_create(
        Village(
            commune=commune,
            name=row["name"],
            boundary=area(row),
            centre=Point(*row["centre"], srid=crs.STORAGE),
            **dates(row, today),
        )
        for row in rows
    )
    years = {"last_year": today.year - 1, "this_year": today.year}
    ChildCount.objects.bulk_create(
        ChildCount(village=village, year=years[when], children=children)
        for village, row in zip(villages, rows, strict=True)
        for when, children in row.get("children", {}).items()
    )
    return {village.name: village for village in villages}


def create_units(rows: list[Row], commune: Commune, villages: dict[str, Village]) -> dict[str, Unit]:
    """Units by name."""
    units = Unit.objects.bulk_create(
        Unit(
            commune=commune,
            name=row["name"],
            type=row["type"],
            village=villages.get(row["village"]),
            phone=PHONE.format(place),
        )
        for place, row in enumerate(rows, start=1)
    )
    return {unit.name: unit for unit in units}
