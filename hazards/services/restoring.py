"""Bring back what was withdrawn: a site, a measure, an inspection with what it found."""

from django.db import transaction

from accounts.models import User
from foundation.records import Record
from hazards.errors import RestoreError
from hazards.models import HazardSite, Inspection, Measure
from hazards.reasons import RESTORE, because
from hazards.services.reopening import watched


@transaction.atomic
def restore_site(site: HazardSite, *, reason: str, seen_version: int, by: User | None = None) -> None:
    """RestoreError for a site that was merged into another; StaleVersionError."""
    if site.merged_into_id:
        raise RestoreError("merged")
    with watched(site, by=by):
        bring_back(site, reason, seen_version, by)


@transaction.atomic
def restore_measure(measure: Measure, *, reason: str, seen_version: int, by: User | None = None) -> None:
    """RestoreError while its site is withdrawn; StaleVersionError."""
    require_site(measure.site)
    with watched(measure.site, by=by):
        bring_back(measure, reason, seen_version, by)


@transaction.atomic
def restore_inspection(
    inspection: Inspection, *, reason: str, seen_version: int, by: User | None = None
) -> None:
    """With all that was withdrawn together with it. RestoreError while its site is withdrawn;
    StaleVersionError."""
    require_site(inspection.site)
    with watched(inspection.site, by=by):
        for finding in inspection.findings.filter(withdrawn_at=inspection.withdrawn_at):
            finding.withdrawn_at = None
            finding._history_user = by
            finding.save()
        bring_back(inspection, reason, seen_version, by)


def require_site(site: HazardSite) -> None:
    if site.withdrawn_at:
        raise RestoreError("merged" if site.merged_into_id else "site_withdrawn")


def bring_back(record: Record, reason: str, seen_version: int, by: User | None) -> None:
    if record.withdrawn_at is None:
        raise RestoreError("not_withdrawn")
    record.withdrawn_at, record.withdrawn_reason = None, ""
    record._history_user = by
    because(record, RESTORE, reason)
    record.save_edit(seen_version=seen_version)
