"""A folium map as one HTML file that asks nobody for anything, and runs nothing but its own scripts.

**Words of people never go through folium:** it takes what its elements write for a Jinja template
once more, and puts it into a script. They stand in the file's data, as JSON, and the scripts write them
as text. Of folium come the maps, their layers, groups and switches.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Final

import folium
import orjson
from branca.element import Figure, MacroElement
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from folium.template import Template

from maps.leaving import inside
from maps.leaving.inside import Piece

LIBRARIES: Final = ("vendor/leaflet/leaflet.js", "vendor/markercluster/leaflet.markercluster.js")
SYNC: Final = "vendor/leaflet-sync/L.Map.Sync.js"
STYLES: Final = (
    "css/fonts.css",
    "vendor/leaflet/leaflet.css",
    "vendor/markercluster/MarkerCluster.css",
    "css/leaving.css",
)
# What would end the element that holds the data, or begin another.
DANGEROUS: Final = {ord("<"): "\\u003c", ord(">"): "\\u003e", ord("&"): "\\u0026"}
DEEPEST: Final = 19  # zoom


def template(name: str) -> Template:
    return Template((Path(__file__).parent / name).read_text(encoding="utf-8"))


class Fill(MacroElement):
    """Has `leaving.fill` put the layer called `name` in the file's data into the group that this is added to."""

    _template = template("fill.jinja")

    def __init__(self, name: str, **options: Any):
        super().__init__()
        self._name = "Fill"
        self.layer, self.options = name, options


class Begin(MacroElement):
    """Has `leaving.begin` show the map that this is added to, after all else."""

    _template = template("begin.jinja")

    def __init__(self, **options: Any):
        super().__init__()
        self._name = "Begin"
        self.options = options


def empty_map(**options: Any) -> folium.Map:
    """No tiles: the ground is drawn from our own layers."""
    return folium.Map(**map_options(), **options)


def map_options() -> dict[str, Any]:
    return {
        "location": [21, 105.8],
        "tiles": None,
        "maxZoom": DEEPEST,  # folium takes "max_zoom" for a matter of tiles
        "zoom_control": False,
        "prefer_canvas": True,
        "zoom_snap": 0.5,
    }


@dataclass(frozen=True)
class OneFile:
    """`drawn` is folium's map; `data` what its layers show; `context` what `template` shows beside the map."""

    drawn: MacroElement
    data: dict[str, Any]
    template: str
    context: dict[str, Any]
    more_libraries: Sequence[str] = field(default=())

    def render(self) -> bytes:
        # Draws the elements into `html` and `script`; the page that folium makes of them is not ours.
        root = self.drawn.get_root()
        assert isinstance(root, Figure)  # noqa: S101  (folium puts each map into one)
        root.render()
        scripts = [*libraries(tuple(self.more_libraries)), Piece(root.script.render())]
        context = {
            **self.context,
            "LANGUAGE_CODE": get_language(),
            "policy": policy(scripts, styles()),
            "styles": styles(),
            "scripts": scripts,
            "maps": mark_safe(root.html.render()),  # noqa: S308  (folium's, without words of people)
            "data": as_json(self.data),
        }
        return render_to_string(self.template, context).encode()


def policy(scripts: Sequence[Piece], sheets: Sequence[Piece]) -> str:
    """Nothing but what is in the file, and of that nothing that we did not put there."""
    return (
        "default-src 'none'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; "
        f"script-src {' '.join(one.source for one in scripts)}; "
        f"style-src {' '.join(one.source for one in sheets)}"
    )


def as_json(data: dict[str, Any]) -> SafeString:
    return mark_safe(orjson.dumps(data, option=orjson.OPT_NON_STR_KEYS).decode().translate(DANGEROUS))  # noqa: S308  (escaped as json_script does)


@cache
def libraries(more: tuple[str, ...]) -> tuple[Piece, ...]:
    return (*(inside.script(name) for name in (*LIBRARIES, *more)), inside.modules("js/leaving/main.js"))


@cache
def styles() -> tuple[Piece, ...]:
    return tuple(inside.style(name) for name in STYLES)
