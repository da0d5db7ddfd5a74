"""The typeface of our pages as whole fonts: what is printed is set from one file, not from its parts.

For browsers the typeface comes in parts, the Latin letters and the Vietnamese ones. WeasyPrint takes two
parts of one weight for the same font and mixes up their letters: so they are put together first.
"""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

from django.contrib.staticfiles import finders
from fontTools.merge import Merger
from fontTools.ttLib import TTFont

PART: Final = "vendor/be-vietnam-pro/be-vietnam-pro-{part}-{weight}-normal.woff2"
PARTS: Final = ("latin", "vietnamese")


@cache
def whole_font(weight: int) -> bytes:
    """Be Vietnam Pro of a weight (400, 600) as TrueType; takes half a second, once."""
    merged, file = Merger().merge([unpacked(part, weight) for part in PARTS]), BytesIO()
    merged.save(file)
    return file.getvalue()


def unpacked(part: str, weight: int) -> BytesIO:
    """A part as TrueType; FileNotFoundError where the front-end libraries were not installed."""
    name = PART.format(part=part, weight=weight)
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    font, file = TTFont(Path(found)), BytesIO()
    font.flavor = None
    font.save(file)
    file.seek(0)
    return file
