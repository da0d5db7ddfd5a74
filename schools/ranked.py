"""The table of schools by the danger that remains around them: its places, its order, its words."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.core.cache import cache

from accounts import access
from areas.models import Commune
from foundation.vietnamese import vietnamese_order
from hazards.models import HazardSite
from hazards.naming import public_name
from schools.models import School, SchoolQuerySet
from schools.nearby import sites_told
from schools.ranking import Tally, tallies

# Counting around all schools of a city takes seconds: whoever turns its pages waits once a minute.
KEPT_S: Final = 60


@dataclass(frozen=True)
class Ranked:
    """`rank` among all schools of the communes asked for; schools with equal points share it."""

    rank: int
    school: School
    tally: Tally

    @property
    def bands(self) -> list[tuple[int, int, int]]:
        """Each radius in metres, with the open ones and all within it."""
        return [
            (radius, *numbers)
            for radius, numbers in zip(settings.SCHOOL_DISTANCES_M, self.tally.within, strict=True)
        ]


def ranked(schools: Iterable[School], counted: dict[UUID, Tally], bands: int) -> list[Ranked]:
    """Most points first; of equal points the school with the worse single danger, then by name."""
    nothing = Tally(tuple({} for _ in range(bands)))
    pairs = [(school, counted.get(school.pk, nothing)) for school in schools]
    pairs.sort(key=lambda pair: (-pair[1].points, -pair[1].worst, vietnamese_order(pair[0].name)))
    lines: list[Ranked] = []
    for place, (school, tally) in enumerate(pairs, start=1):
        is_equal = bool(lines) and lines[-1].tally.points == tally.points
        lines.append(Ranked(lines[-1].rank if is_equal else place, school, tally))
    return lines


def pupils_of(school: School) -> int | None:
    """As last counted by the day; else as the register has them. Needs `with_pupils`."""
    return school.counted_pupils if school.counted_in else school.pupils


# Word of the address → what it sorts by, smallest first.
ORDERS: Final[dict[str, Callable[[Ranked], Any]]] = {
    "rank": lambda line: line.rank,
    "name": lambda line: vietnamese_order(line.school.name),
    "commune": lambda line: vietnamese_order(line.school.commune.name),
    "pupils": lambda line: pupils_of(line.school) or 0,
    "open": lambda line: line.tally.open,
    "nearest": lambda line: line.tally.nearest_open.metres if line.tally.nearest_open else float("inf"),
}


def in_order(lines: Iterable[Ranked], word: str) -> list[Ranked]:
    """By a word of `ORDERS`, the other way round after a “-”; what is equal keeps its order by rank."""
    return sorted(lines, key=ORDERS[word.removeprefix("-")], reverse=word.startswith("-"))


def counted_around(
    schools: SchoolQuerySet, communes: Collection[Commune], *, reader: access.Reader, day: date
) -> dict[UUID, Tally]:
    """Tallies of `schools`, all those of `communes`. One query, or none within a minute for several.

    Whoever is logged in is told of every site (`sites_told`): what is kept is for all of them.
    """
    if len(communes) == 1:
        return tallies(schools, sites_told(reader, day))
    keys = ",".join(str(key) for key in sorted(commune.pk for commune in communes))
    name = f"school-ranking:{day}:{sha256(keys.encode()).hexdigest()}"
    counted = cache.get(name)
    if counted is None:
        counted = tallies(schools, sites_told(reader, day))
        cache.set(name, counted, KEPT_S)
    return counted


@dataclass(frozen=True)
class Named:
    """A site as a reader may be told of it; `is_known` where the reader may open its page."""

    site: HazardSite
    name: str
    is_known: bool


def nearest_sites(lines: Iterable[Ranked], *, reader: access.Reader, day: date) -> dict[UUID, Named]:
    """The nearest open sites of `lines` by key, as `reader` may be told of them. One query."""
    keys = {line.tally.nearest_open.site for line in lines if line.tally.nearest_open}
    sites = sites_told(reader, day).filter(pk__in=keys).prefetch_related(None)
    return {site.pk: named(site, reader) for site in sites}


def named(site: HazardSite, reader: access.Reader) -> Named:
    is_known = access.may_at(reader, access.SEE, "site", site)
    return Named(site, site.name if is_known else public_name(site), is_known)
