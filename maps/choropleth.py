"""Coloured areas on a small map, drawn as SVG without scripts. Imports no Django."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from areas.frame import Frame

ROOM: Final = 4  # around the areas, for the stroke of their edge
MOST_LABELS: Final = 60  # beyond, labels would cover each other
FINEST: Final = 0.4  # of a unit of the picture: finer corners are not seen


def label_point(area: BaseGeometry) -> tuple[float, float]:
    """A point well inside the largest part of `area`: longitude and latitude."""
    parts = getattr(area, "geoms", [area])
    inside = max(parts, key=lambda part: part.area).representative_point()
    return inside.x, inside.y


@dataclass(frozen=True)
class Coloured:
    """An area (EPSG:4326) with its class of colour, what is written on it, its title and where it leads."""

    area: BaseGeometry
    look: str
    label: str
    title: str
    href: str


@dataclass(frozen=True)
class Patch:
    path: str
    x: float
    y: float
    look: str
    label: str
    title: str
    href: str


@dataclass(frozen=True)
class Choropleth:
    """`name` is its own on a page; `box` the picture's viewBox; `outlines` are paths around the patches."""

    name: str
    box: str
    patches: list[Patch]
    outlines: list[str]

    @property
    def is_labelled(self) -> bool:
        return len(self.patches) <= MOST_LABELS

    @property
    def has_unknown(self) -> bool:
        return any(patch.look == quarter(None) for patch in self.patches)


def choropleth(
    name: str, areas: Sequence[Coloured], outlines: Sequence[BaseGeometry], width: float = 360
) -> Choropleth:
    """The areas within `outlines` (EPSG:4326, at least one with an extent)."""
    frame = Frame.around(tuple(shapely.total_bounds(list(outlines))), width)
    return Choropleth(
        name=name,
        box=f"{-ROOM} {-ROOM} {frame.width + 2 * ROOM:g} {frame.height + 2 * ROOM:g}",
        patches=[patch(frame, area) for area in areas],
        outlines=[frame.path(plain(frame, outline)) for outline in outlines],
    )


def patch(frame: Frame, area: Coloured) -> Patch:
    x, y = frame.place(*label_point(area.area))
    path = frame.path(plain(frame, area.area))
    return Patch(path, x, y, area.look, area.label, area.title, area.href)


def plain(frame: Frame, area: BaseGeometry) -> BaseGeometry:
    """`area` without the corners that the picture is too small to show."""
    return shapely.simplify(area, FINEST / frame.scale_x)


def quarter(percent: float | None) -> str:
    """Class of colour of a share: four quarters, and one of its own where there is nothing to share.

    >>> quarter(0), quarter(25), quarter(100), quarter(None)
    ('quarter-1', 'quarter-2', 'quarter-4', 'quarter-none')
    """
    return "quarter-none" if percent is None else f"quarter-{min(int(percent // 25), 3) + 1}"
