"""Deeds on the register: each one transaction, each stored once however often it is sent."""

from collections.abc import Collection, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from django.db import IntegrityError, transaction

from foundation.records import Record
from hazards.errors import KeyTakenError
from hazards.measure_state import Step
from hazards.models import Finding, HazardSite, Inspection, Measure, MeasureKind

# Two ponds of a village may bear the same proposed name: the place tells them apart.
SITE_ANSWERS: Final = [
    "kind_id", "name", "commune_id", "created_by_id", "geom", "village_id", "likelihood", "severity",
    "depth_m", "bank", "access", "is_household", "responsible_unit_id", "deadline", "found_on", "description",
]  # fmt: skip
MEASURE_ANSWERS: Final = ["site_id", "kind_id", "planned_on", "installed_on", "quantity", "note"]
INSPECTION_ANSWERS: Final = ["site_id", "on", "note", "created_by_id"]


def store_once(record: Record, *, same: list[str]) -> bool:
    """Insert `record`; False when the same one (equal in the fields `same`) is stored already.

    KeyTakenError when something else is stored under its key, or what is stored there was
    withdrawn: to call that saved would lose what was sent.
    """
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError:
        stored = type(record)._default_manager.filter(pk=record.pk).first()
        if stored is None:
            raise
        differs = any(getattr(stored, name) != getattr(record, name) for name in same)
        if differs or stored.withdrawn_at:
            raise KeyTakenError(stored) from None
        return False
    return True


@transaction.atomic
def log_site(site: HazardSite, *, required: Collection[MeasureKind] = ()) -> bool:
    """Store a new site; False when it was stored already. KeyTakenError as in `store_once`."""
    is_new = store_once(site, same=SITE_ANSWERS)
    if is_new and required:
        site.required_measures.set(required)
    return is_new


@transaction.atomic
def edit_site(site: HazardSite, *, required: Collection[MeasureKind], seen_version: int) -> None:
    """Save changes to a site; StaleVersionError when someone else saved first."""
    site.save_edit(seen_version=seen_version)
    if set(site.required_measures.all()) != set(required):
        site.required_measures.set(required)


def eliminate_site(site: HazardSite, *, on: date | None, seen_version: int) -> None:
    """The danger is gone for good since `on`; None takes that back. StaleVersionError."""
    site.eliminated_on = on
    site.save_edit(seen_version=seen_version)


def add_measure(measure: Measure) -> bool:
    """Store a planned or installed measure; False when it was stored already. KeyTakenError."""
    return store_once(measure, same=MEASURE_ANSWERS)


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


@transaction.atomic
def withdraw_inspection(inspection: Inspection, *, reason: str, seen_version: int) -> None:
    """Take an inspection out, with all that it found. StaleVersionError."""
    inspection.withdraw(reason=reason, seen_version=seen_version)
    for finding in inspection.findings.all():
        finding.withdrawn_at = inspection.withdrawn_at
        finding.save()


@transaction.atomic
def record_inspection(inspection: Inspection, *, conditions: Mapping[Measure, str]) -> bool:
    """Store an inspection and what it found of each measure; False when stored already. KeyTakenError."""
    if not store_once(inspection, same=INSPECTION_ANSWERS):
        stored = Inspection.objects.get(pk=inspection.pk)
        found = dict(stored.findings.values_list("measure", "condition"))
        if found != {measure.pk: condition for measure, condition in conditions.items()}:
            raise KeyTakenError(stored)
        return False
    for measure, condition in conditions.items():
        Finding.objects.create(measure=measure, inspection=inspection, on=inspection.on, condition=condition)
    return True
