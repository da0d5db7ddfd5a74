"""A cell as a number of children, or what is wrong with it. Imports no Django."""

import re
from enum import StrEnum
from typing import Final

from exchange.tables.workbook import Cell

# No village has more: such a figure is a slip of the hand, or of another column.
MOST: Final = 30_000
WHOLE: Final = re.compile(r"\d+|\d{1,3}(?:[.,  ]\d{3})+")
DECIMAL: Final = re.compile(r"\d+[.,]\d+")
ZEROS: Final = re.compile(r"(\d+)[.,]0{1,2}")
# What is written where nothing was counted: that is no zero.
BLANK: Final = {"", "-", "–", "—", "…", "...", "x", "n/a", "na", "null", "#n/a"}


class Fault(StrEnum):
    MISSING = "missing"
    NO_NUMBER = "no_number"
    NEGATIVE = "negative"
    DECIMAL = "decimal"
    TOO_MANY = "too_many"


def figure(cell: Cell | None) -> int | Fault:
    """
    >>> figure("1.234"), figure(12.0), figure("12,5"), figure("")
    (1234, 12, <Fault.DECIMAL: 'decimal'>, <Fault.MISSING: 'missing'>)
    """
    if isinstance(cell, float):
        cell = int(cell) if cell.is_integer() else f"{cell:.4f}"  # a point that parts no thousands
    text = str("" if cell is None else cell).strip()
    if text.lower() in BLANK:
        return Fault.MISSING
    if zeros := ZEROS.fullmatch(text):
        return within(int(zeros[1]))
    if WHOLE.fullmatch(text):
        return within(int(re.sub(r"\D", "", text)))
    if DECIMAL.fullmatch(text):
        return Fault.DECIMAL
    if re.fullmatch(r"[-−–(] ?\d[\d.,]*\)?", text):
        return Fault.NEGATIVE
    return Fault.NO_NUMBER


def within(number: int) -> int | Fault:
    return number if number <= MOST else Fault.TOO_MANY


def is_figure(cell: Cell | None) -> bool:
    return isinstance(figure(cell), int)
