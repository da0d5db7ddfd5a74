"""Deeds on a measure: add it, and record what happened to it."""

from datetime import date
from decimal import Decimal
from typing import Final

from django.db import transaction

from hazards import notify
from hazards.measure_state import Step
from hazards.models import Finding, Measure
from hazards.services.storing import store_once

ANSWERS: Final = [
    "site_id", "kind_id", "planned_on", "installed_on", "quantity", "note", "geom", "cost", "funding",
    "contractor", "responsible_unit_id", "responsible_person_id",
]  # fmt: skip


@transaction.atomic
def add_measure(measure: Measure) -> bool:
    """Store a planned or installed measure; False when it was stored already. KeyTakenError."""
    is_new = store_once(measure, same=ANSWERS)
    if is_new:
        notify.measure_assigned(measure, by=measure.created_by)
    return is_new


@transaction.atomic
def record_step(
    measure: Measure,
    *,
    step: Step,
    on: date,
    seen_version: int,
    note: str = "",
    quantity: Decimal | None = None,
) -> None:
    """Record what happened to a stored measure; StaleVersionError when it changed since.

    Every step moves the measure's version on, findings too, so that a double click or two
    people at once store it once.
    """
    if step == Step.INSTALLED:
        measure.installed_on = on
        measure.quantity = measure.quantity if quantity is None else quantity
    elif step in (Step.REMOVED, Step.GIVEN_UP):
        measure.removed_on = on
    if note and step in (Step.INSTALLED, Step.REMOVED, Step.GIVEN_UP):
        measure.note = "\n".join(filter(None, [measure.note, note]))[-500:]
    measure.save_edit(seen_version=seen_version)
    if step in (Step.DAMAGED, Step.REPAIRING, Step.REPAIRED):
        Finding.objects.create(measure=measure, on=on, condition=step.value, note=note)
