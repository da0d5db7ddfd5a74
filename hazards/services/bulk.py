"""One change made to many sites, with a history entry for each."""

import uuid
from collections.abc import Iterable, Mapping
from typing import Final

from django.utils import timezone
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from accounts.models import User
from accounts.teams import members_of
from areas.models import Commune
from hazards import notify
from hazards.bulk import Changes, Line, plan
from hazards.errors import ChangedMeanwhileError
from hazards.models import BulkEdit, HazardSite, Measure
from hazards.services.storing import store_once
from hazards.span_keeping import together

BATCH: Final = 200
SAME: Final = ["commune_id", "created_by_id", "changes"]


def reason_of(edit: BulkEdit) -> str:
    """What the history of each changed site gives as the reason."""
    return f"bulk {edit.pk}"


@together()
def edit_many(
    key: uuid.UUID, *, changes: Changes, seen: Mapping[uuid.UUID, int], commune: Commune, by: User
) -> BulkEdit:
    """Make `changes` to the sites in `seen` (key → version shown); sent twice, it is made once.

    ChangedMeanwhileError, and nothing stored, when one of them changed since. KeyTakenError
    as in `store_once`. Sites that the change leaves alone keep their version.
    """
    edit = BulkEdit(id=key, commune=commune, created_by=by, changes=changes.as_json(), sites_changed=0)
    if not store_once(edit, same=SAME):
        return BulkEdit.objects.get(pk=key)
    sites = fresh_sites(seen, commune)
    lines = [line for line in plan(sites, changes, user=by, commune=commune) if line.does_something]
    change_sites(edit, [line for line in lines if line.fields], changes)
    measures = plan_measures(edit, [line.site for line in lines if line.plans_measure], changes)
    edit.sites_changed, edit.measures_planned = len(lines), len(measures)
    edit.save()
    tell(edit, lines, changes)
    return edit


def fresh_sites(seen: Mapping[uuid.UUID, int], commune: Commune) -> list[HazardSite]:
    """The sites, held until the end of the transaction; ChangedMeanwhileError when one moved on."""
    rows = HazardSite.objects.in_force().filter(commune=commune, pk__in=seen)
    list(rows.select_for_update().order_by("pk").values_list("pk"))
    sites = list(rows.select_related("village", "responsible_unit", "responsible_person"))
    moved = {site.pk for site in sites if site.version != seen[site.pk]}
    if moved or len(sites) < len(seen):
        raise ChangedMeanwhileError(moved)
    return sites


def change_sites(edit: BulkEdit, lines: list[Line], changes: Changes) -> None:
    now = timezone.now()
    sites = [line.site for line in lines]
    for line in lines:
        for name in line.fields:
            setattr(line.site, name, changes.fields[name])
        line.site.version += 1
        line.site.updated_at = now
    if not sites:
        return
    bulk_update_with_history(
        sites,
        HazardSite,
        [*changes.fields, "version", "updated_at"],
        batch_size=BATCH,
        default_user=edit.created_by,
        default_change_reason=reason_of(edit),
        default_date=edit.created_at,
    )
    keep_required_measures(edit, sites)


def keep_required_measures(edit: BulkEdit, sites: Iterable[HazardSite]) -> None:
    """The sites' own lists go into their history too, which the bulk update leaves out. Three queries."""
    history = HazardSite.history.model
    lists = HazardSite.required_measures.through.objects.filter(hazardsite__in=[site.pk for site in sites])
    rows = list(lists.values_list("pk", "hazardsite", "measurekind"))
    written = history.objects.filter(
        id__in={site for _key, site, _kind in rows}, history_date=edit.created_at
    )
    entry = dict(written.values_list("id", "history_id"))
    copies = history.required_measures.model
    copies.objects.bulk_create(
        copies(id=key, hazardsite_id=site, measurekind_id=kind, history_id=entry[site])
        for key, site, kind in rows
    )


def plan_measures(edit: BulkEdit, sites: list[HazardSite], changes: Changes) -> list[Measure]:
    measures = [
        Measure(
            id=uuid.uuid5(edit.pk, str(site.pk)),
            site=site,
            kind=changes.measure,
            planned_on=changes.planned_on,
            created_by=edit.created_by,
        )
        for site in sites
    ]
    if measures:
        bulk_create_with_history(
            measures,
            Measure,
            batch_size=BATCH,
            default_user=edit.created_by,
            default_change_reason=reason_of(edit),
            default_date=edit.created_at,
        )
    return measures


def tell(edit: BulkEdit, lines: list[Line], changes: Changes) -> None:
    """One notice for each person who became responsible, however many sites it is."""
    by = edit.created_by
    person, unit = changes.fields.get("responsible_person"), changes.fields.get("responsible_unit")
    if person:
        notify.assigned_in_bulk(edit, got("responsible_person", lines), [person], by=by)
    if unit:
        others = set(members_of([unit])) - {person}
        notify.assigned_in_bulk(edit, got("responsible_unit", lines), others, by=by)


def got(name: str, lines: list[Line]) -> list[HazardSite]:
    return [line.site for line in lines if name in line.fields]
