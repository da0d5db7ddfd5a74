"""When the equipment of a play space is to be inspected again. No Django."""

from datetime import date, timedelta


def inspection_due_on(inspected_on: date | None, opened_on: date | None, interval_days: int) -> date | None:
    """The last day in time: an interval after the last inspection, or after the opening.

    None where neither is known, or where the kind asks for no inspections (0 days).

    >>> inspection_due_on(date(2026, 1, 1), date(2020, 1, 1), 180)
    datetime.date(2026, 6, 30)
    """
    last = inspected_on or opened_on
    return last + timedelta(days=interval_days) if last and interval_days else None


def is_inspection_overdue(
    inspected_on: date | None, opened_on: date | None, interval_days: int, day: date
) -> bool:
    """Past that day; and where nobody knows of any inspection or of the opening."""
    if not interval_days:
        return False
    due_on = inspection_due_on(inspected_on, opened_on, interval_days)
    return due_on is None or due_on < day
