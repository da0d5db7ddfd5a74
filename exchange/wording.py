"""Sentences for what `repair` did to a shape, or could not."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from exchange.repair import Flaw, Mended, Mending

MENDINGS: Final = {
    Mending.HEIGHTS: gettext_lazy("Its heights were left out."),
    Mending.CLOSED: gettext_lazy("Its outline was open and was closed."),
    Mending.CROSSING: gettext_lazy("Its outline crossed or touched itself at {x}, {y} and was made valid."),
    Mending.MIXED: gettext_lazy("It mixed points, lines and areas; the smaller kinds were left out."),
}
FLAWS: Final = {
    Flaw.MISSING: gettext_lazy("It has no place: the geometry is missing, empty or unreadable."),
    Flaw.NOT_A_NUMBER: gettext_lazy("A coordinate is not a number, or can't be converted to WGS 84."),
    Flaw.NOT_DEGREES: gettext_lazy(
        "Its coordinates ({x}, {y}) are not degrees. Name the coordinate system they are in with --crs."
    ),
    Flaw.SWAPPED: gettext_lazy(
        "Longitude and latitude are swapped ({x}, {y}): the longitude of Vietnam is 102 to 118."
    ),
    Flaw.OUTSIDE: gettext_lazy("It lies outside Vietnam (longitude {x}, latitude {y})."),
    Flaw.COLLAPSED: gettext_lazy("Its corners all lie on one point or line: no shape is left."),
    Flaw.CROSSING: gettext_lazy("Its outline crosses itself at {x}, {y} in a way that can't be mended."),
    Flaw.NOT_AN_AREA: gettext_lazy("Its geometry is of the wrong type: a boundary must be a polygon."),
    Flaw.NOT_A_LINE: gettext_lazy("Its geometry is of the wrong type: a road must be a line."),
    Flaw.NOT_GROUND: gettext_lazy("Its geometry is of the wrong type: an area must be a polygon."),
    Flaw.NOT_A_POINT: gettext_lazy("Its geometry is of the wrong type: a candidate must be a point."),
}


def reason_of_refusal(result: Mended) -> str:
    """`result` has a flaw."""
    return with_place(str(FLAWS[Flaw(str(result.flaw))]), result)


def what_was_mended(result: Mended) -> str:
    """All that was done to the shape, in one line."""
    return " ".join(with_place(str(MENDINGS[mending]), result) for mending in result.mendings)


def with_place(sentence: str, result: Mended) -> str:
    x, y = result.at or (None, None)
    return sentence.format(x=coordinate(x), y=coordinate(y))


def coordinate(number: float | None) -> str:
    """Five decimals, a metre on the ground, without trailing zeros."""
    return _("unknown") if number is None else f"{number:.5f}".rstrip("0").rstrip(".")
