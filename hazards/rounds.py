"""In which order to visit several places on foot. Arithmetic over points in metres; no Django.

The nearest place next, then pieces of the way turned round as long as that shortens it (2-opt):
for the sixty places of a day within a few per cent of the shortest way, in milliseconds.
"""

from collections.abc import Sequence
from math import hypot
from typing import Final

Point = tuple[float, float]

MOST_STOPS: Final = 60
SHORTER: Final = 1e-6  # metres: less is a rounding error, and would turn for ever


def walking_order(points: Sequence[Point], start: Point | None = None) -> list[int]:
    """Places of `points` in the order of the walk, which does not come back.

    It begins at `start`, which is no stop itself; without one, at the northernmost point.

    >>> walking_order([(0, 0), (0, 20), (0, 10)])
    [1, 2, 0]
    """
    if not points:
        return []
    if start is not None:
        # As a first stop that stays where it is, and is left out in the end.
        order = untangled([start, *points], nearest_next([start, *points], 0))
        return [place - 1 for place in order[1:]]
    first = max(range(len(points)), key=lambda place: (points[place][1], -points[place][0]))
    return untangled(points, nearest_next(points, first))


def nearest_next(points: Sequence[Point], first: int) -> list[int]:
    order, left = [first], set(range(len(points))) - {first}
    while left:
        here = order[-1]
        order.append(min(left, key=lambda place: (apart(points[here], points[place]), place)))
        left.remove(order[-1])
    return order


def untangled(points: Sequence[Point], order: list[int]) -> list[int]:
    """Turn round any piece of the way that is shorter so; the first stop stays the first."""
    order = list(order)
    while turn := next(shortcuts(points, order), None):
        begin, end = turn
        order[begin : end + 1] = reversed(order[begin : end + 1])
    return order


def shortcuts(points: Sequence[Point], order: list[int]):
    """Pieces (first and last position) that make the way shorter when turned round."""
    for begin in range(1, len(order) - 1):
        for end in range(begin + 1, len(order)):
            before, first, last = (points[order[place]] for place in (begin - 1, begin, end))
            saved = apart(before, first) - apart(before, last)
            if end + 1 < len(order):
                after = points[order[end + 1]]
                saved += apart(last, after) - apart(first, after)
            if saved > SHORTER:
                yield begin, end


def legs(points: Sequence[Point], order: Sequence[int], start: Point | None = None) -> list[float]:
    """Metres to each stop from the one before it; to the first from `start`, else 0."""
    stops = [points[place] for place in order]
    before = [start or stops[0], *stops[:-1]] if stops else []
    return [apart(one, other) for one, other in zip(before, stops, strict=True)]


def apart(one: Point, other: Point) -> float:
    return hypot(one[0] - other[0], one[1] - other[1])
