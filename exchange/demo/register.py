"""The demo's records: sites with what was done about them, play spaces and schools.

Each gets its first line of history, as if its author had just entered it.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from simple_history.utils import bulk_create_with_history

from accounts.models import Unit, User
from areas.models import Village
from areas.placing import VillageSource
from exchange.demo.rows import Row, dates, shape
from hazards.models import Finding, HazardKind, HazardSite, Inspection, Measure, MeasureKind
from playspaces.models import Closure, PlaySpace, PlaySpaceKind
from schools.models import School, SchoolLevel

SOURCE = "demo"
Villages = dict[str, Village]


def by_code(kinds: type[models.Model]) -> dict[str, Any]:
    return {kind.code: kind for kind in kinds.objects.all()}


def placed(row: Row, villages: Villages) -> dict[str, Any]:
    """What every record that lies somewhere has."""
    village = villages[row["village"]]
    return {
        "id": row["id"],
        "name": row["name"],
        "geom": shape(row),
        "commune": village.commune,
        "village": village,
        "village_source": VillageSource.BOUNDARY,
        "source": SOURCE,
        "source_ref": row["id"],
    }


def store(records: Iterable[models.Model], model: type[models.Model], author: User) -> list[Any]:
    return bulk_create_with_history(list(records), model, default_user=author)


def create_schools(rows: list[Row], villages: Villages, *, author: User) -> dict[str, School]:
    """Schools by name."""
    levels = by_code(SchoolLevel)
    schools = [
        School(**placed(row, villages), level=levels[row["level"]], pupils=row["pupils"], created_by=author)
        for row in rows
    ]
    return {school.name: school for school in store(schools, School, author)}


def create_play_spaces(rows: list[Row], villages: Villages, today: date, *, author: User) -> None:
    kinds = by_code(PlaySpaceKind)
    spaces = [
        PlaySpace(
            **placed(row, villages),
            kind=kinds[row["kind"]],
            for_children=row["for_children"],
            created_by=author,
            **dates(row, today),
        )
        for row in rows
    ]
    store(spaces, PlaySpace, author)
    closures = [
        Closure(playspace_id=row["id"], reason=closure["reason"], **dates(closure, today))
        for row in rows
        for closure in row["closures"]
    ]
    store(closures, Closure, author)


def create_sites(
    rows: list[Row], villages: Villages, units: dict[str, Unit], today: date, *, author: User
) -> None:
    kinds, measure_kinds = by_code(HazardKind), by_code(MeasureKind)
    sites = [
        HazardSite(
            **placed(row, villages),
            **{field: row[field] for field in SITE_FIELDS},
            kind=kinds[row["kind"]],
            responsible_unit=units[row["unit"]] if row["unit"] else None,
            created_by=author,
            **dates(row, today),
        )
        for row in rows
    ]
    for site, row in zip(store(sites, HazardSite, author), rows, strict=True):
        if row["required"]:
            site._history_user = author
            site.required_measures.set([measure_kinds[code] for code in row["required"]])
    create_measures(rows, measure_kinds, today, author=author)


SITE_FIELDS = (
    "description", "depth_m", "bank", "access", "is_household", "likelihood", "severity",
)  # fmt: skip


def create_measures(rows: list[Row], kinds: dict[str, MeasureKind], today: date, *, author: User) -> None:
    """Measures, inspections and findings of all sites."""
    inspections, measures, findings = [], [], []
    for row in rows:
        own = {"site_id": row["id"], "created_by": author}
        for look in row["inspections"]:
            inspections.append(Inspection(id=look["id"], note=look["note"], **own, **dates(look, today)))
        for done in row["measures"]:
            measures.append(measure(done, kinds, today, own))
            findings += [finding(found, done["id"], today) for found in done["findings"]]
    store(inspections, Inspection, author)
    store(measures, Measure, author)
    store(findings, Finding, author)


def measure(row: Row, kinds: dict[str, MeasureKind], today: date, own: dict[str, Any]) -> Measure:
    return Measure(
        id=row["id"],
        kind=kinds[row["kind"]],
        quantity=row["quantity"],
        note=row["note"],
        **own,
        **dates(row, today),
    )


def finding(row: Row, measure_id: str, today: date) -> Finding:
    return Finding(
        measure_id=measure_id,
        inspection_id=row["inspection"],
        condition=row["condition"],
        note=row["note"],
        **dates(row, today),
    )
