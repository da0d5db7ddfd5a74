"""“Phường Kim Liên” taken apart into what it is and what it is called. Imports no Django."""

import unicodedata
from collections.abc import Mapping
from typing import Final

COMMUNE_TYPES: Final = {"xã": "xa", "phường": "phuong", "đặc khu": "dac_khu"}
VILLAGE_TYPES: Final = {
    "thôn": "thon", "tổ dân phố": "to_dan_pho", "tổ dân phố số": "to_dan_pho", "tdp": "to_dan_pho",
}  # fmt: skip
PROVINCE_TYPES: Final = {"tỉnh": "", "thành phố": ""}
OFFICIAL_DIGITS: Final = 5


def split_name(text: str, types: Mapping[str, str]) -> tuple[str, str]:
    """Type code ("" without one) and the name without what stands in front of it.

    >>> split_name("Phường Kim Liên", COMMUNE_TYPES)
    ('phuong', 'Kim Liên')
    """
    words = unicodedata.normalize("NFC", text).split()
    for length in range(min(4, len(words) - 1), 0, -1):
        front = " ".join(words[:length]).lower()
        if front in types:
            return types[front], " ".join(words[length:])
    return "", " ".join(words)


def type_code(text: str, types: Mapping[str, str]) -> str:
    """Code of a type written out (“Phường”) or given as its code; else the text itself."""
    plain = unicodedata.normalize("NFC", text).strip().lower()
    return types.get(plain, plain)


def full_code(text: str) -> str:
    """An official commune code with the zeros that a spreadsheet drops.

    >>> full_code("679")
    '00679'
    """
    return text.zfill(OFFICIAL_DIGITS) if text.isdecimal() else text
