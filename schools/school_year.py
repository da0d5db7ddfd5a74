"""School years, named by the year in which they begin. Imports no models."""

from datetime import date
from typing import Final

# Schools get ready in August, and open on 5 September.
FIRST_MONTH: Final = 8
EARLIEST: Final = 1990


def school_year_of(day: date) -> int:
    """The year in which the school year of `day` begins.

    >>> school_year_of(date(2026, 7, 31)), school_year_of(date(2026, 8, 1))
    (2025, 2026)
    """
    return day.year if day.month >= FIRST_MONTH else day.year - 1


def in_words(year: int) -> str:
    """As it is written here.

    >>> in_words(2025)
    '2025–2026'
    """
    return f"{year}–{year + 1}"
