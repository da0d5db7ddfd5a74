"""The day that a page is asked for: `?as_of=2026-06-30`, today without it."""

from datetime import date

from django.utils import timezone
from django.utils.dateparse import parse_date


class BadDay(ValueError):  # noqa: N818  (reads as what it is)
    """`as_of` is not a day of the calendar."""


def asked_day(text: str | None) -> date:
    """`text` (ISO 8601) as a day; today when empty; BadDay otherwise."""
    if not text:
        return timezone.localdate()
    try:
        day = parse_date(text.strip())
    except ValueError as error:
        raise BadDay(text) from error
    if day is None:
        raise BadDay(text)
    return day
