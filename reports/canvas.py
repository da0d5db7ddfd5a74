"""Pictures of a report: PNGs as wide as the text, in its typeface, one drawn at a time.

matplotlib is loaded when the first is drawn: most servers draw none for days.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from django.conf import settings

if TYPE_CHECKING:
    from matplotlib.figure import Figure

WIDTH_MM: Final = 160
DOTS_AN_INCH: Final = 200
MM_AN_INCH: Final = 25.4
INK: Final = "#17242d"
SOFT: Final = "#8a979f"
# matplotlib's settings are those of the whole process.
ONE_AT_A_TIME: Final = threading.Lock()


@contextmanager
def drawing(height_mm: float) -> Iterator[tuple["Figure", BytesIO]]:
    """An empty figure, and the file in which it stands as PNG afterwards."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    file = BytesIO()
    with ONE_AT_A_TIME, mpl.rc_context(settings_of_a_paper()):
        figure = Figure(
            figsize=(WIDTH_MM / MM_AN_INCH, height_mm / MM_AN_INCH), dpi=DOTS_AN_INCH, layout="constrained"
        )
        yield figure, file
        # Nothing of the day or the machine: the same figures give the same file.
        figure.savefig(file, format="png", metadata={"Software": None})


def settings_of_a_paper() -> Any:
    return {
        "font.family": typeface(),
        "font.size": 10,
        "text.color": INK,
        "axes.edgecolor": SOFT,
        "axes.labelcolor": INK,
        "xtick.color": INK,
        "ytick.color": INK,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "hatch.linewidth": 0.7,
        "svg.fonttype": "none",
    }


@cache
def typeface() -> str:
    """Its name, once matplotlib knows its files; the fonts are put together in the folder of the app."""
    from matplotlib import font_manager

    from foundation.pdf_fonts import Face, whole_font  # late too: it loads fontTools

    folder = settings.VAR_DIR / "fonts"
    folder.mkdir(parents=True, exist_ok=True)
    for weight in (400, 700):
        path = folder / f"tinos-{weight}.ttf"
        if not path.exists():
            fresh = path.with_suffix(f".{threading.get_ident()}")
            fresh.write_bytes(whole_font(Face("tinos", weight)))
            fresh.replace(path)
        font_manager.fontManager.addfont(path)
    return "Tinos"
