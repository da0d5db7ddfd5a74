"""Amounts of money as people here write them: 12.500.000, 12,5 triệu, 1,2 tỷ, 500 nghìn. No Django.

>>> read_money("12,5 triệu")
Decimal('12500000')
>>> in_dong(Decimal(12500000))
'12.500.000 đ'
"""

import re
from decimal import Decimal
from typing import Final

from foundation.vietnamese import fold

# Spellings without diacritics → đồng.
UNITS: Final = {
    "": 1, "d": 1, "dong": 1, "vnd": 1,
    "k": 1_000, "nghin": 1_000, "ngan": 1_000,
    "tr": 1_000_000, "trieu": 1_000_000, "million": 1_000_000,
    "ty": 1_000_000_000, "ti": 1_000_000_000, "billion": 1_000_000_000,
}  # fmt: skip
PLAIN: Final = re.compile(r"\d+([.,]\d+)?")
AMOUNT: Final = re.compile(r"([\d.,\s]*\d)\s*([a-z]*)\s*(?:d|dong|vnd)?")


class MoneyError(ValueError):
    """The text is no amount of money; `code` is "unreadable" or "fraction" (of a đồng)."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def read_money(text: str) -> Decimal:
    """Whole đồng; MoneyError. Groups of three digits are thousands, as no đồng has a fraction."""
    found = AMOUNT.fullmatch(fold(text).replace("đ", "d").strip(" .₫").replace("₫", "d"))
    if not found or found[2] not in UNITS or len(found[1]) > 30:
        raise MoneyError("unreadable")
    digits, times = found[1].strip(), UNITS[found[2]]
    if re.fullmatch(r"\d{1,3}(?:([.,\s])\d{3})(?:\1\d{3})*", digits):
        number = Decimal(re.sub(r"\D", "", digits))
    elif PLAIN.fullmatch(digits):
        number = Decimal(digits.replace(",", "."))
    else:
        raise MoneyError("unreadable")
    amount = number * times
    if amount != amount.to_integral_value():
        raise MoneyError("fraction")
    return Decimal(int(amount))  # a number too long for `quantize` is for the form to refuse


def grouped(amount: Decimal, separator: str = ".") -> str:
    """Digits in groups of three."""
    return f"{amount:,.0f}".replace(",", separator)


def in_dong(amount: Decimal, separator: str = ".") -> str:
    return f"{grouped(amount, separator)} đ"
