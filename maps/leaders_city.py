"""Communes compared on a day: docs/leaders.md."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef

from areas.models import Commune
from areas.working_days import WorkingDays
from hazards.kinds import HazardKind
from hazards.models import StatusSpan
from hazards.spans import counts_on, spans_in
from hazards.status import OPEN, WITH_MEASURES, Status
from maps.indicators import DROWNING, VILLAGES, Share, VillageCounts, commune_target, count_villages
from maps.leaders import EXISTING, Lists, Number, past_day


@dataclass(frozen=True)
class CommuneLine:
    commune: Commune
    drowning: Share
    villages: Share
    existing: Number
    with_measures: Number
    drowning_sites: Number
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


def commune_lines(
    communes: Sequence[Commune], day: date, since: date, calendar: WorkingDays
) -> list[CommuneLine]:
    """Seven queries, whatever their number."""
    keys = [commune.pk for commune in communes]
    sites: defaultdict[int, dict[Any, int]] = defaultdict(lambda: defaultdict(int))
    drowning_kinds = set(HazardKind.objects.filter(is_drowning=True).values_list("pk", flat=True))
    # By kind, not by what is asked: this the index answers alone.
    for (commune, kind, status), count in counts_on(day, ("commune", "kind", "status"), keys).items():
        sites[commune][status] += count
        if kind in drowning_kinds:
            sites[commune][True, status] += count
    late, reopened = count_overdue(keys, day, calendar), count_reopened(keys, since, day)
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
                existing=lists.number(sum(counts[status] for status in EXISTING), status=list(EXISTING)),
                with_measures=lists.number(done, drowning=1, status=list(WITH_MEASURES)),
                drowning_sites=lists.number(drowning, drowning=1, status=list(EXISTING)),
                unprotected=lists.number(counts[Status.UNPROTECTED], status=Status.UNPROTECTED),
                overdue=lists.number(late.get(commune.pk, 0), overdue=1),
                reopened=lists.number(reopened.get(commune.pk, 0), change="reopened"),
            )
        )
    return found


def count_overdue(communes: list[int], day: date, calendar: WorkingDays) -> dict[int, int]:
    """From the stretches that are open on the day: they are fewer than the deadlines that went by. One query."""
    open_ones = spans_in(communes).on(day).filter(past_day("site__deadline", day, calendar), status__in=OPEN)
    return dict(open_ones.order_by().values_list("commune").annotate(sites=Count("pk")))


def count_reopened(communes: list[int], since: date, day: date) -> dict[int, int]:
    """One query."""
    before = StatusSpan.objects.filter(
        site=OuterRef("site"), to_on=OuterRef("from_on"), status__in=WITH_MEASURES
    )
    lost = spans_in(communes).filter(from_on__gt=since, from_on__lte=day, status__in=OPEN)
    rows = lost.filter(Exists(before)).order_by().values_list("commune")
    return dict(rows.annotate(sites=Count("site", distinct=True)))
