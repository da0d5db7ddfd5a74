"""The day that a page is asked for: `?as_of=2026-06-30` or `30/06/2026`, today without it."""

from datetime import date, datetime
from typing import Final

from django.utils import timezone

FORMS: Final = ("%Y-%m-%d", "%d/%m/%Y")  # as an address names it, and as a person types it


class BadDay(ValueError):  # noqa: N818  (reads as what it is)
    """`as_of` is not a day of the calendar."""


def asked_day(text: str | None) -> date:
    """`text` as a day; today when empty; BadDay otherwise."""
    if not text:
        return timezone.localdate()
    for form in FORMS:
        try:
            return datetime.strptime(text.strip(), form).date()  # noqa: DTZ007  (a day has no zone)
        except ValueError:
            continue
    raise BadDay(text)
