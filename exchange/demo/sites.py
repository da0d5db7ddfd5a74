"""The demo's hazard sites, with what was done about each and what inspections found."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from accounts.models import Unit, User
from exchange.demo.records import Villages, by_code, placed, store
from exchange.demo.rows import Row, dates, shape
from hazards.models import Finding, HazardKind, HazardSite, Inspection, Measure, MeasureKind

SITE_FIELDS = (
    "description", "depth_m", "bank", "access", "near_path", "near_homes", "is_household", "owner_name",
    "owner_phone", "information_source", "likelihood", "severity",
)  # fmt: skip


@dataclass(frozen=True)
class Holders:
    """Who can be responsible: units by name, people by user name."""

    units: dict[str, Unit]
    people: dict[str, User]

    def of(self, row: Row) -> dict[str, Unit | User | None]:
        return {
            "responsible_unit": self.units[row["unit"]] if row["unit"] else None,
            "responsible_person": self.people[row["person"]] if row["person"] else None,
        }


def create_sites(
    rows: list[Row], villages: Villages, holders: Holders, today: date, *, author: User
) -> list[HazardSite]:
    kinds, measure_kinds = by_code(HazardKind), by_code(MeasureKind)
    sites = [
        HazardSite(
            **placed(row, villages),
            **{field: row[field] for field in SITE_FIELDS},
            kind=kinds[row["kind"]],
            **holders.of(row),
            created_by=author,
            **dates(row, today),
        )
        for row in rows
    ]
    stored = store(sites, HazardSite, author)
    for site, row in zip(stored, rows, strict=True):
        if row["required"]:
            site._history_user = author
            site.required_measures.set([measure_kinds[code] for code in row["required"]])
    create_measures(rows, measure_kinds, holders, today, author=author)
    return stored


def create_measures(
    rows: list[Row], kinds: dict[str, MeasureKind], holders: Holders, today: date, *, author: User
) -> None:
    """Measures, inspections and findings of all sites."""
    inspections, measures, findings = [], [], []
    for row in rows:
        own = {"site_id": row["id"], "created_by": author}
        for look in row["inspections"]:
            inspections.append(Inspection(id=look["id"], note=look["note"], **own, **dates(look, today)))
        for done in row["measures"]:
            planned = "installed_on" not in done["days_ago"]
            measures.append(measure(done, kinds, today, own | (holders.of(row) if planned else {})))
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
        cost=row["cost"],
        funding=row["funding"],
        contractor=row["contractor"],
        geom=shape(row) if "geom" in row else None,
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
