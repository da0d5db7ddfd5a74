"""Communes compared on a day: docs/leaders.md."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count

from areas.models import Commune
from areas.working_days import WorkingDays
from hazards.spans import drowning_kinds, losses, tallies_on
from hazards.status import OPEN, WITH_MEASURES, Status
from hazards.steps import Step
from maps.indicators import DROWNING, VILLAGES, Share, VillageCounts, commune_target, count_villages
from maps.leaders.lists import EXISTING, CityLists, LeadsToSites, Lists, Number

# The numbers of sites, and the words of the list behind each.
NUMBERS: Final[dict[str, dict[str, Any]]] = {
    "existing": {"status": list(EXISTING)},
    "drowning_sites": {"drowning": 1, "status": list(EXISTING)},
    "with_measures": {"drowning": 1, "status": list(WITH_MEASURES)},
    "unprotected": {"status": Status.UNPROTECTED},
    "overdue": {"overdue": 1},
    "reopened": {"change": Step.REOPENED},
}


@dataclass(frozen=True)
class SiteNumbers:
    existing: Number
    drowning_sites: Number
    with_measures: Number
    unprotected: Number
    overdue: Number
    reopened: Number

    @property
    def before_share(self) -> list[Number]:
        """The numbers in the order of their columns, on either side of the share."""
        return [self.existing, self.drowning_sites, self.with_measures]

    @property
    def after_share(self) -> list[Number]:
        return [self.unprotected, self.overdue, self.reopened]


@dataclass(frozen=True)
class CommuneLine(SiteNumbers):
    commune: Commune
    drowning: Share
    villages: Share


def commune_lines(
    communes: Sequence[Commune], day: date, since: date, calendar: WorkingDays
) -> list[CommuneLine]:
    """Six queries, whatever their number."""
    keys = [commune.pk for commune in communes]
    sites: defaultdict[int, dict[Any, int]] = defaultdict(lambda: defaultdict(int))
    late: defaultdict[int, int] = defaultdict(int)
    drowning_ones, reopened = drowning_kinds(), count_reopened(keys, since, day)
    for (key, kind, status), tally in tallies_on(day, calendar.last_before(day), keys).items():
        sites[key][status] += tally.sites
        if kind in drowning_ones:
            sites[key][True, status] += tally.sites
        if status in OPEN:
            late[key] += tally.past
    villages = count_villages(communes, day)
    targets = commune_target(DROWNING, day), commune_target(VILLAGES, day)
    found = []
    for commune in communes:
        lists, counts = Lists(commune, day, since), sites[commune.pk]
        done = sum(counts[True, status] for status in WITH_MEASURES)
        drowning = sum(counts[True, status] for status in EXISTING)
        covered = villages.get(commune.pk, VillageCounts())
        found.append(
            CommuneLine(
                commune=commune,
                drowning=Share(done, drowning, targets[0]),
                villages=Share(covered.covered, covered.existing, targets[1]),
                **numbers(
                    lists,
                    existing=sum(counts[status] for status in EXISTING),
                    drowning_sites=drowning,
                    with_measures=done,
                    unprotected=counts[Status.UNPROTECTED],
                    overdue=late[commune.pk],
                    reopened=reopened.get(commune.pk, 0),
                ),
            )
        )
    return found


def sums_over(lines: Sequence[CommuneLine], lists: CityLists) -> SiteNumbers:
    """Of all `lines`, each with the list of its sites."""
    return SiteNumbers(
        **numbers(lists, **{name: sum(getattr(line, name).count for line in lines) for name in NUMBERS})
    )


def numbers(lists: LeadsToSites, **counts: int) -> dict[str, Number]:
    return {name: lists.number(count, **NUMBERS[name]) for name, count in counts.items()}


def count_reopened(communes: list[int], since: date, day: date) -> dict[int, int]:
    """One query."""
    rows = losses(since, day, communes).order_by().values_list("commune")
    return dict(rows.annotate(sites=Count("site", distinct=True)))
