"""Which villages without a play point would take a commune to its target, and how many of them it takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from maps.indicators import Share


@dataclass(frozen=True)
class Tipping:
    """`villages` have no play point, each with `counted` children: the first `missing` of them reach the target.

    `missing` is None without a target, or without a village.
    """

    share: Share
    missing: int | None
    villages: list[Any]
    by_children: bool

    @property
    def first(self) -> list[Any]:
        """Those that would tip the target, one by one."""
        return self.villages[: self.missing or 0]

    @property
    def others(self) -> list[Any]:
        return self.villages[self.missing or 0 :]


def tipping(share: Share, villages: Sequence[Any], *, by_children: bool) -> Tipping:
    """`villages` (with `is_covered` and `counted`) as they stand on a day, in the order of their names.

    With `by_children` those where most children live come first, those without a head count last:
    the target counts villages alike, children do not live in them alike. No queries.
    """
    bare = [village for village in villages if not village.is_covered]
    if by_children:
        bare.sort(key=lambda village: -1 if village.counted is None else village.counted, reverse=True)
    return Tipping(share, share.to_target, bare, by_children)
