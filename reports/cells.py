"""Values of a report's tables as its paper writes them."""

from datetime import date

from hazards.money import grouped
from reports import wording
from reports.tables import Holds, Value


def cell_text(value: Value, holds: Holds) -> str:
    """
    >>> cell_text(78.85, Holds.SHARE), cell_text(1500, Holds.MONEY), cell_text("2026-03-05", Holds.DAY)
    ('78,9%', '1.500', '05/03/2026')
    """
    if value == "":
        return ""
    if value is None or holds == Holds.SHARE:
        return wording.in_words(value, Holds.SHARE)
    if holds == Holds.DAY:
        return f"{date.fromisoformat(str(value)):%d/%m/%Y}"
    if holds in (Holds.COUNT, Holds.MONEY, Holds.NUMBER):
        return grouped(value)  # type: ignore[arg-type]  # a whole number
    return str(value)


def is_numeric(holds: Holds) -> bool:
    return holds not in (Holds.TEXT, Holds.DAY)
