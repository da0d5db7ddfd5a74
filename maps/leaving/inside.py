"""What a file brings along: our scripts and style sheets, with pictures and fonts inside them."""

import base64
import hashlib
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Final

from django.contrib.staticfiles import finders
from django.utils.safestring import SafeString, mark_safe

from maps.leaving.bundle import bundle

KINDS: Final = {".png": "image/png", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
ADDRESS: Final = re.compile(r"""url\(\s*["']?(?!data:|#)([^"')]+)["']?\s*\)""")
# Where tools find the lines of the original: nobody may ask for that.
SOURCE_MAP: Final = re.compile(r"^//[#@] sourceMappingURL=.*$", re.MULTILINE)


@dataclass(frozen=True)
class Piece:
    """The text of one `<script>` or `<style>`: ours, never with a word that somebody typed."""

    text: str

    @cached_property
    def safe(self) -> SafeString:
        if "</" in self.text and re.search(r"</(script|style)", self.text, re.IGNORECASE):
            raise ValueError("the text would end its own element")
        return mark_safe(self.text)  # noqa: S308  (see above)

    @cached_property
    def source(self) -> str:
        """How a content policy names it."""
        digest = hashlib.sha256(self.text.encode()).digest()
        return f"'sha256-{base64.b64encode(digest).decode()}'"


def script(name: str) -> Piece:
    """A library as it is."""
    return Piece(SOURCE_MAP.sub("", static_text(name)))


def modules(entry: str) -> Piece:
    """A module of ours with all that it imports."""
    return Piece(bundle(entry, static_text))


def style(name: str) -> Piece:
    """A style sheet with what it names inside; what is not there, no page of ours shows."""

    def inside(found: re.Match[str]) -> str:
        path = found_static(normpath(join(dirname(name), found[1])))
        return f"url({data_address(path)})" if path else "none"

    return Piece(ADDRESS.sub(inside, static_text(name)))


def data_address(path: Path) -> str:
    return f"data:{KINDS[path.suffix]};base64,{base64.b64encode(path.read_bytes()).decode()}"


def static_text(name: str) -> str:
    path = found_static(name)
    if path is None:
        raise FileNotFoundError(f"no static file {name}: were the packages of package.json installed?")
    return path.read_text(encoding="utf-8")


def found_static(name: str) -> Path | None:
    found = finders.find(name)
    return Path(found) if isinstance(found, str) else None
