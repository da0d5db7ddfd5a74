"""A file that is not stored is put away: its cells go, who sent it and that it is gone stay.

What somebody sent may have held more than numbers of children; nobody needs it any longer.
"""

from datetime import datetime, timedelta
from typing import Final

from django.utils import timezone

from exchange.models import HeadCountFile
from foundation.records import StaleVersionError

STALE_DAYS: Final = 30


def put_away(file: HeadCountFile, *, seen_version: int) -> None:
    """Withdraw a file and forget its cells and rows; StaleVersionError."""
    file.rows, file.reading = [], {}
    file.withdraw(reason="", seen_version=seen_version)


def put_away_stale(now: datetime | None = None) -> int:
    """Put away the files that nobody touched for 30 days and that were never stored; how many."""
    before = (now or timezone.now()) - timedelta(days=STALE_DAYS)
    stale = HeadCountFile.objects.in_force().filter(stored_at=None, updated_at__lt=before)
    return sum(put_away_untouched(file) for file in stale)


def put_away_untouched(file: HeadCountFile) -> bool:
    """Put a file away; False, and nothing done, for one that somebody took up again meanwhile."""
    try:
        put_away(file, seen_version=file.version)
    except StaleVersionError:
        return False
    return True
