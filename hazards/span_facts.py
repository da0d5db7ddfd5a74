"""The facts of many sites at once, from a constant number of queries.

Reads through `apps`, so that a migration can hand in the models as they stood then.
"""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from hazards.status import Condition, FindingFact, MeasureFact, SiteFacts


@dataclass(frozen=True)
class KnownSite:
    """A site in force with what its status follows from."""

    commune: int
    kind: int
    found_on: date
    facts: SiteFacts


def known_sites(keys: Collection[Any], apps: Any) -> dict[Any, KnownSite]:
    """By key, those of `keys` that are not withdrawn. Seven queries; locks the rows until the end of
    the transaction, so that two writes about one site take turns and the later one sees both."""
    site_model = apps.get_model("hazards", "HazardSite")
    rows = site_model.objects.filter(pk__in=keys).order_by("pk").select_for_update()
    fields = rows.values_list("pk", "commune", "kind", "found_on", "eliminated_on", "withdrawn_at")
    sites = {key: facts for key, *facts, withdrawn_at in fields if withdrawn_at is None}
    kind_model = apps.get_model("hazards", "HazardKind")
    intervals = dict(kind_model.objects.values_list("pk", "inspection_interval_days"))
    of_kind = grouped(kind_model.required_measures.through.objects.values_list("hazardkind", "measurekind"))
    own_lists = site_model.required_measures.through.objects.filter(hazardsite__in=keys)
    own = grouped(own_lists.values_list("hazardsite", "measurekind"))
    measures = measures_of(keys, apps)
    inspections = apps.get_model("hazards", "Inspection").objects.filter(site__in=keys, withdrawn_at=None)
    inspected = grouped(inspections.order_by().values_list("site", "on"))
    return {
        key: KnownSite(
            commune,
            kind,
            found_on,
            SiteFacts(
                interval_days=intervals[kind],
                required=frozenset(own.get(key) or of_kind.get(kind) or ()),
                eliminated_on=eliminated_on,
                measures=tuple(measures.get(key, ())),
                inspected_on=tuple(inspected.get(key, ())),
            ),
        )
        for key, (commune, kind, found_on, eliminated_on) in sites.items()
    }


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
