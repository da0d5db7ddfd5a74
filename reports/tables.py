"""A table of a report: what its columns hold decides how a paper writes them and a spreadsheet reckons them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Any


class Holds(StrEnum):
    """What stands in a column; counts and money are summed, shares are reckoned from two columns."""

    TEXT = "text"
    COUNT = "count"
    MONEY = "money"  # đồng
    SHARE = "share"  # per cent
    DAY = "day"  # ISO, "" for none
    NUMBER = "number"  # not summed


SUMMED = (Holds.COUNT, Holds.MONEY)
Value = str | int | float | None


@dataclass(frozen=True)
class Column:
    """`of`: places of the numerator and the denominator, for a share."""

    label: str
    holds: Holds = Holds.TEXT
    of: tuple[int, int] | None = None


@dataclass(frozen=True)
class Table:
    """`rows` as wide as `columns`; None in a share means that there was nothing to count."""

    code: str
    title: str
    columns: list[Column]
    rows: list[list[Value]]
    has_total: bool = True
    # Said where there are no rows.
    empty: str = ""

    def total(self) -> list[Value] | None:
        """Sums of what is summed, shares of the sums; None without rows or without a total."""
        if not self.rows or not self.has_total:
            return None
        sums: list[Value] = [
            sum(int(row[place] or 0) for row in self.rows) if column.holds in SUMMED else ""
            for place, column in enumerate(self.columns)
        ]
        for place, column in enumerate(self.columns):
            if column.of:
                numerator, denominator = (sums[part] for part in column.of)
                sums[place] = share(numerator, denominator)  # type: ignore[arg-type]  # sums of counts
        return sums

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, told: dict[str, Any]) -> "Table":
        columns = [
            Column(column["label"], Holds(column["holds"]), tuple(column["of"]) if column["of"] else None)
            for column in told["columns"]
        ]
        return cls(**told | {"columns": columns})


def share(numerator: int, denominator: int) -> float | None:
    """Per cent with two decimals; None where there is nothing to count.

    >>> share(41, 52), share(0, 0)
    (78.85, None)
    """
    return round(100 * numerator / denominator, 2) if denominator else None


def iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def with_shares(columns: Sequence[Column], rows: Sequence[Sequence[Value]]) -> list[list[Value]]:
    """`rows`, whose shares are still open, with every share reckoned from its own row."""
    return [
        [
            share(int(row[column.of[0]] or 0), int(row[column.of[1]] or 0)) if column.of else value
            for column, value in zip(columns, row, strict=True)
        ]
        for row in rows
    ]
