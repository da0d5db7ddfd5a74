"""A line of a file as it would count: its village, its figures, what is unclear about it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from areas.models import ChildCount, Village
from exchange.head_counts.ages import Band, disagree
from exchange.head_counts.figures import Fault
from exchange.head_counts.lines import Line, added

# A village rarely has half as many children more, or fewer, than a year before.
JUMP: Final = 0.5
FEW: Final = 20  # below that, half more or fewer is a family or two


class Doubt(StrEnum):
    """What a person has to settle before the line counts."""

    NOT_FOUND = "not_found"
    SEVERAL = "several"
    TWO_WAYS = "two_ways"
    TWICE = "twice"
    FIGURE = "figure"
    SUM = "sum"


class Remark(StrEnum):
    """What a person should know, and may leave as it is."""

    JUMP = "jump"
    GONE = "gone"
    NOT_YET = "not_yet"
    OTHER_NAME = "other_name"


@dataclass
class Entry:
    """A line as it would count. `ages` is empty where only the total counts."""

    line: Line
    village: Village | None = None
    candidates: tuple[int, ...] = ()
    total: int | Fault = Fault.MISSING
    ages: dict[Band, int] = field(default_factory=dict)
    faults: dict[str, Fault] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    others: list[int] = field(default_factory=list)  # row numbers of the same village
    earlier: ChildCount | None = None

    @property
    def is_ready(self) -> bool:
        return not self.doubts and not self.line.left_out

    @property
    def sum_of_ages(self) -> int:
        return added(self.ages.values())

    @property
    def figures_disagree(self) -> bool:
        """Whether total and ages cannot both be right."""
        return isinstance(self.total, int) and disagree(self.total, self.ages)


@dataclass(frozen=True)
class Settled:
    """What is stored for a village: one line of the file, or several added up."""

    village: Village
    children: int
    ages: dict[Band, int]
    rows: list[int]


def put_together(village: Village, entries: list[Entry]) -> Settled:
    """Ages only where every line has the same ones."""
    ages: Counter[Band] = Counter()
    if len({tuple(entry.ages) for entry in entries}) == 1:
        for entry in entries:
            ages.update(entry.ages)
    total = added(entry.total for entry in entries)
    return Settled(village, total, dict(ages), [entry.line.number for entry in entries])


def is_jump(before: int, after: int) -> bool:
    return abs(after - before) > JUMP * before and max(before, after) >= FEW


def exists(village: Village, day: date) -> bool:
    """As `VillageQuerySet.existing_on`, of a village at hand."""
    founded = village.founded_on is None or village.founded_on <= day
    return founded and (village.dissolved_on is None or village.dissolved_on > day)
