"""The demo's hazard sites, with what was done about each and what inspections found."""

from datetime import date
from typing import Any

from accounts.models import Unit, User
from exchange.demo.records import Villages, by_code, placed, store
from exchange.demo.rows import Row, dates
from hazards.models import Finding, HazardKind, HazardSite, Inspection, Measure, MeasureKind

SITE_FIELDS = (
    "description", "depth_m", "bank", "access", "is_household", "likelihood", "severity",
)  # fmt: skip


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
