"""What a change of many sites did, told from the history."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import Unit, User
from foundation.ordering import by_name
from hazards.bulk import Step, words_of
from hazards.kinds import MeasureKind
from hazards.models import BulkEdit, HazardSite, Measure

SETTABLE: Final = ("responsible_unit", "responsible_person", "deadline")
MODELS: Final = {"responsible_unit": Unit, "responsible_person": User}
RELATED: Final = {name: f"{name}_id" for name in MODELS}


def what_was_set(edit: BulkEdit, reader: User) -> list[tuple[str, str]]:
    """Label and value of each thing that was set. Three queries at most."""
    changes = edit.changes
    rows = [
        (str(HazardSite._meta.get_field(name).verbose_name), words_of(stored(name, changes[name]), reader))
        for name in SETTABLE
        if name in changes
    ]
    if "measure" in changes:
        kind = MeasureKind.objects.filter(code=changes["measure"]).first()
        words = planned_words(kind or changes["measure"], date.fromisoformat(changes["planned_on"]), reader)
        rows.append((_("measure"), words))
    return rows


def planned_words(kind: Any, day: date, reader: User) -> str:
    return _("%(measure)s, planned for %(day)s") % {"measure": kind, "day": words_of(day, reader)}


def stored(name: str, value: Any) -> Any:
    if value is None:
        return None
    if name in MODELS:
        return MODELS[name].objects.filter(pk=value).first()
    return date.fromisoformat(value)


def marks(edit: BulkEdit) -> dict[str, Any]:
    """History entries of the change bear its time, which has an index, and name it as their reason."""
    return {"history_date": edit.created_at, "history_change_reason": f"bulk {edit.pk}"}


def sites_of(edit: BulkEdit) -> QuerySet[HazardSite]:
    """The sites that were changed or got a measure, by name."""
    changed = HazardSite.history.filter(**marks(edit)).order_by().values("id")
    planned = Measure.history.filter(**marks(edit)).order_by().values("site_id")
    sites = HazardSite.objects.in_force().filter(pk__in=changed.union(planned))
    return sites.select_related("kind", "village").defer("geom").order_by(by_name(), "pk")


@dataclass(frozen=True)
class Done:
    """A site, and what the change did to it."""

    site: HazardSite
    steps: list[Step]


def done_to(edit: BulkEdit, sites: Collection[HazardSite], reader: User) -> list[Done]:
    """What the change did to each of `sites`. Five queries."""
    entries = entries_of(sites)
    names = [name for name in SETTABLE if name in edit.changes]
    known = people_and_units(entries)
    planned = Measure.history.filter(**marks(edit), site__in=sites).select_related("kind")
    by_site = {entry.site_id: entry for entry in planned}
    done = []
    for site in sites:
        own = entries.get(site.pk, [])
        place = next((place for place, entry in enumerate(own) if is_of(entry, edit)), None)
        before = own[place - 1] if place else None
        steps = [] if place is None else steps_between(before, own[place], names, known, reader)
        if site.pk in by_site:
            measure = by_site[site.pk]
            steps.append(Step(_("measure"), "–", planned_words(measure.kind, measure.planned_on, reader)))
        done.append(Done(site, steps))
    return done


def entries_of(sites: Collection[HazardSite]) -> dict[Any, list]:
    """The history of each site, the oldest first."""
    found: dict[Any, list] = defaultdict(list)
    columns = [*RELATED.values(), "deadline", "id", "history_id", "history_date", "history_change_reason"]
    rows = HazardSite.history.filter(id__in=[site.pk for site in sites]).order_by("history_id")
    for entry in rows.only(*columns):
        found[entry.id].append(entry)
    return found


def is_of(entry: Any, edit: BulkEdit) -> bool:
    return entry.history_date == edit.created_at and entry.history_change_reason == f"bulk {edit.pk}"


def people_and_units(entries: dict[Any, list]) -> dict[tuple[str, int], Any]:
    """Whoever the history names, by field and key. Two queries."""
    known: dict[tuple[str, int], Any] = {}
    every = [entry for rows in entries.values() for entry in rows]
    for name, model in MODELS.items():
        keys = {getattr(entry, RELATED[name]) for entry in every} - {None}
        known |= {(name, key): thing for key, thing in model._default_manager.in_bulk(keys).items()}
    return known


def steps_between(
    before: Any, after: Any, names: list[str], known: dict[tuple[str, int], Any], reader: User
) -> list[Step]:
    """`before` is None where the site has no older entry."""
    steps = []
    for name in names:
        column = RELATED.get(name, name)
        label, new = str(HazardSite._meta.get_field(name).verbose_name), getattr(after, column)
        new_words = words_of(known.get((name, new), new), reader)
        if before is None:
            steps.append(Step(label, _("not recorded"), new_words))
        elif (old := getattr(before, column)) != new:
            steps.append(Step(label, words_of(known.get((name, old), old), reader), new_words))
    return steps
