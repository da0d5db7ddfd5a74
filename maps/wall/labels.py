"""Words on a map that hide neither symbols nor each other, as far as there is room. Imports no Django.

Each word in turn takes the place where it hides least, of those that are offered; of equals the first.
"""

from collections.abc import Iterable, Sequence
from typing import Final

import numpy as np

Spot = tuple[float, float]  # the middle of a word
Box = tuple[float, float, float, float]  # left, top, right, bottom

# Right, left, above, below; then the corners.
AROUND: Final = ((1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1))
# Where a name may go that does not fit in its place: how many of its widths and heights away. No further,
# or it names the neighbours.
NEAR: Final = sorted(
    ((across / 2, down) for across in range(-1, 2) for down in range(-2, 3)),
    key=lambda way: (way[0] * 2) ** 2 + way[1] ** 2,
)


def beside(spot: Spot, size: float, wide: float, high: float) -> list[Spot]:
    """Where a word of that size may stand beside a symbol of `size`.

    >>> beside((100, 100), 20, 10, 12)[:2]
    [(115.0, 100.0), (85.0, 100.0)]
    """
    x, y = spot
    return [
        (x + across * (size + wide) / 2, y + down * (size + high) / 2 * (1 if not across else 0.7))
        for across, down in AROUND
    ]


def around(spot: Spot, wide: float, high: float) -> list[Spot]:
    """Where a name may stand that belongs to a place: there, else near."""
    x, y = spot
    return [(x + across * wide, y + down * high) for across, down in NEAR]


class Taken:
    """What of a map of `width` × `height` is taken by symbols and words already."""

    def __init__(self, boxes: Iterable[Box], width: float, height: float):
        self.boxes = np.array(list(boxes), dtype=float).reshape(-1, 4)
        self.whole = np.array([[0, 0, width, height]], dtype=float)

    def put(self, wide: float, high: float, places: Sequence[Spot]) -> Spot:
        """The one of `places` (middles) where a word hides least; it is taken from now on."""
        middles = np.array(places, dtype=float)
        half = np.array([wide, high]) / 2
        asked = np.hstack([middles - half, middles + half])
        hidden = shared(asked, self.boxes).sum(axis=1)
        outside = wide * high - shared(asked, self.whole)[:, 0]
        best = int(np.argmin(np.round(hidden + 10 * outside, 3)))
        self.boxes = np.vstack([self.boxes, asked[best]])
        return places[best]


def shared(some: np.ndarray, others: np.ndarray) -> np.ndarray:
    """Areas that each box of `some` shares with each of `others`."""
    low = np.maximum(some[:, None, :2], others[None, :, :2])
    high = np.minimum(some[:, None, 2:], others[None, :, 2:])
    return np.clip(high - low, 0, None).prod(axis=2)


def square(spot: Spot, size: float) -> Box:
    x, y = spot
    return x - size / 2, y - size / 2, x + size / 2, y + size / 2
