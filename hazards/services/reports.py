"""Deeds on a report: it comes in, it is taken up as a site, it is turned down."""

from typing import Final

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from foundation.records import StaleVersionError
from hazards import notify
from hazards.models import HazardSite, Report
from hazards.services.storing import store_once

ANSWERS: Final = [
    "words", "kind_id", "geom", "commune_id", "village_id", "reporter_name", "reporter_phone", "created_by_id",
]  # fmt: skip


@transaction.atomic
def report_danger(report: Report) -> bool:
    """Store a new report and tell who decides; False when it was stored already. KeyTakenError."""
    is_new = store_once(report, same=ANSWERS)
    if is_new:
        notify.reported(report)
    return is_new


def take_up(report: Report, site: HazardSite, *, by: User, seen_version: int) -> None:
    """It tells of `site`, a new one or one known before. StaleVersionError when it was decided already."""
    decide(report, Report.State.ACCEPTED, by, seen_version, site=site)


def turn_down(report: Report, answer: str, *, by: User, seen_version: int) -> None:
    """It leads to no site, for the reason `answer`. StaleVersionError as above."""
    decide(report, Report.State.REFUSED, by, seen_version, answer=answer)


def decide(report: Report, state: Report.State, by: User, seen_version: int, **facts: object) -> None:
    if report.state != Report.State.NEW:
        raise StaleVersionError(report)
    facts |= {"state": state, "decided_by": by, "decided_at": timezone.now()}
    for name, value in facts.items():
        setattr(report, name, value)
    report.save_edit(seen_version=seen_version)
