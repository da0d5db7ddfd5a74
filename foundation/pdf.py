"""Our own pages as PDF, set by WeasyPrint. Nothing is fetched but our own static files and fonts.

WeasyPrint loads Pango and HarfBuzz from the system. It is imported when the first sheet is asked for:
whoever never prints pays nothing for it, and a machine without those libraries runs all the rest.
"""

from base64 import b64decode
from ctypes import CDLL
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, Final
from urllib.parse import unquote

from django.contrib.staticfiles import finders
from django.utils.translation import gettext as _

# Where a page of ours believes its style sheet lies; `static_file` knows better.
STATIC: Final = "file:///static/"
# A picture that stands in the page itself: nothing is fetched for it.
OWN_PICTURE: Final = "data:image/png;base64,"
KINDS: Final = {".css": "text/css", ".svg": "image/svg+xml", ".png": "image/png"}
# What a style sheet calls a font: family, weight, style.
FONTS: Final = {
    "own:be-vietnam-pro-400.ttf": ("be-vietnam-pro", 400, "normal"),
    "own:be-vietnam-pro-600.ttf": ("be-vietnam-pro", 600, "normal"),
    "own:tinos-400.ttf": ("tinos", 400, "normal"),
    "own:tinos-400-italic.ttf": ("tinos", 400, "italic"),
    "own:tinos-700.ttf": ("tinos", 700, "normal"),
    "own:tinos-700-italic.ttf": ("tinos", 700, "italic"),
}
# What WeasyPrint loads from the system, and the Debian package that brings it (bin/lib/setup.sh installs them).
LIBRARIES: Final = {
    "libpangoft2-1.0.so.0": "libpangoft2-1.0-0",
    "libharfbuzz-subset.so.0": "libharfbuzz-subset0",
}


class PrintingUnavailable(Exception):  # noqa: N818  (reads as what it is)
    """A library that WeasyPrint needs is not installed on this machine; `sentence` is for who wanted to print."""

    @property
    def sentence(self) -> str:
        return _("This server lacks a library for printing. Please tell whoever runs it.")


def missing_packages() -> list[str]:
    """The Debian packages without which nothing can be printed here; WeasyPrint itself is not loaded."""
    return [package for library, package in LIBRARIES.items() if not can_load(library)]


def can_load(library: str) -> bool:
    try:
        CDLL(library)
    except OSError:
        return False
    return True


def pdf_of(page: str, *, style: str) -> bytes:
    """`page` (HTML in full) set with the static file `style`; PrintingUnavailable where that can't be done."""
    weasyprint = printer()
    from weasyprint.text.fonts import FontConfiguration  # late, as above

    fonts = FontConfiguration()
    sheet = weasyprint.CSS(url=f"{STATIC}{style}", url_fetcher=fetcher(), font_config=fonts)
    html = weasyprint.HTML(string=page, base_url=STATIC, url_fetcher=fetcher())
    return html.write_pdf(stylesheets=[sheet], font_config=fonts)


@cache
def printer() -> ModuleType:
    try:
        # Only here: see above.
        import weasyprint
    except OSError as missing:
        raise PrintingUnavailable(str(missing)) from missing
    return weasyprint


@cache
def fetcher() -> Any:
    """What WeasyPrint asks for files. A class of its own, as its base is imported late too."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # late, as above

    from foundation.pdf_fonts import Face, whole_font  # late too: it loads fontTools

    class OwnFiles(URLFetcher):
        def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
            if font := FONTS.get(url):
                return URLFetcherResponse(url, whole_font(Face(*font)), {"Content-Type": "font/ttf"})
            if url.startswith(OWN_PICTURE):
                picture = b64decode(url.removeprefix(OWN_PICTURE))
                return URLFetcherResponse(url, picture, {"Content-Type": "image/png"})
            path = static_file(url)
            return URLFetcherResponse(url, path.read_bytes(), {"Content-Type": KINDS[path.suffix]})

    return OwnFiles()


def static_file(url: str) -> Path:
    """The static file that `url` means; ValueError for all else: the network, and other files of the machine."""
    name = unquote(url.removeprefix(STATIC)) if url.startswith(STATIC) else ""
    found = finders.find(name) if name and ".." not in name else None
    if not found or Path(found).suffix not in KINDS:
        raise ValueError(f"not one of our static files: {url[:200]}")
    return Path(found)
