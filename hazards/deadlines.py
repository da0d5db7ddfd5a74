"""Deadlines by the working calendar: quick choices, and what to say of a day off."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from areas.working_days import WorkingDays

QUICK: Final = (5, 10, 20)  # working days


@dataclass(frozen=True)
class QuickDay:
    number: int
    day: date


def quick_days(today: date, calendar: WorkingDays) -> list[QuickDay]:
    """The days with which 5, 10 and 20 working days from `today` end."""
    return [QuickDay(number, calendar.after(today, number)) for number in QUICK]


def day_off_hint(deadline: date | None, calendar: WorkingDays) -> str:
    """What a person should know of a deadline on a day off; empty for a working day."""
    due = calendar.due_day(deadline) if deadline else None
    if not deadline or due == deadline:
        return ""
    words = {"day": f"{deadline:%d/%m/%Y}", "due": f"{due:%d/%m/%Y}"}
    return _("%(day)s is a day off: the deadline ends with %(due)s.") % words
