"""How the sites of communes stood on a day, between two days and month by month, from the stretches
of their status. One query each (`months`: three), answered from an index, whatever the number of sites;
one more where `by` says "drowning".

`communes` are communes, their keys or a queryset of them; None means all that there are. Whoever asks for a
person passes those that the person may see.
"""

import calendar
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, Final, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from hazards.kinds import HazardKind
from hazards.models.span import StatusSpan, StatusSpanQuerySet
from hazards.status import OPEN, WITH_MEASURES

# What can be counted by. The first three stand in the indexes; that a child can drown follows from the
# kind. The others cost a join.
BY: Final = {
    "commune": "commune",
    "kind": "kind",
    "status": "status",
    "drowning": "kind__is_drowning",
    "village": "site__village",
    "unit": "site__responsible_unit",
    "household": "site__is_household",
}
IN_INDEXES: Final = ("commune", "kind", "status")
Communes = Iterable[Any] | QuerySet | None
Counts = dict[tuple[Any, ...], int]


class Tally(NamedTuple):
    """Sites, and those of them whose deadline was past."""

    sites: int
    past: int


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
    return counted_by(spans_in(communes).on(day), by, drowning_for(by))


def counted_by(spans: QuerySet, by: Sequence[str], drowning: frozenset[int]) -> Counts:
    words = IN_INDEXES if from_indexes(by) else by
    named, found = names(words, by, drowning), defaultdict[tuple[Any, ...], int](int)
    for key, sites in counted(spans, words).items():
        found[named(key)] += sites
    return dict(found)


def tallies_on(day: date, last: date, communes: Communes = None) -> dict[tuple[int, int, str], Tally]:
    """Sites known on `day` by commune, kind and status, and how many of them have a deadline up to `last`."""
    rows = spans_in(communes).on(day).order_by().values_list(*IN_INDEXES)
    counts = rows.annotate(sites=Count("*"), past=Count("deadline", filter=Q(deadline__lte=last)))
    return {(commune, kind, status): Tally(*of_them) for commune, kind, status, *of_them in counts}


def counted(spans: QuerySet, by: Sequence[str]) -> Counts:
    rows = spans.order_by().values_list(*(BY[word] for word in by)).annotate(sites=Count("*"))
    return {tuple(key): sites for *key, sites in rows}


def from_indexes(by: Sequence[str]) -> bool:
    """Whether rows grouped in the order of an index tell it: read from end to end, without sorting them."""
    return {*by} <= {*IN_INDEXES, "drowning"}


def names(words: Sequence[str], by: Sequence[str], drowning: frozenset[int]) -> Callable[[tuple], tuple]:
    """Makes a key by `by` of one by `words`; `drowning` are the kinds at which a child can drown."""
    if tuple(words) == tuple(by):
        return tuple

    @cache  # the same few keys come with every day
    def named(key: tuple) -> tuple:
        said = dict(zip(words, key, strict=True))
        return tuple(said["kind"] in drowning if word == "drowning" else said[word] for word in by)

    return named


def drowning_for(by: Sequence[str]) -> frozenset[int]:
    """The kinds at which a child can drown, where `by` asks for it. One query, or none."""
    return drowning_kinds() if "drowning" in by else frozenset()


def drowning_kinds() -> frozenset[int]:
    """Keys of the kinds at which a child can drown. One query."""
    return frozenset(HazardKind.objects.filter(is_drowning=True).values_list("pk", flat=True))


def changed_between(first: date, last: date, communes: Communes = None) -> list[Change]:
    """Sites that stand otherwise on `last` than on `first`; what came and went in between is not told."""
    rows = begun_between(first, last, communes).filter(Q(before=None) | ~Q(before=F("status")))
    return [Change(*row) for row in rows.order_by("site").values_list("site", "before", "status")]


def begun_between(first: date, last: date, communes: Communes = None) -> StatusSpanQuerySet:
    """The stretches that hold `last` and not `first`, with the status `before` that the site had on `first`,
    if it was known. No query by itself."""
    stood = StatusSpan.objects.filter(site=OuterRef("site")).on(first).values("status")
    return spans_in(communes).on(last).filter(from_on__gt=first).annotate(before=Subquery(stood))


def losses(first: date, last: date, communes: Communes = None) -> StatusSpanQuerySet:
    """The stretches that began, after `first` and up to `last`, with the loss of a protection. No query by itself."""
    # Its end is where the other begins: said twice, so that PostgreSQL reads no others.
    protected = StatusSpan.objects.filter(
        site=OuterRef("site"),
        to_on=OuterRef("from_on"),
        to_on__gt=first,
        to_on__lte=last,
        status__in=WITH_MEASURES,
    )
    began = spans_in(communes).filter(from_on__gt=first, from_on__lte=last, status__in=OPEN)
    return began.filter(Exists(protected))


def reopened_between(first: date, last: date, communes: Communes = None) -> list[Reopening]:
    """Each loss of protection after `first`, up to `last`, in the order of the days; a site can lose it
    more than once."""
    rows = losses(first, last, communes).order_by("from_on", "site")
    return [Reopening(*row) for row in rows.values_list("site", "from_on", "status")]


def months(
    first: date,
    last: date,
    by: Sequence[str] = ("status",),
    communes: Communes = None,
    kinds: Iterable[int] | None = None,
) -> list[tuple[date, Counts]]:
    """`counts_on` the last day of each month from that of `first` on, and on `last`; of `kinds` alone, where
    they are given. Three queries."""
    days = list(ends_of_months(first, last))
    if not days:
        return []
    steps: dict[date, Counts] = defaultdict(lambda: defaultdict(int))
    drowning = drowning_for(by)
    asked = spans_in(communes) if kinds is None else spans_in(communes).filter(kind__in=kinds)
    steps[days[0]].update(counted_by(asked.on(days[0]), by, drowning))
    words = ["kind", "status", *(["commune"] if "commune" in by else [])] if from_indexes(by) else by
    named = names(words, by, drowning)
    for field, step in (("from_on", 1), ("to_on", -1)):
        rows = asked.filter(**{f"{field}__gt": days[0], f"{field}__lte": last}).order_by()
        for day, *key, spans in rows.values_list(field, *(BY[word] for word in words)).annotate(n=Count("*")):
            steps[day][named(tuple(key))] += step * spans
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
