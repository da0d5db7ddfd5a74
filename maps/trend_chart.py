"""Shares over months as lines, drawn as SVG; a table beside it says the same. No queries."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from maps.coverage import Month

WIDTH, HEIGHT = 360, 190
LEFT, RIGHT, TOP, BOTTOM = 38, 348, 12, 160
GRID: Final = (0, 25, 50, 75, 100)
EVERY: Final = 3  # months between two that are named


@dataclass(frozen=True)
class Mark:
    x: float
    y: float


@dataclass(frozen=True)
class Tick:
    at: float
    name: date | int


@dataclass(frozen=True)
class Chart:
    """`children` is empty where no month has a head count, or the reader may not see them."""

    villages: list[Mark]
    children: list[Mark]
    grid: list[Tick]
    days: list[Tick]
    target_y: float | None

    @property
    def villages_path(self) -> str:
        return path(self.villages)

    @property
    def children_path(self) -> str:
        return path(self.children)


def chart_of(months: Sequence[Month], target: float | None, *, with_children: bool) -> Chart:
    """Months without anything to count have no mark."""
    xs = evenly(len(months))
    villages = [month.villages.percent for month in months]
    children = [month.children.percent if with_children else None for month in months]
    return Chart(
        villages=marks(xs, villages),
        children=marks(xs, children),
        grid=[Tick(height(percent), percent) for percent in GRID],
        days=[
            Tick(round(x, 1), month.day)
            for number, (x, month) in enumerate(zip(xs, months, strict=True))
            if (len(months) - 1 - number) % EVERY == 0
        ],
        target_y=None if target is None else height(target),
    )


def evenly(number: int) -> list[float]:
    """Where `number` days stand side by side."""
    return [LEFT + 8 + place * (RIGHT - LEFT - 16) / max(number - 1, 1) for place in range(number)]


def marks(xs: list[float], percents: Sequence[float | None]) -> list[Mark]:
    return [
        Mark(round(x, 1), height(percent))
        for x, percent in zip(xs, percents, strict=True)
        if percent is not None
    ]


def height(percent: float) -> float:
    return round(BOTTOM - float(percent) / 100 * (BOTTOM - TOP), 1)


def path(marks: list[Mark]) -> str:
    return "M" + "L".join(f"{mark.x:g} {mark.y:g}" for mark in marks) if marks else ""
