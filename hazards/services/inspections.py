"""Deeds on an inspection: record it with what it found, take it back."""

from collections.abc import Mapping
from typing import Final

from accounts.models import User
from hazards.errors import KeyTakenError
from hazards.models import Finding, Inspection, Measure
from hazards.services.reopening import watched
from hazards.services.storing import store_once

ANSWERS: Final = ["site_id", "on", "note", "place", "created_by_id"]


def withdraw_inspection(
    inspection: Inspection, *, reason: str, seen_version: int, by: User | None = None
) -> None:
    """Take an inspection out, with all that it found. StaleVersionError."""
    with watched(inspection.site, by=by):
        inspection.withdraw(reason=reason, seen_version=seen_version)
        for finding in inspection.findings.all():
            finding.withdrawn_at = inspection.withdrawn_at
            finding.save()


def record_inspection(inspection: Inspection, *, conditions: Mapping[Measure, str]) -> bool:
    """Store an inspection and what it found of each measure; False when stored already. KeyTakenError."""
    with watched(inspection.site, by=inspection.created_by) as inspection.site:
        return store_with_findings(inspection, conditions)


def store_with_findings(inspection: Inspection, conditions: Mapping[Measure, str]) -> bool:
    if not store_once(inspection, same=ANSWERS):
        stored = Inspection.objects.get(pk=inspection.pk)
        found = dict(stored.findings.values_list("measure", "condition"))
        if found != {measure.pk: condition for measure, condition in conditions.items()}:
            raise KeyTakenError(stored)
        return False
    for measure, condition in conditions.items():
        Finding.objects.create(measure=measure, inspection=inspection, on=inspection.on, condition=condition)
    return True
