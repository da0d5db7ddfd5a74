"""Which children a column counts, by its heading: “6–10 tuổi” is from 6 to under 11. Imports no Django."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Final, NamedTuple

from foundation.vietnamese import fold

# Children, by the law of 2016, are under 16.
ADULT: Final = 16
RANGE: Final = re.compile(r"(?<!\d)(\d{1,2}) ?(?:tuoi )?(?:-|den|to) ?(duoi |under |< ?)?(\d{1,2})(?!\d)")
UNDER: Final = re.compile(r"(?:duoi|under|<) ?(\d{1,2})(?!\d)")
FROM: Final = re.compile(
    r"(?:tren|tu|over) ?(\d{1,2})(?: tuoi)?(?: tro len| and over)?$|(\d{1,2}) ?(?:tuoi )?(?:tro len|\+)"
)
ONE: Final = re.compile(r"(?<!\d)(\d{1,2}) (?:tuoi|years?)\b")
NO_YEARS: Final = re.compile(r"\bthang\b|\bmonths?\b|\blop\b")


class Band(NamedTuple):
    """Ages from `first` to under `last`; `is_open` when the heading left open whether it holds `last - 1`."""

    first: int
    last: int
    is_open: bool = False

    @property
    def key(self) -> str:
        return f"{self.first}-{self.last}"


def band_of(heading: str) -> Band | None:
    """The ages that a heading names, None when it names none.

    “0–5” holds the five-year-olds; “0 đến dưới 6” says so itself.

    >>> band_of("6–10 tuổi")
    Band(first=6, last=11, is_open=True)
    >>> band_of("Dưới 6 tuổi")
    Band(first=0, last=6, is_open=False)
    """
    text = " ".join(re.sub("[–—−~÷]", "-", fold(heading)).replace(" - ", "-").split())
    if NO_YEARS.search(text):
        return None
    if found := RANGE.search(text):
        first, under, last = int(found[1]), bool(found[2]), int(found[3])
        return fit(Band(first, last if under else last + 1, is_open=not under))
    if found := UNDER.search(text):
        return fit(Band(0, int(found[1])))
    if found := FROM.search(text):
        first = int(found[1] or found[2])
        return fit(Band(first + ("tren" in text or "over" in text.split()), ADULT))
    if found := ONE.search(text):
        return fit(Band(int(found[1]), int(found[1]) + 1))
    return None


def fit(band: Band) -> Band | None:
    """None for ages that are no children's."""
    return band if band.first < band.last <= ADULT + 1 else None


def settled(bands: Sequence[Band]) -> list[Band]:
    """The bands of one table, in their order, read together: in “0–6, 6–11, 11–16” each ends
    before the next begins, in “0–5, 6–10, 11–15” each holds its last year.

    >>> [tuple(band)[:2] for band in settled([band_of("0-6"), band_of("6-11"), band_of("11-16")])]
    [(0, 6), (6, 11), (11, 16)]
    """
    firsts = {band.first for band in bands}
    return [
        Band(band.first, band.last - 1)
        if band.is_open and (band.last - 1 in firsts - {band.first} or band.last > ADULT)
        else Band(band.first, band.last)
        for band in bands
    ]


def overlap(bands: Sequence[Band]) -> bool:
    return any(left.last > right.first for left, right in pairwise(sorted(bands)))


def cover_childhood(bands: Sequence[Band]) -> bool:
    """Whether each child is in exactly one of them."""
    in_order = sorted(bands)
    joined = all(left.last == right.first for left, right in pairwise(in_order))
    return bool(in_order) and joined and in_order[0].first == 0 and in_order[-1].last == ADULT


def disagree(total: int, ages: Mapping[Band, int]) -> bool:
    """Whether a total and the numbers of ages cannot both be right; without ages they always can."""
    together = sum(ages.values())
    return bool(ages) and (together != total if cover_childhood(list(ages)) else together > total)
