"""The demo's commune, villages, head counts and units."""

from datetime import date

from django.contrib.gis.geos import Point

from accounts.models import Unit
from areas import crs
from areas.models import ChildCount, ChildCountByAge, Commune, Village
from exchange.demo.rows import Row, area, dates

CREDIT = "Ranh giới minh họa do AnToan tự vẽ, không phải ranh giới chính thức"
# Made up: after the code of Hà Nội no number begins with 0, so it reaches nobody.
PHONE = "024 0000 {:04d}"


def create_commune(row: Row) -> Commune:
    """Code, stated area and population are the real commune's; its outline is made up."""
    plain = {field: value for field, value in row.items() if field != "boundary"}
    return Commune.objects.create(**plain, boundary=area(row), credit=CREDIT, is_demo=True)


def create_villages(rows: list[Row], commune: Commune, today: date) -> dict[str, Village]:
    """Villages by name, with the children counted this year and last, by age."""
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
    by_name = {village.name: village for village in villages}
    counted = [(row, when) for row in rows for when in row.get("children", {})]
    counts = ChildCount.objects.bulk_create(
        ChildCount(village=by_name[row["name"]], year=years[when], children=row["children"][when])
        for row, when in counted
    )
    ChildCountByAge.objects.bulk_create(
        ChildCountByAge(count=count, **ages)
        for count, (row, when) in zip(counts, counted, strict=True)
        for ages in row["by_age"][when]
    )
    return by_name


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
