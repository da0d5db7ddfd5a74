"""Deeds on swimming classes."""

from typing import Final

from hazards.services.storing import store_once
from playspaces.models import SwimmingClass

ANSWERS: Final = [
    "playspace_id", "name", "begins_on", "ends_on", "schedule", "teacher", "age_from", "age_to", "places",
    "enrolled", "created_by_id",
]  # fmt: skip


def add_class(swimming_class: SwimmingClass) -> bool:
    """Store a new class; False when it was stored already. KeyTakenError."""
    return store_once(swimming_class, same=ANSWERS)
