"""What is overdue: past the end of its deadline, by the working calendar, and still not protected.

The same rule stands in SQL in `HazardSiteQuerySet.overdue_on`.
"""

from collections.abc import Iterable
from datetime import date

from areas.working_days import WorkingDays, working_days
from hazards.models import HazardSite
from hazards.status import OPEN


def days_late(deadline: date | None, status: str, day: date, calendar: WorkingDays) -> int:
    """Days since the deadline's end on `day`; 0 for in time, without a deadline, or protected."""
    if deadline is None or deadline >= day or status not in OPEN:
        return 0
    return calendar.days_late(deadline, day)


def mark_late(sites: Iterable[HazardSite], day: date) -> None:
    """Tell each of `sites`, which come with their status, its `days_late`. One query for all."""
    calendar = working_days()
    for site in sites:
        site.days_late = days_late(site.deadline, site.status, day, calendar)
