"""In which direction something lies from a school, as a code and in words."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from areas.distance import Way
from hazards.wording import DIRECTIONS

CODES: Final = ("n", "ne", "e", "se", "s", "sw", "w", "nw")
INSIDE: Final = "in"
WORDS: Final = {INSIDE: _("in the grounds"), **dict(zip(CODES, DIRECTIONS, strict=True))}


def direction(way: Way) -> str:
    """One of `CODES`, of 45 degrees each; `INSIDE` where the two touch, to the half metre."""
    return CODES[round(way.azimuth / 45) % 8] if way.metres >= 0.5 else INSIDE


def in_words(code: str) -> str:
    return str(WORDS[code])
