"""Deeds on a site: log, change, eliminate."""

from collections.abc import Collection
from datetime import date
from typing import Final

from accounts.models import User
from hazards import notify
from hazards.events import Deed, happened
from hazards.models import HazardSite, MeasureKind
from hazards.services.effects import came_in
from hazards.services.reopening import watched
from hazards.services.storing import store_once
from hazards.span_keeping import together

# Two ponds of a village may bear the same proposed name: the place tells them apart.
ANSWERS: Final = [
    "kind_id", "name", "commune_id", "created_by_id", "geom", "village_id", "likelihood", "severity",
    "depth_m", "bank", "access", "near_path", "near_homes", "is_household", "owner_name", "owner_phone",
    "information_source", "responsible_unit_id", "responsible_person_id", "deadline", "found_on", "description",
    "internal_note",
]  # fmt: skip


@together()
def log_site(site: HazardSite, *, required: Collection[MeasureKind] = ()) -> bool:
    """Store a new site; False when it was stored already. KeyTakenError as in `store_once`."""
    is_new = store_once(site, same=ANSWERS)
    if is_new and required:
        site.required_measures.set(required)
    if is_new:
        notify.assigned(site, by=site.created_by)
        happened(Deed(came_in([site]), site.created_by))
    return is_new


def edit_site(
    site: HazardSite, *, required: Collection[MeasureKind], seen_version: int, by: User | None = None
) -> None:
    """Save changes to a site; StaleVersionError when someone else saved first.

    Another kind, or another list of required measures, can cost the site its protection.
    """
    with watched(site, by=by):
        before = notify.stored_holders(site)
        site.save_edit(seen_version=seen_version)
        if set(site.required_measures.all()) != set(required):
            site.required_measures.set(required)
        notify.assigned(site, before=before, by=by)


def eliminate_site(site: HazardSite, *, on: date | None, seen_version: int, by: User | None = None) -> None:
    """The danger is gone for good since `on`; None takes that back. StaleVersionError."""
    site.eliminated_on = on
    with watched(site, by=by):
        site.save_edit(seen_version=seen_version)
