"""The figures a commune answers for, on any day: numerator, denominator, target, source.

A place or village that no longer exists on the day is in no denominator. Definitions
follow docs/indicators.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import NamedTuple

from django.db.models import Count, Q, Sum

from areas.models import Commune, Target, Village
from areas.working_days import WorkingDays, working_days
from foundation.ordering import by_name
from hazards.spans import counted, spans_in
from hazards.status import OPEN, WITH_MEASURES, Status
from playspaces.coverage import with_coverage


@dataclass(frozen=True)
class Share:
    """`numerator` of `denominator`; the percentage is None where there is nothing to count."""

    numerator: int
    denominator: int
    target: Target | None = None

    @property
    def percent(self) -> float | None:
        return 100 * self.numerator / self.denominator if self.denominator else None

    @property
    def missing(self) -> int:
        return self.denominator - self.numerator

    @property
    def is_reached(self) -> bool:
        """The target is met; never so while there is nothing to count."""
        return self.percent is not None and self.target is not None and self.percent >= self.target.value

    @property
    def to_target(self) -> int | None:
        """How many more of them reach the target; None where there is nothing to count, or no target."""
        if not self.denominator or self.target is None:
            return None
        return max(0, ceil(self.target.value * self.denominator / 100) - self.numerator)

    def as_json(self) -> dict[str, object]:
        return {
            "numerator": self.numerator,
            "denominator": self.denominator,
            "percent": None if self.percent is None else round(self.percent, 2),
            "target": self.target and float(self.target.value),
            "target_year": self.target and self.target.year,
            "source": self.target and self.target.source,
        }


@dataclass(frozen=True)
class Indicators:
    commune: Commune
    day: date
    by_status: dict[str, int]
    drowning_by_status: dict[str, int]
    drowning_protected: Share
    drowning_protected_strict: Share
    drowning_public: Share
    drowning_household: Share
    villages_covered: Share
    children_covered: Share
    villages_without_count: int
    overdue: int

    @property
    def known_sites(self) -> int:
        """Sites of every kind that were found by the day, eliminated ones included."""
        return sum(self.by_status.values())

    def as_json(self) -> dict[str, object]:
        return {
            "commune": self.commune.code,
            "as_of": self.day.isoformat(),
            "drowning_sites_protected": self.drowning_protected.as_json(),
            "drowning_sites_protected_strict": self.drowning_protected_strict.as_json(),
            "drowning_sites_protected_public": self.drowning_public.as_json(),
            "drowning_sites_protected_household": self.drowning_household.as_json(),
            "villages_covered": self.villages_covered.as_json(),
            "children_covered": self.children_covered.as_json(),
            "villages_without_child_count": self.villages_without_count,
            "overdue": self.overdue,
            "sites_by_status": self.by_status,
            "drowning_sites_by_status": self.drowning_by_status,
        }


def indicators(commune: Commune, day: date, calendar: WorkingDays | None = None) -> Indicators:
    """All of them for a commune on `day`. Costs four queries, and one more without `calendar`."""
    every, drowning, overdue, household = count_sites(commune, day, calendar)
    public = {status: drowning[status] - household[status] for status in drowning}
    targets = {target: commune_target(target, day) for target in (DROWNING, VILLAGES)}
    villages = count_villages([commune], day).get(commune.pk, VillageCounts())
    return Indicators(
        commune=commune,
        day=day,
        by_status=every,
        drowning_by_status=drowning,
        drowning_protected=with_measures(drowning, targets[DROWNING]),
        drowning_protected_strict=strictly(drowning, targets[DROWNING]),
        drowning_public=with_measures(public),
        drowning_household=with_measures(household),
        villages_covered=Share(villages.covered, villages.existing, targets[VILLAGES]),
        children_covered=Share(villages.children_covered, villages.children),
        villages_without_count=villages.without_count,
        overdue=overdue,
    )


DROWNING = Target.Indicator.DROWNING_SITES_PROTECTED
VILLAGES = Target.Indicator.VILLAGES_COVERED


def commune_target(indicator: str, day: date) -> Target | None:
    return Target.objects.for_year(indicator, Target.Level.COMMUNE, day.year)


def existing(by_status: dict[str, int]) -> int:
    return sum(count for status, count in by_status.items() if status != Status.ELIMINATED)


def with_measures(by_status: dict[str, int], target: Target | None = None) -> Share:
    return Share(sum(by_status[status] for status in WITH_MEASURES), existing(by_status), target)


def strictly(by_status: dict[str, int], target: Target | None = None) -> Share:
    """With measures, and looked at in time."""
    return Share(by_status[Status.PROTECTED], existing(by_status), target)


class SiteCounts(NamedTuple):
    """Sites known on a day, by status; `household` are the drowning sites of households."""

    every: dict[str, int]
    drowning: dict[str, int]
    overdue: int
    household: dict[str, int]


def count_sites(commune: Commune, day: date, calendar: WorkingDays | None = None) -> SiteCounts:
    """From the stretches of status (docs/days.md). One query, and one more without `calendar`."""
    every = dict.fromkeys(Status.values, 0)
    drowning = dict.fromkeys(Status.values, 0)
    household = dict.fromkeys(Status.values, 0)
    overdue = 0
    past = Q(deadline__lte=(calendar or working_days()).last_before(day))
    rows = (
        spans_in([commune])
        .on(day)
        .order_by()
        .values_list("status", "kind__is_drowning", "site__is_household")
        .annotate(sites=Count("*"), late=Count("deadline", filter=past))
    )
    for status, is_drowning, is_household, sites, late in rows:
        every[status] += sites
        if is_drowning:
            drowning[status] += sites
            household[status] += sites if is_household else 0
        if status in OPEN:
            overdue += late
    return SiteCounts(every, drowning, overdue, household)


class VillageCounts(NamedTuple):
    """Existing villages of a commune on a day, and the children in those that were counted."""

    existing: int = 0
    covered: int = 0
    without_count: int = 0
    children: int = 0
    children_covered: int = 0


def count_villages(communes: Iterable[Commune], day: date) -> dict[int, VillageCounts]:
    """By the key of each commune that has villages on `day`. One query."""
    villages = with_coverage(Village.objects.filter(commune__in=communes).existing_on(day), day)
    rows = (
        villages.with_children(day)
        .values("commune")
        .annotate(
            existing=Count("pk"),
            covered=Count("pk", filter=Q(is_covered=True)),
            without_count=Count("pk", filter=Q(counted=None)),
            children=Sum("counted", default=0),
            children_covered=Sum("counted", filter=Q(is_covered=True), default=0),
        )
        .order_by()
    )
    return {row.pop("commune"): VillageCounts(**row) for row in rows}


@dataclass(frozen=True)
class VillageFigures:
    """What the choropleths show of a village."""

    village: Village
    drowning: Share
    is_covered: bool


def village_figures(commune: Commune, day: date) -> list[VillageFigures]:
    """Drowning sites and coverage of each existing village, by name. Costs two queries."""
    existing: dict[int, int] = {}
    protected: dict[int, int] = {}
    standing = spans_in([commune]).on(day).filter(kind__is_drowning=True, site__village__isnull=False)
    for (village, status), sites in counted(standing, ["village", "status"]).items():
        if status != Status.ELIMINATED:
            existing[village] = existing.get(village, 0) + sites
        if status in WITH_MEASURES:
            protected[village] = protected.get(village, 0) + sites
    villages = with_coverage(Village.objects.filter(commune=commune).existing_on(day), day)
    return [
        VillageFigures(
            village, Share(protected.get(village.pk, 0), existing.get(village.pk, 0)), village.is_covered
        )
        for village in villages.order_by(by_name())
    ]
