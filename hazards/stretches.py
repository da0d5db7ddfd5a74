"""From the facts of a site to the stretches of days in which its status is the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from hazards.status import SiteFacts, Status, status_of

# Where a stretch has no end: a day, so that one comparison serves every row.
FAR: Final = date(9999, 12, 31)


@dataclass(frozen=True)
class Stretch:
    """Days from `first` to the day before `until`; the last stretch has no end: `FAR`."""

    status: Status
    first: date
    until: date = FAR


def stretches(site: SiteFacts, found_on: date) -> list[Stretch]:
    """How `site` stands from the day it was found, in order, without a gap; neighbours differ.

    >>> fence = MeasureFact("fence", recorded_on=date(2026, 2, 1), installed_on=date(2026, 2, 1))
    >>> pond = SiteFacts(interval_days=180, measures=(fence,))
    >>> [(part.status.value, part.first.isoformat()) for part in stretches(pond, date(2026, 1, 1))]
    [('unprotected', '2026-01-01'), ('protected', '2026-02-01'), ('inspection_due', '2026-08-01')]
    """
    starts: list[tuple[Status, date]] = []
    for day in sorted({found_on, *(day for day in turning_days(site) if found_on < day < FAR)}):
        status = status_of(site, day)
        if not starts or starts[-1][0] != status:
            starts.append((status, day))
    ends = [day for _status, day in starts[1:]] + [FAR]
    return [Stretch(status, day, end) for (status, day), end in zip(starts, ends, strict=True)]


def turning_days(site: SiteFacts) -> Iterator[date]:
    """Every day on which the status of `site` may change: on no other does it."""
    if site.eliminated_on:
        yield site.eliminated_on
    for measure in site.measures:
        yield measure.recorded_on  # a plan is known from this day
        yield from measure.days()
    looks = [*site.inspected_on, *(measure.installed_on for measure in site.measures)]
    for look in looks:
        if look is None:
            continue
        yield look
        try:
            yield look + timedelta(days=site.interval_days + 1)  # the first day of “inspection due”
        except OverflowError:  # beyond the calendar: never
            continue
