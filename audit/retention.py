"""The log is kept for a time, and dropped then: the one place that deletes from it."""

from datetime import date

from django.conf import settings
from django.db.models import QuerySet

from audit.log import Deed, record
from audit.models import Event, midnight
from foundation.days import months_before

BATCH = 5_000


def prune(today: date) -> int:
    """Drop entries older than `settings.AUDIT_MONTHS`; how many. One entry says so, if any were."""
    first_kept = months_before(today, settings.AUDIT_MONTHS)
    dropped = 0
    while batch := list(old(first_kept).order_by().values_list("pk", flat=True)[:BATCH]):
        # Django's plain query set: ours refuses.
        dropped += QuerySet(model=Event).filter(pk__in=batch).delete()[0]
    if dropped:
        record(Deed.ERASED, what="log", rows=dropped, before=f"{first_kept:%d/%m/%Y}")
    return dropped


def old(first_kept: date):
    return Event.objects.filter(at__lt=midnight(first_kept))
