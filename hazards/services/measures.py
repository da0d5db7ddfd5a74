"""Deeds on a measure: add it, change its details, record what happened to it, take it back."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from accounts.models import User
from hazards import notify
from hazards.measure_state import Step
from hazards.models import Finding, Measure
from hazards.services.reopening import watched
from hazards.services.storing import store_once

ANSWERS: Final = [
    "site_id", "kind_id", "planned_on", "installed_on", "quantity", "note", "geom", "cost", "funding",
    "contractor", "responsible_unit_id", "responsible_person_id",
]  # fmt: skip
NOTHING: Final[Mapping[str, object]] = {}


def add_measure(measure: Measure) -> bool:
    """Store a planned or installed measure; False when it was stored already. KeyTakenError."""
    with watched(measure.site, by=measure.created_by) as measure.site:
        is_new = store_once(measure, same=ANSWERS)
        if is_new:
            notify.measure_assigned(measure, by=measure.created_by)
        return is_new


def edit_measure(measure: Measure, *, seen_version: int, by: User | None = None) -> None:
    """Save changed details of a stored measure; StaleVersionError when it changed since."""
    with watched(measure.site, by=by):
        before = notify.stored_holders(measure)
        measure.save_edit(seen_version=seen_version)
        notify.measure_assigned(measure, before=before, by=by)


def withdraw_measure(measure: Measure, *, reason: str, seen_version: int, by: User | None = None) -> None:
    """Take back a measure recorded by mistake. StaleVersionError."""
    with watched(measure.site, by=by):
        measure.withdraw(reason=reason, seen_version=seen_version)


def record_step(
    measure: Measure,
    *,
    step: Step,
    on: date,
    seen_version: int,
    note: str = "",
    details: Mapping[str, object] = NOTHING,
    by: User | None = None,
) -> None:
    """Record what happened to a stored measure; StaleVersionError when it changed since.

    `details` are fields of the measure that came to be known with it: the cost, the contractor.
    Every step moves the measure's version on, findings too, so that a double click or two
    people at once store it once.
    """
    if step == Step.INSTALLED:
        measure.installed_on = on
    elif step in (Step.REMOVED, Step.GIVEN_UP):
        measure.removed_on = on
    for name, value in details.items():
        setattr(measure, name, value)
    if note and step in (Step.INSTALLED, Step.REMOVED, Step.GIVEN_UP):
        measure.note = "\n".join(filter(None, [measure.note, note]))[-500:]
    with watched(measure.site, by=by):
        before = notify.stored_holders(measure)
        measure.save_edit(seen_version=seen_version)
        notify.measure_assigned(measure, before=before, by=by)
        if step in (Step.DAMAGED, Step.REPAIRING, Step.REPAIRED):
            Finding.objects.create(measure=measure, on=on, condition=step.value, note=note)
