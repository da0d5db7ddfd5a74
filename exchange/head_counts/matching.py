"""Which village a row is about: by its code, else by its name however it is written. Imports no Django."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final, NamedTuple

from foundation.vietnamese import fold

# What stands before a name and is no part of it, folded; the longest first.
FRONT: Final = re.compile(
    r"^(?:to dan pho|to dan cu|khu dan cu|khu pho|tdp|thon|lang|xom|ap|ban|to(?= ?\d| so ))(?= |\d)(?: so(?= ))?"
)
MARKS: Final = re.compile(r"[^\w]+|_+")


class Known(NamedTuple):
    """A village as it is known here."""

    key: int
    code: str
    name: str


class How(StrEnum):
    CODE = "code"
    NAME = "name"
    HAND = "hand"
    NOT_FOUND = "not_found"
    SEVERAL = "several"  # villages have this name, without its marks
    TWO_WAYS = "two_ways"  # the code is of one village, the name of another


@dataclass(frozen=True)
class Match:
    how: How
    village: int | None = None
    candidates: tuple[int, ...] = ()


def plain_name(text: str) -> str:
    """A village's name as it is compared: bare of “thôn”, of marks, of zeros before a number.

    >>> plain_name("TDP số 05"), plain_name("Tổ dân phố 5"), plain_name("THÔN  ĐẠI-ÁNG")
    ('5', '5', 'dai ang')
    """
    words = " ".join(MARKS.sub(" ", fold(text)).split())
    bare = FRONT.sub("", words).strip() or words
    return " ".join(word.lstrip("0") or "0" if word.isdecimal() else word for word in bare.split())


def whole_name(text: str) -> str:
    """All of it, with the marks that tell Đông from Đồng."""
    return " ".join(MARKS.sub(" ", unicodedata.normalize("NFC", text).casefold()).split())


def exact_name(text: str) -> str:
    """As `plain_name`, with the marks.

    >>> exact_name("THÔN  ĐẠI-ÁNG")
    'đại áng'
    """
    return " ".join(whole_name(text).split()[-len(plain_name(text).split()) :])


def plain_code(text: str) -> str:
    """A code without the zeros that a spreadsheet drops."""
    code = text.strip().casefold()
    return code.lstrip("0") or code


# From the strictest reading of a name to the loosest: the first that finds a village decides.
READINGS: Final = (whole_name, exact_name, plain_name)


class Villages:
    """Villages of one commune, by code and by name."""

    def __init__(self, known: Iterable[Known]):
        self.by_code: dict[str, int] = {}
        self.by_name: dict[tuple[int, str], list[int]] = defaultdict(list)
        for village in known:
            if village.code:
                self.by_code[plain_code(village.code)] = village.key
            for strictness, read in enumerate(READINGS):
                self.by_name[strictness, read(village.name)].append(village.key)

    def find(self, code: str, name: str) -> Match:
        coded = self.by_code.get(plain_code(code)) if code.strip() else None
        named = self.named(name) if name.strip() else []
        if coded and named and coded not in named:
            return Match(How.TWO_WAYS, candidates=(coded, *named))
        if coded:
            return Match(How.CODE, coded)
        if len(named) == 1:
            return Match(How.NAME, named[0])
        return Match(How.SEVERAL, candidates=tuple(named)) if named else Match(How.NOT_FOUND)

    def named(self, name: str) -> list[int]:
        """Those written exactly so; else so without “thôn”; else so without marks."""
        found = (self.by_name.get((strictness, read(name)), []) for strictness, read in enumerate(READINGS))
        return next(filter(None, found), [])
