"""Our typefaces as whole fonts: what is printed is set from one file, not from its parts.

For browsers a typeface comes in parts, the Latin letters and the Vietnamese ones. WeasyPrint takes two
parts of one weight for the same font and mixes up their letters: so they are put together first.
"""

from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final, NamedTuple

from django.contrib.staticfiles import finders
from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

PART: Final = "vendor/{family}/{family}-{part}-{weight}-{style}.woff2"
PARTS: Final = ("latin", "vietnamese")
# Programs for coarse screens: those of two parts do not go together, and paper needs none.
HINTS: Final = ("fpgm", "prep", "cvt ", "gasp")


class Face(NamedTuple):
    """One font of a typeface; `weight` 400 or more, `style` normal or italic."""

    family: str
    weight: int
    style: str = "normal"


@cache
def whole_font(face: Face) -> bytes:
    """The font as TrueType; takes half a second, once. FileNotFoundError without the front-end libraries."""
    parts = [unpacked(face, part) for part in PARTS]
    merged, file = Merger(options=Options(drop_tables=list(HINTS))).merge(parts), BytesIO()
    merged.save(file)
    return file.getvalue()


def unpacked(face: Face, part: str) -> BytesIO:
    """A part as TrueType; FileNotFoundError where the front-end libraries were not installed."""
    name = PART.format(part=part, **face._asdict())
    found = finders.find(name)
    if not found:
        raise FileNotFoundError(name)
    font, file = TTFont(Path(found)), BytesIO()
    font.flavor = None
    font.save(file)
    file.seek(0)
    return file
