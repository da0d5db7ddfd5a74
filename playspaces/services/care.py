"""Deeds on the equipment of a play space: inspect it, mend what was broken."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db import transaction

from hazards.services.storing import store_once
from playspaces.models import EquipmentFault, EquipmentInspection

ANSWERS: Final = ["playspace_id", "on", "note", "created_by_id"]


@transaction.atomic
def record_inspection(inspection: EquipmentInspection, *, faults: Sequence[EquipmentFault] = ()) -> bool:
    """Store an inspection with the faults it found; False when it was stored already. KeyTakenError."""
    is_new = store_once(inspection, same=ANSWERS)
    for fault in faults if is_new else ():
        fault.inspection, fault.playspace = inspection, inspection.playspace
        fault.found_on, fault.created_by = inspection.on, inspection.created_by
        fault.save(force_insert=True)
    return is_new


@transaction.atomic
def withdraw_inspection(inspection: EquipmentInspection, *, reason: str, seen_version: int) -> None:
    """Take back an inspection recorded by mistake, with the faults it found. StaleVersionError."""
    inspection.withdraw(reason=reason, seen_version=seen_version)
    for fault in inspection.faults.in_force():
        fault.withdraw(reason=reason, seen_version=fault.version)


def mend_fault(fault: EquipmentFault, *, on: date | None, seen_version: int) -> None:
    """Mended on a day; None when it is broken still. StaleVersionError."""
    fault.fixed_on = on
    fault.save_edit(seen_version=seen_version)
