"""The day that a page is asked for: `?as_of=2026-06-30` or `30/06/2026`, today without it."""

import calendar
from datetime import date, datetime
from typing import Final

from django.utils import timezone

# Beyond them nothing is on record, and reckoning from the last day of the calendar breaks down.
FIRST: Final = date(1900, 1, 1)
LAST: Final = date(2999, 12, 31)
FORMS: Final = ("%Y-%m-%d", "%d/%m/%Y")  # as an address names it, and as a person types it


class BadDay(ValueError):  # noqa: N818  (reads as what it is)
    """`as_of` is no day that a page can be asked for."""


def asked_day(text: str | None) -> date:
    """`text` as a day; today when empty; BadDay otherwise."""
    if not text:
        return timezone.localdate()
    for form in FORMS:
        try:
            day = datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
        if FIRST <= day <= LAST:
            return day
    raise BadDay(text)


def months_before(day: date, months: int) -> date:
    """The same day of the month so many months earlier; the last one, where that month is shorter.

    >>> months_before(date(2026, 8, 31), 6)
    datetime.date(2026, 2, 28)
    """
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
