"""What is overdue: past the end of its deadline, by the working calendar, and still not protected.

The same rule stands in SQL in `HazardSiteQuerySet.overdue_on`.
"""

from datetime import date

from areas.working_days import WorkingDays
from hazards.status import OPEN


def days_late(deadline: date | None, status: str, day: date, calendar: WorkingDays) -> int:
    """Days since the deadline's end on `day`; 0 for in time, without a deadline, or protected."""
    if deadline is None or deadline >= day or status not in OPEN:
        return 0
    return calendar.days_late(deadline, day)
