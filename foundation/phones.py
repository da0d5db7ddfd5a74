"""Telephone numbers as people in Vietnam write them."""

import re
from typing import Final

# Mobile: ten digits, 03, 05, 07, 08 or 09 in front. Fixed line: 02, then nine digits more.
# (Numbering plan of the Ministry of Information and Communications, decision 22/2014/TT-BTTTT.)
NUMBER: Final = re.compile(r"0(?:[35789]\d{8}|2\d{9})")


def normal_phone(text: str) -> str | None:
    """`text` as digits with a zero in front, None when it is no number of Vietnam.

    >>> normal_phone("+84 912.345.678")
    '0912345678'
    """
    bare = re.sub(r"[\s().\-\u2010-\u2013]", "", text)
    bare = re.sub(r"^(?:\+|00)84\(?0?", "0", bare)
    if re.fullmatch(r"84\d{9,10}", bare):
        bare = "0" + bare[2:]
    return bare if bare.isascii() and NUMBER.fullmatch(bare) else None
