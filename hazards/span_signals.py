"""Every write of a fact that a status follows from is noted, by whatever way it comes.

Saved or deleted one by one (Django's signals), in bulk (`foundation.bulk_signals`: imports, bulk
edits), by its list of required measures. A model whose facts come to count gets a line in `WATCHED`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model, QuerySet
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save

from foundation.bulk_signals import bulk_created, bulk_updating
from hazards.models import Finding, HazardKind, HazardSite, Inspection, Measure
from hazards.span_keeping import note


@dataclass(frozen=True)
class Watched:
    """`sites` leads from a row to its sites, `by` is the field of its own where that way begins;
    `facts` are the fields that a status follows from, or that its stretches repeat."""

    sites: str
    by: str
    facts: frozenset[str]


WATCHED: Final[dict[type[Model], Watched]] = {
    HazardSite: Watched(
        "pk", "id", frozenset({"kind", "commune", "deadline", "found_on", "eliminated_on", "withdrawn_at"})
    ),
    Measure: Watched(
        "site",
        "site",
        frozenset(
            {"site", "kind", "planned_on", "installed_on", "removed_on", "recorded_on", "withdrawn_at"}
        ),
    ),
    Finding: Watched(
        "measure__site", "measure", frozenset({"measure", "on", "condition", "created_at", "withdrawn_at"})
    ),
    Inspection: Watched("site", "site", frozenset({"site", "on", "withdrawn_at"})),
    HazardKind: Watched("hazardsite", "id", frozenset({"inspection_interval_days"})),
}


def sites_of(rows: QuerySet) -> set[Any]:
    """Keys of the sites that `rows` of one watched model are about. One query."""
    return set(rows.order_by().values_list(WATCHED[rows.model].sites, flat=True)) - {None}


def counts(sender: type[Model], fields: Iterable[str] | None) -> bool:
    """Whether writing `fields` (None: all) can change a status."""
    return fields is None or not WATCHED[sender].facts.isdisjoint(fields)


def before_saving(sender: type[Model], instance: Model, raw: bool, update_fields: Any, **_: Any) -> None:
    """What is stored until now: a measure may move to another site, a kind keep its interval."""
    instance._sites_before = set()  # type: ignore[attr-defined]
    if raw or instance._state.adding or not counts(sender, update_fields) or sender is HazardSite:
        return
    stored = sender._default_manager.filter(pk=instance.pk)
    if sender is HazardKind:
        stored = stored.exclude(inspection_interval_days=instance.inspection_interval_days)  # type: ignore[attr-defined]
    instance._sites_before = sites_of(stored)  # type: ignore[attr-defined]


def after_saving(sender: type[Model], instance: Model, raw: bool, update_fields: Any, **_: Any) -> None:
    """`loaddata` (`raw`) brings the stretches with it."""
    if not raw and counts(sender, update_fields):
        note(instance._sites_before | own_sites(instance))  # type: ignore[attr-defined]


def own_sites(instance: Any) -> set[Any]:
    match instance:
        case HazardSite():
            return {instance.pk}
        case Finding():
            return {instance.measure.site_id}
        case HazardKind():
            return set()  # those of before are all that it has
    return {instance.site_id}


def after_deleting(sender: type[Model], instance: Model, origin: Any, **_: Any) -> None:
    """What goes with the site itself needs no reckoning."""
    if isinstance(origin, sender) or getattr(origin, "model", None) is sender:
        note(own_sites(instance))


def after_creating_many(sender: type[Model], rows: list[Any], **_: Any) -> None:
    if sender is Finding:
        note(sites_of(Finding.objects.filter(measure__in={row.measure_id for row in rows})))
    else:
        note(set().union(*(own_sites(row) for row in rows)))


def before_updating_many(
    sender: type[Model], rows: QuerySet, fields: set[str], **_: Any
) -> Callable[[], None] | None:
    if not counts(sender, fields):
        return None
    before = sites_of(rows)
    if WATCHED[sender].by not in fields:
        return lambda: note(before)
    written = sender._default_manager.filter(pk__in=list(rows.values_list("pk", flat=True)))
    return lambda: note(before | sites_of(written))


def after_listing_site(sender: Any, instance: HazardSite, action: str, **_: Any) -> None:
    if action.startswith("post_"):
        note({instance.pk})


def after_listing_kind(sender: Any, instance: HazardKind, action: str, **_: Any) -> None:
    if action.startswith("post_"):
        note(sites_of(HazardKind.objects.filter(pk=instance.pk)))


for model in WATCHED:
    pre_save.connect(before_saving, sender=model)
    post_save.connect(after_saving, sender=model)
    if model not in (HazardSite, HazardKind):
        post_delete.connect(after_deleting, sender=model)
    bulk_created.connect(after_creating_many, sender=model)
    bulk_updating.connect(before_updating_many, sender=model)
m2m_changed.connect(after_listing_site, sender=HazardSite.required_measures.through)
m2m_changed.connect(after_listing_kind, sender=HazardKind.required_measures.through)
