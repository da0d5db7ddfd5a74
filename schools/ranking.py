"""All schools at once: at which of them does most danger remain? docs/schools-ranking.md tells the rule."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple
from uuid import UUID

from django.conf import settings

from hazards.querysets import HazardSiteQuerySet
from hazards.status import Status
from schools.models import SchoolQuerySet
from schools.ranking_sql import counted

# An eliminated site endangers nobody.
COUNTED: Final = tuple(status for status in Status if status != Status.ELIMINATED)


class Nearest(NamedTuple):
    metres: float
    site: UUID


@dataclass(frozen=True)
class Tally:
    """The dangers around one school. `sites[band][status]` is a number; `points` their sum."""

    sites: tuple[dict[str, int], ...]
    points: int = 0
    worst: int = 0
    nearest_unprotected: Nearest | None = None

    @property
    def total(self) -> int:
        return sum(self.of_status(status) for status in COUNTED)

    @property
    def unprotected(self) -> int:
        return self.of_status(Status.UNPROTECTED)

    @property
    def bands(self) -> list[int]:
        """Sites in each band, the nearest first; one is in the first band that reaches it."""
        return [sum(by_status.values()) for by_status in self.sites]

    @property
    def unprotected_by_band(self) -> list[int]:
        return [by_status.get(Status.UNPROTECTED, 0) for by_status in self.sites]

    def of_status(self, status: str) -> int:
        return sum(by_status.get(status, 0) for by_status in self.sites)


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
        nearest_unprotected=min(
            (Nearest(row.metres, as_key(row.nearest)) for row in rows if row.status == Status.UNPROTECTED),
            default=None,
        ),
    )


def as_key(value: UUID | str) -> UUID:
    """SQLite keeps keys as text."""
    return value if isinstance(value, UUID) else UUID(value)
