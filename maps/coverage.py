"""Which villages and children play points serve, in one commune or several: docs/coverage.md."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import Any, Final

from areas.models import Commune, Target, Village
from foundation.ordering import by_name
from maps.indicators import VILLAGES, Share, VillageCounts, commune_target, count_villages
from playspaces.coverage import play_points, with_coverage

MONTHS: Final = 12


@dataclass(frozen=True)
class Coverage:
    """The figures of `communes` on `day`; `counts` by the key of those that have villages then."""

    communes: list[Commune]
    day: date
    counts: dict[int, VillageCounts]
    with_play_point: frozenset[int]
    without_opening_day: int
    village_target: Target | None
    commune_target: Target | None

    @cached_property
    def total(self) -> VillageCounts:
        return total(self.counts)

    @property
    def villages(self) -> Share:
        """Villages with a play point, of those that exist. The target is set for one commune, not for several."""
        target = self.village_target if len(self.communes) == 1 else None
        return Share(self.total.covered, self.total.existing, target)

    @property
    def communes_on_target(self) -> int:
        shares = (
            Share(counts.covered, counts.existing, self.village_target) for counts in self.counts.values()
        )
        return sum(share.is_reached for share in shares)

    @property
    def children(self) -> Share:
        """Children in villages with a play point, of those in villages with a head count."""
        return Share(self.total.children_covered, self.total.children)

    @property
    def communes_covered(self) -> Share:
        """Communes with a play point, of all that were asked for. The target is the city's."""
        return Share(len(self.with_play_point), len(self.communes), self.commune_target)


def coverage(communes: list[Commune], day: date) -> Coverage:
    """Costs five queries."""
    points = play_points(communes, day)
    return Coverage(
        communes=communes,
        day=day,
        counts=count_villages(communes, day),
        with_play_point=frozenset(points.values_list("commune", flat=True).distinct()),
        without_opening_day=points.filter(opened_on=None).count(),
        village_target=commune_target(VILLAGES, day),
        commune_target=Target.objects.for_year(
            Target.Indicator.COMMUNES_COVERED, Target.Level.CITY, day.year
        ),
    )


def total(counts: dict[int, VillageCounts]) -> VillageCounts:
    return VillageCounts(*map(sum, zip(*counts.values(), strict=True)))


def covered_villages(commune: Commune, day: date) -> list[Any]:
    """Villages that exist on `day`, by name, each with `is_covered` and `counted`. One query."""
    villages = with_coverage(Village.objects.filter(commune=commune).existing_on(day), day)
    return list(villages.with_children(day).order_by(by_name()))


@dataclass(frozen=True)
class Month:
    """The shares as they were on `day`."""

    day: date
    villages: Share
    children: Share


def trend(communes: list[Commune], day: date, months: int = MONTHS) -> list[Month]:
    """The last `months` ends of a month up to `day`, and `day` itself. A query for each."""
    return [month_of(communes, end) for end in [*month_ends(day, months), day]]


def month_of(communes: list[Commune], day: date) -> Month:
    counts = total(count_villages(communes, day))
    return Month(day, Share(counts.covered, counts.existing), Share(counts.children_covered, counts.children))


def month_ends(day: date, months: int) -> list[date]:
    """The last days of the `months` months before that of `day`, in order.

    >>> month_ends(date(2026, 3, 15), 2)
    [datetime.date(2026, 1, 31), datetime.date(2026, 2, 28)]
    """
    ends = [day.replace(day=1) - timedelta(days=1)]
    while len(ends) < months:
        ends.append(ends[-1].replace(day=1) - timedelta(days=1))
    return ends[::-1]
