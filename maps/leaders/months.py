"""Drowning sites month by month, as figures and as a chart."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, Protocol

from areas.models import Target
from foundation.days import months_before
from hazards.spans import Communes, drowning_kinds, months
from hazards.status import WITH_MEASURES, Status
from maps.indicators import Share, strictly, with_measures
from maps.leaders.lists import EXISTING, Number
from maps.trend_chart import EVERY, GRID, Mark, Tick, evenly, height, marks, path

MONTHS: Final = 12


class Leads(Protocol):
    """Says where a number of a day leads."""

    def number(self, count: int, **words: Any) -> Number: ...


@dataclass(frozen=True)
class Month:
    """Drowning sites as they stood on `day`."""

    day: date
    with_measures: Share
    strict: Share
    lists: Leads

    @property
    def done(self) -> Number:
        return self.lists.number(self.with_measures.numerator, drowning=1, status=list(WITH_MEASURES))

    @property
    def in_time(self) -> Number:
        return self.lists.number(self.strict.numerator, drowning=1, status=Status.PROTECTED)

    @property
    def existing(self) -> Number:
        return self.lists.number(self.with_measures.denominator, drowning=1, status=list(EXISTING))


def trend(communes: Communes, last: date, leads: Callable[[date], Leads]) -> list[Month]:
    """The last 12 ends of a month up to the day `last`, and that day. Four queries."""
    return [
        Month(day, with_measures(by_status), strictly(by_status), leads(day))
        for day, by_status in drowning_months(communes, last)
    ]


def drowning_months(communes: Communes, last: date) -> list[tuple[date, dict[str, int]]]:
    """How drowning sites stood, by status, on the last 12 ends of a month up to `last`, and on that day.

    Four queries.
    """
    first = months_before(last, MONTHS)
    return [
        (day, {status: counts.get((status,), 0) for status in Status.values})
        for day, counts in months(first, last, ("status",), communes, drowning_kinds())
    ]


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
