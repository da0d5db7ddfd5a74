"""Deeds on a play space: add it, change it, close it for good, bring it back."""

from collections.abc import Collection
from datetime import date
from typing import Final

from django.db import transaction

from accounts.models import User
from hazards.errors import RestoreError
from hazards.reasons import RESTORE, because
from hazards.services.storing import store_once
from playspaces.models import Facility, PlaySpace

ANSWERS: Final = [
    "kind_id", "name", "geom", "commune_id", "village_id", "for_children", "opened_on", "closed_on",
    "description", "age_from", "age_to", "is_lit", "shade", "capacity", "opening_hours", "manager_unit_id",
    "manager_person_id", "depth_max_m", "is_fenced", "has_lifeguard", "has_rescue_gear", "created_by_id",
]  # fmt: skip


@transaction.atomic
def add_space(space: PlaySpace, *, facilities: Collection[Facility] = ()) -> bool:
    """Store a new play space; False when it was stored already. KeyTakenError as in `store_once`."""
    is_new = store_once(space, same=ANSWERS)
    if is_new and facilities:
        space.facilities.set(facilities)
    return is_new


@transaction.atomic
def edit_space(space: PlaySpace, *, facilities: Collection[Facility], seen_version: int) -> None:
    """Save changes; StaleVersionError when someone else saved first."""
    space.save_edit(seen_version=seen_version)
    if set(space.facilities.all()) != set(facilities):
        space.facilities.set(facilities)


def close_space(space: PlaySpace, *, on: date | None, seen_version: int) -> None:
    """Closed for good since `on`; None takes that back. StaleVersionError."""
    space.closed_on = on
    space.save_edit(seen_version=seen_version)


@transaction.atomic
def restore_space(space: PlaySpace, *, reason: str, seen_version: int, by: User) -> None:
    """RestoreError for one that is not withdrawn; StaleVersionError."""
    if space.withdrawn_at is None:
        raise RestoreError("not_withdrawn")
    space.withdrawn_at, space.withdrawn_reason = None, ""
    space._history_user = by
    because(space, RESTORE, reason)
    space.save_edit(seen_version=seen_version)
