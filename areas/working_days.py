"""The working calendar: Monday to Friday, without public holidays, as changed by decree.

A deadline that falls on a day off ends with the next working day (Civil Code 91/2015/QH13,
article 148, clause 5). Holidays, Tết among them, and the days worked in exchange come from the
`holidays` package; what it does not know yet is entered as `CalendarChange`.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from holidays import country_holidays

from areas.models import CalendarChange

ONE_DAY = timedelta(days=1)


class WorkingDays:
    """`changes`: day → whether offices are open, against the rule."""

    def __init__(self, changes: Mapping[date, bool] | None = None):
        self.changes = changes or {}
        self.holidays = country_holidays("VN")

    def is_working(self, day: date) -> bool:
        changed = self.changes.get(day)
        return self.holidays.is_working_day(day) if changed is None else changed

    def due_day(self, deadline: date) -> date:
        """The day with which `deadline` ends: itself, or the next working day."""
        while deadline < date.max and not self.is_working(deadline):
            deadline += ONE_DAY
        return deadline

    def last_before(self, day: date) -> date:
        """The last working day before `day`: deadlines up to it are past on `day`."""
        while day > date.min:
            day -= ONE_DAY
            if self.is_working(day):
                break
        return day

    def days_late(self, deadline: date, day: date) -> int:
        """Days of the calendar since the deadline's end; 0 while it is not past."""
        return max(0, (day - self.due_day(deadline)).days)

    def after(self, day: date, number: int) -> date:
        """The `number`-th working day after `day`."""
        for _step in range(number):
            day = self.due_day(day + ONE_DAY)
        return day


def working_days() -> WorkingDays:
    """The calendar of today, decrees included. One query."""
    return WorkingDays(dict(CalendarChange.objects.values_list("day", "is_working")))
