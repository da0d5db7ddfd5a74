"""Deeds on an accident: record it, change it."""

from typing import Final

from hazards.models import Incident
from hazards.services.storing import store_once

ANSWERS: Final = [
    "on", "kind", "outcome", "age_band", "sex", "geom", "commune_id", "village_id", "site_id", "created_by_id",
]  # fmt: skip


def record_incident(incident: Incident) -> bool:
    """Store a new accident; False when it was stored already. KeyTakenError."""
    return store_once(incident, same=ANSWERS)


def edit_incident(incident: Incident, *, seen_version: int) -> None:
    """Save changes; StaleVersionError when someone else saved first."""
    incident.save_edit(seen_version=seen_version)
