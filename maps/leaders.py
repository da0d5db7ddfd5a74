"""What a leader asks before a meeting, of one commune on a day and since another: docs/leaders.md.

Every number is a `Number`: how many sites, and the address of the list that shows exactly those.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final
from urllib.parse import urlencode

from django.db.models import Count, Min, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Unit
from areas.models import Commune, Target, Village
from areas.working_days import WorkingDays
from foundation.days import months_before
from hazards.kinds import HazardKind
from hazards.lateness import days_late
from hazards.models import HazardSite, Measure, StatusSpan
from hazards.prices import Money, Price, Prices, prices, prices_by
from hazards.querysets import past_deadline
from hazards.spans import months
from hazards.status import OPEN, WITH_MEASURES, Status
from hazards.steps import Step, count_steps
from maps.indicators import Share
from maps.trend_chart import EVERY, GRID, Mark, Tick, evenly, height, marks, path

MONTHS: Final = 12
LATEST: Final = 10  # sites named one by one
EXISTING: Final = tuple(status for status in Status if status != Status.ELIMINATED)


@dataclass(frozen=True)
class Number:
    count: int
    href: str


@dataclass(frozen=True)
class Lists:
    """Addresses of the list of sites of `commune` as of `day`."""

    commune: Commune
    day: date
    since: date

    @cached_property
    def page(self) -> str:
        return reverse("site-list")

    @cached_property
    def day_words(self) -> dict[str, str]:
        return {} if self.day == timezone.localdate() else {"as_of": self.day.isoformat()}

    def to(self, **words: Any) -> str:
        """`words` of `hazards.filters.SiteFilter`."""
        asked: dict[str, Any] = {"commune": self.commune.code, **words, **self.day_words}
        if "change" in words or "money" in words:
            asked["since"] = self.since.isoformat()
        return f"{self.page}?{urlencode(asked, doseq=True)}"

    def number(self, count: int, **words: Any) -> Number:
        return Number(count, self.to(**words))


@dataclass
class Line:
    """The sites of one kind, village or unit; `words` narrow the list to them."""

    name: str
    words: dict[str, Any]
    lists: Lists
    by_status: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Status.values, 0))
    overdue: int = 0

    def add(self, status: str, sites: int, late: int) -> None:
        self.by_status[status] += sites
        self.overdue += late if status in OPEN else 0

    @property
    def existing(self) -> Number:
        count = sum(self.by_status[status] for status in EXISTING)
        return self.lists.number(count, **self.words, status=list(EXISTING))

    @property
    def late(self) -> Number:
        return self.lists.number(self.overdue, **self.words, overdue=1)

    @property
    def numbers(self) -> list[tuple[str, Number]]:
        return [
            (status, self.lists.number(self.by_status[status], **self.words, status=status))
            for status in Status
        ]

    @property
    def bar(self) -> list[tuple[str, float, float]]:
        """Status, begin and width in percent of the sites that exist."""
        whole, begin = self.existing.count, 0.0
        parts: list[tuple[str, float, float]] = []
        for status in EXISTING:
            width = 100 * self.by_status[status] / whole if whole else 0
            if width:
                parts.append((status, round(begin, 2), round(width, 2)))
            begin += width
        return parts


@dataclass(frozen=True)
class Lines:
    every: Line
    drowning: Line
    kinds: list[Line]
    villages: list[Line]
    units: list[Line]


def lines(lists: Lists, reader: access.Reader, calendar: WorkingDays) -> Lines:
    """The sites known on the day by kind, by village and by responsible unit. Four queries.

    Households stand together for who may not know them by name.
    """
    rows = (
        StatusSpan.objects.on(lists.day)
        .filter(commune=lists.commune)
        .order_by()
        .values_list("kind", "site__village", "site__responsible_unit", "status")
        .annotate(sites=Count("pk"), late=Count("pk", filter=past_day("site__deadline", lists.day, calendar)))
    )
    kinds = {kind.pk: kind for kind in HazardKind.objects.all()}
    villages = {
        village.pk: village for village in Village.objects.filter(commune=lists.commune).defer("boundary")
    }
    units = {unit.pk: unit for unit in Unit.objects.filter(commune=lists.commune)}
    every, drowning = Line("", {}, lists), Line("", {"drowning": 1}, lists)
    grouped: dict[str, dict[Any, Line]] = defaultdict(dict)
    sees_owners = access.may_see_owners(reader, lists.commune.pk)
    for kind, village, unit, status, sites, late in rows:
        who, name, words = unit_words(units.get(unit), sees_owners)
        groups = [
            grouped["kinds"].setdefault(kind, Line(kinds[kind].name, {"kind": kinds[kind].code}, lists)),
            grouped["villages"].setdefault(village, village_line(villages.get(village), lists)),
            grouped["units"].setdefault(who, Line(name, words, lists)),
        ]
        for line in [every, *groups, *([drowning] if kinds[kind].is_drowning else [])]:
            line.add(status, sites, late)
    return Lines(every, drowning, *(most_first(grouped[by]) for by in ("kinds", "villages", "units")))


def past_day(field_name: str, day: date, calendar: WorkingDays) -> Q:
    """`hazards.querysets.past_deadline`, of a deadline that is reached through `field_name`."""
    return Q(**{f"{field_name}__lte": calendar.last_before(day)})


def unit_words(unit: Unit | None, sees_owners: bool) -> tuple[Any, str, dict[str, Any]]:
    if unit is None:
        return None, _("nobody named"), {"without": "unit"}
    if unit.type == Unit.Type.OWNER and not sees_owners:
        return Unit.Type.OWNER, str(Unit.Type.OWNER.label), {"unit_type": Unit.Type.OWNER}
    return unit.pk, unit.name, {"unit": unit.pk}


def village_line(village: Village | None, lists: Lists) -> Line:
    if village is None:
        return Line(_("not in any of them"), {"without": "village"}, lists)
    return Line(village.name, {"village": village.pk}, lists)


def most_first(found: dict[Any, Line]) -> list[Line]:
    return sorted(found.values(), key=lambda line: (-line.overdue, -line.existing.count, line.name))


@dataclass(frozen=True)
class Month:
    """Drowning sites as they stood on `day`."""

    day: date
    with_measures: Share
    strict: Share
    lists: Lists

    @property
    def done(self) -> Number:
        return self.lists.number(self.with_measures.numerator, drowning=1, status=list(WITH_MEASURES))

    @property
    def existing(self) -> Number:
        return self.lists.number(self.with_measures.denominator, drowning=1, status=list(EXISTING))


def trend(lists: Lists) -> list[Month]:
    """The last 12 ends of a month up to the day, and the day itself. Two queries."""
    first = months_before(lists.day, MONTHS)
    found = []
    for day, counts in months(first, lists.day, by=("drowning", "status"), communes=[lists.commune]):
        by_status = {status: counts.get((True, status), 0) for status in Status.values}
        existing = sum(by_status[status] for status in EXISTING)
        done = sum(by_status[status] for status in WITH_MEASURES)
        of_day = Lists(lists.commune, day, lists.since)
        found.append(Month(day, Share(done, existing), Share(by_status[Status.PROTECTED], existing), of_day))
    return found


@dataclass(frozen=True)
class Chart:
    done: list[Mark]
    strict: list[Mark]
    grid: list[Tick]
    days: list[Tick]
    target_y: float | None

    @property
    def done_path(self) -> str:
        return path(self.done)

    @property
    def strict_path(self) -> str:
        return path(self.strict)


def chart_of(found: list[Month], target: Target | None) -> Chart:
    """Both shares as lines; a month without drowning sites has no mark. No queries."""
    xs = evenly(len(found))
    return Chart(
        done=marks(xs, [month.with_measures.percent for month in found]),
        strict=marks(xs, [month.strict.percent for month in found]),
        grid=[Tick(height(percent), percent) for percent in GRID],
        days=[
            Tick(round(x, 1), month.day)
            for number, (x, month) in enumerate(zip(xs, found, strict=True))
            if (len(found) - 1 - number) % EVERY == 0
        ],
        target_y=None if target is None else height(float(target.value)),
    )


def steps(lists: Lists) -> list[tuple[Step, Number]]:
    """What became of sites since the day chosen. Two queries."""
    counts = count_steps(lists.since, lists.day, [lists.commune])
    return [(step, lists.number(counts[step], change=step)) for step in Step]


@dataclass(frozen=True)
class MoneyLine:
    """Sums from one source of money, or from all."""

    name: str
    sums: list[tuple[Money, Price, str]]


def money(lists: Lists) -> list[MoneyLine]:
    """All of it, then by who pays, the largest first. Two queries."""
    asked = ([lists.commune], lists.since, lists.day)
    names = dict(Measure.Funding.choices)
    by_source = prices_by("funding", *asked)
    largest = sorted(by_source, key=lambda source: -by_source[source][Money.SPENT].amount)
    rows: list[tuple[str, dict[str, Any], Prices]] = [(str(_("in all")), {}, prices(*asked))]
    rows += [
        (str(names.get(source, _("source not said"))), {"funding": source or "none"}, by_source[source])
        for source in largest
    ]
    return [
        MoneyLine(name, [(kind, price, lists.to(money=kind, **words)) for kind, price in found.items()])
        for name, words, found in rows
    ]


def latest(lists: Lists, reader: access.Reader, calendar: WorkingDays) -> list[HazardSite]:
    """What is overdue the longest, each with `days_late` and who is `responsible`. One query.

    People are named to whoever sees the units of the commune alone: not to the city.
    """
    sites = HazardSite.objects.filter(past_deadline(lists.day, calendar), commune=lists.commune)
    late = sites.known_on(lists.day).with_status(lists.day).overdue_on(lists.day, calendar)
    related = late.select_related("kind", "village", "responsible_unit", "responsible_person")
    found = list(related.defer("geom").order_by("deadline", "pk")[:LATEST])
    sees_people = access.may(reader, access.SEE, "unit", lists.commune)
    for site in found:
        site.days_late = days_late(site.deadline, site.status, lists.day, calendar)
        unit = access.unit_in_words(reader, site.responsible_unit)
        person = str(site.responsible_person or "") if sees_people else ""
        site.responsible = ", ".join(filter(None, [unit, person]))
    return found


def first_found(communes: Iterable[Commune]) -> date | None:
    """The day of the first site on record. One query."""
    sites = HazardSite.objects.in_force().filter(commune__in=communes)
    return sites.aggregate(first=Min("found_on"))["first"]
