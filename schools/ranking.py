"""All schools at once: at which of them does most danger remain? docs/schools-ranking.md tells the rule."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple
from uuid import UUID

from django.conf import settings

from hazards.querysets import HazardSiteQuerySet
from hazards.status import OPEN, Status
from schools.models import SchoolQuerySet
from schools.ranking_sql import counted

# An eliminated site endangers nobody.
COUNTED: Final = tuple(status for status in Status if status != Status.ELIMINATED)


class Nearest(NamedTuple):
    metres: float
    site: UUID


@dataclass(frozen=True)
class Tally:
    """The dangers around one school.

    `sites[band][status]` is their number, each in the first band that reaches it; `points` the sum of
    what remains of them, `worst` the most of one. Open are those that lack a measure (`OPEN`).
    """

    sites: tuple[dict[str, int], ...]
    points: int = 0
    worst: int = 0
    nearest_open: Nearest | None = None

    @property
    def total(self) -> int:
        return sum(self.of_status(status) for status in COUNTED)

    @property
    def open(self) -> int:
        return sum(self.of_status(status) for status in OPEN)

    @property
    def within(self) -> list[tuple[int, int]]:
        """For each radius the open ones and all within it, nearer ones too."""
        opened = accumulate(sum(band.get(status, 0) for status in OPEN) for band in self.sites)
        return list(zip(opened, accumulate(sum(band.values()) for band in self.sites), strict=True))

    def of_status(self, status: str) -> int:
        return sum(band.get(status, 0) for band in self.sites)


def tallies(
    schools: SchoolQuerySet, sites: HazardSiteQuerySet, radii_m: Sequence[float] | None = None
) -> dict[UUID, Tally]:
    """The tally of each of `schools` that has one of `sites` within the widest radius, by its key.

    `sites` carry their status on a day (`existing_on(day).with_status(day)`). One query, in which
    nothing is compared that the index does not bring together.
    """
    radii_m = settings.SCHOOL_DISTANCES_M if radii_m is None else radii_m
    rows = defaultdict(list)
    for school, *row in counted(schools, sites, radii_m):
        rows[as_key(school)].append(Row(*row))
    return {school: tally(of_school, len(radii_m)) for school, of_school in rows.items()}


class Row(NamedTuple):
    """Sites of one status in one band."""

    band: int
    status: str
    sites: int
    points: int
    worst: int
    metres: float
    nearest: str


def tally(rows: Iterable[Row], bands: int) -> Tally:
    rows = list(rows)
    sites: tuple[dict[str, int], ...] = tuple({} for _ in range(bands))
    for row in rows:
        sites[row.band][row.status] = row.sites
    return Tally(
        sites=sites,
        points=int(sum(row.points for row in rows)),
        worst=max(row.worst for row in rows),
        nearest_open=min(
            (Nearest(row.metres, as_key(row.nearest)) for row in rows if row.status in OPEN), default=None
        ),
    )


def as_key(value: UUID | str) -> UUID:
    """SQLite keeps keys as text."""
    return value if isinstance(value, UUID) else UUID(value)
