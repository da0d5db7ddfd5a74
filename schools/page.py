"""What a school's page shows, gathered once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from accounts import access
from areas.working_days import WorkingDays, working_days
from hazards.lateness import days_late
from hazards.status import OPEN
from schools.acknowledging import is_to_be_read, read_by, since
from schools.directions import in_words
from schools.models import Acknowledgement, School
from schools.nearby import Danger, dangers_around
from schools.routes import Routes, routes_to, with_ways


@dataclass(frozen=True)
class DangerLine:
    """`number` is that on the map too. `since`: found or come back on that day; `days_late`: overdue."""

    number: int
    danger: Danger
    since: date
    days_late: int
    read: Acknowledgement | None

    @property
    def direction(self) -> str:
        return in_words(self.danger.direction)

    @property
    def is_unread(self) -> bool:
        return self.read is None and is_to_be_read(self.danger)

    @property
    def has_come_back(self) -> bool:
        return self.since != self.danger.site.found_on

    @property
    def key(self) -> str:
        """What a reader ticks: the danger as it stands now."""
        return f"{self.danger.site.pk}:{self.since.isoformat()}"


@dataclass(frozen=True)
class Band:
    """Dangers within `radius_m` of the grounds, and how many of them nothing protects yet."""

    radius_m: int
    all: int
    open: int


@dataclass(frozen=True)
class SchoolPage:
    """`far`: beyond the last radius, on a way to school; numbered on from `near`."""

    school: School
    day: date
    near: list[DangerLine]
    far: list[DangerLine]
    routes: Routes
    bands: list[Band]

    @property
    def lines(self) -> list[DangerLine]:
        return self.near + self.far

    @property
    def unread(self) -> list[DangerLine]:
        return [line for line in self.lines if line.is_unread]


def page_of(school: School, *, reader: access.Reader, day: date) -> SchoolPage:
    """Some fifteen queries, whatever the number of dangers and villages."""
    routes = routes_to(school, day)
    near, far = with_ways(
        dangers_around(school, reader=reader, day=day), routes.found, school, reader=reader, day=day
    )
    read = read_by(school, [one.site for one in near + far], day)
    calendar = working_days()
    lines = [
        danger_line(number, one, read.get(one.site.pk), day, calendar)
        for number, one in enumerate(near + far, start=1)
    ]
    return SchoolPage(school, day, lines[: len(near)], lines[len(near) :], routes, bands_of(near))


def danger_line(
    number: int, one: Danger, read: Acknowledgement | None, day: date, calendar: WorkingDays
) -> DangerLine:
    late = days_late(one.deadline, one.status, day, calendar)
    return DangerLine(number, one, since(one.site, day), late, read)


def bands_of(dangers: Sequence[Danger]) -> list[Band]:
    """For each radius of the setting all dangers within it, nearer ones too."""
    within = [
        (radius, [one for one in dangers if one.band is not None and one.band <= place])
        for place, radius in enumerate(settings.SCHOOL_DISTANCES_M)
    ]
    return [Band(radius, len(found), sum(one.status in OPEN for one in found)) for radius, found in within]
