"""The facts of many sites at once, from a constant number of queries.

Reads through `apps`, so that a migration can hand in the models as they stood then.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from hazards.status import Condition, FindingFact, MeasureFact, SiteFacts

# What the stretches repeat of their site, so that a day is counted from an index alone.
COPIED: Final = ("commune_id", "kind_id", "deadline")


@dataclass(frozen=True)
class KnownSite:
    """A site in force with what its status follows from, and what its stretches repeat of it."""

    found_on: date
    facts: SiteFacts
    copied: dict[str, Any]


def known_sites(keys: Collection[Any], apps: Any) -> dict[Any, KnownSite]:
    """By key, those of `keys` that are not withdrawn. Seven queries; locks the rows until the end of
    the transaction, so that two writes about one site take turns and the later one sees both."""
    site_model = apps.get_model("hazards", "HazardSite")
    rows = site_model.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    fields = rows.values("pk", "found_on", "eliminated_on", "withdrawn_at", *COPIED)
    sites = {row["pk"]: row for row in fields if row["withdrawn_at"] is None}
    kind_model = apps.get_model("hazards", "HazardKind")
    intervals = dict(kind_model.objects.values_list("pk", "inspection_interval_days"))
    of_kind = grouped(kind_model.required_measures.through.objects.values_list("hazardkind", "measurekind"))
    own_lists = site_model.required_measures.through.objects.filter(hazardsite__in=keys)
    own = grouped(own_lists.values_list("hazardsite", "measurekind"))
    measures = measures_of(keys, apps)
    inspections = apps.get_model("hazards", "Inspection").objects.filter(site__in=keys, withdrawn_at=None)
    inspected = grouped(inspections.order_by().values_list("site", "on"))
    copied = copied_by(apps)
    return {
        key: KnownSite(
            row["found_on"],
            SiteFacts(
                interval_days=intervals[row["kind_id"]],
                required=frozenset(own.get(key) or of_kind.get(row["kind_id"]) or ()),
                eliminated_on=row["eliminated_on"],
                measures=tuple(measures.get(key, ())),
                inspected_on=tuple(inspected.get(key, ())),
            ),
            {name: row[name] for name in copied},
        )
        for key, row in sites.items()
    }


def copied_by(apps: Any) -> list[str]:
    """Those of `COPIED` that the stretches had: a migration may be older than the later ones."""
    had = {field.attname for field in apps.get_model("hazards", "StatusSpan")._meta.fields}
    return [name for name in COPIED if name in had]


def measures_of(keys: Collection[Any], apps: Any) -> dict[Any, list[MeasureFact]]:
    """Measures in force with their findings in the order they were recorded, by site."""
    rows = apps.get_model("hazards", "Measure").objects.filter(site__in=keys, withdrawn_at=None)
    found = apps.get_model("hazards", "Finding").objects.filter(
        measure__site__in=keys, measure__withdrawn_at=None, withdrawn_at=None
    )
    findings = defaultdict(list)
    for measure, on, condition in found.order_by("created_at", "pk").values_list(
        "measure", "on", "condition"
    ):
        findings[measure].append(FindingFact(on, Condition(condition)))
    fields = ("pk", "site", "kind", "recorded_on", "planned_on", "installed_on", "removed_on")
    measures = defaultdict(list)
    for key, site, *facts in rows.order_by("created_at", "pk").values_list(*fields):
        measures[site].append(MeasureFact(*facts, findings=tuple(findings[key])))
    return measures


def grouped(pairs: Any) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for key, value in pairs:
        groups[key].append(value)
    return groups
