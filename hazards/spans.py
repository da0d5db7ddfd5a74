"""How the sites of communes stood on a day, between two days and month by month, from the stretches
of their status. One query each (`months`: two), answered from an index, whatever the number of sites.

`communes` are communes, their keys or a queryset of them; None means all that there are. Whoever asks for a
person passes those that the person may see.
"""

import calendar
import uuid
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from hazards.models.span import StatusSpan, StatusSpanQuerySet
from hazards.status import OPEN, WITH_MEASURES

# What can be counted by. The first three stand in the index, the others cost a join.
BY: Final = {
    "commune": "commune",
    "kind": "kind",
    "status": "status",
    "drowning": "kind__is_drowning",
    "village": "site__village",
    "unit": "site__responsible_unit",
    "household": "site__is_household",
}
Communes = Iterable[Any] | QuerySet | None
Counts = dict[tuple[Any, ...], int]


class Change(NamedTuple):
    """`before` is None for a site that was found after the first day."""

    site: uuid.UUID
    before: str | None
    after: str


class Reopening(NamedTuple):
    """A site that lost its protection `on` a day: from that day it stood as `status`."""

    site: uuid.UUID
    on: date
    status: str


def spans_in(communes: Communes) -> StatusSpanQuerySet:
    return StatusSpan.objects.all() if communes is None else StatusSpan.objects.filter(commune__in=communes)


def counts_on(day: date, by: Sequence[str] = ("commune", "status"), communes: Communes = None) -> Counts:
    """Sites known on `day` (eliminated ones too), counted by the words of `BY`.

    >>> counts_on(day, by=("drowning", "status"), communes=[commune])  # doctest: +SKIP
    {(True, "protected"): 41, (True, "unprotected"): 11}
    """
    return counted(spans_in(communes).on(day), by)


def counted(spans: QuerySet, by: Sequence[str]) -> Counts:
    rows = spans.order_by().values_list(*(BY[word] for word in by)).annotate(sites=Count("pk"))
    return {tuple(key): sites for *key, sites in rows}


def changed_between(first: date, last: date, communes: Communes = None) -> list[Change]:
    """Sites that stand otherwise on `last` than on `first`; what came and went in between is not told."""
    stood = StatusSpan.objects.filter(site=OuterRef("site")).on(first).values("status")
    rows = (
        spans_in(communes)
        .on(last)
        .filter(from_on__gt=first)
        .annotate(before=Subquery(stood))
        .filter(Q(before=None) | ~Q(before=F("status")))
    )
    return [Change(*row) for row in rows.order_by("site").values_list("site", "before", "status")]


def reopened_between(first: date, last: date, communes: Communes = None) -> list[Reopening]:
    """Each loss of protection after `first`, up to `last`, in the order of the days; a site can lose it
    more than once."""
    protected = StatusSpan.objects.filter(
        site=OuterRef("site"), to_on=OuterRef("from_on"), status__in=WITH_MEASURES
    )
    rows = spans_in(communes).filter(
        Q(from_on__gt=first, from_on__lte=last, status__in=OPEN), Exists(protected)
    )
    return [
        Reopening(*row) for row in rows.order_by("from_on", "site").values_list("site", "from_on", "status")
    ]


def months(
    first: date, last: date, by: Sequence[str] = ("status",), communes: Communes = None
) -> list[tuple[date, Counts]]:
    """`counts_on` the last day of each month from that of `first` on, and on `last`. Two queries."""
    days = list(ends_of_months(first, last))
    steps: dict[date, dict[tuple[Any, ...], int]] = defaultdict(lambda: defaultdict(int))
    for field, step in (("from_on", 1), ("to_on", -1)):
        rows = spans_in(communes).filter(**{f"{field}__lte": last}).order_by()
        for day, *key, spans in rows.values_list(field, *(BY[word] for word in by)).annotate(n=Count("pk")):
            steps[day][tuple(key)] += step * spans
    return list(zip(days, running_counts(days, steps), strict=True))


def running_counts(days: list[date], steps: dict[date, Counts]) -> Iterator[Counts]:
    """What has come and not gone by each of `days`, which are in order."""
    standing: dict[tuple[Any, ...], int] = defaultdict(int)
    coming = sorted(steps)
    place = 0
    for day in days:
        while place < len(coming) and coming[place] <= day:
            for key, step in steps[coming[place]].items():
                standing[key] += step
            place += 1
        yield {key: sites for key, sites in standing.items() if sites}


def ends_of_months(first: date, last: date) -> Iterator[date]:
    """The last day of each month from `first` on, then `last`; nothing when `last` comes before.

    >>> [day.isoformat() for day in ends_of_months(date(2026, 1, 15), date(2026, 3, 10))]
    ['2026-01-31', '2026-02-28', '2026-03-10']
    """
    day = first
    while day <= last:
        end = date(day.year, day.month, calendar.monthrange(day.year, day.month)[1])
        yield min(end, last)
        day = end + timedelta(days=1)
