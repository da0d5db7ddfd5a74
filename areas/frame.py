"""Shapes as SVG paths, for small maps that need no script and print well. Imports no Django.

Drawn in an equirectangular projection with the scale of the middle latitude: true enough for
the eye over a commune, never used to measure.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import cos, radians

from shapely import MultiPolygon, Polygon, get_parts, get_rings
from shapely.geometry.base import BaseGeometry


@dataclass(frozen=True)
class Frame:
    """Maps longitude and latitude into a picture `width` units wide, north up."""

    west: float
    north: float
    scale_x: float
    scale_y: float
    width: float
    height: float

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float], width: float = 360) -> "Frame":
        """Frame of `bounds` (west, south, east, north in degrees), which must have an extent."""
        west, south, east, north = bounds
        scale_x = width / (east - west)
        scale_y = scale_x / cos(radians((south + north) / 2))
        return cls(west, north, scale_x, scale_y, width, round((north - south) * scale_y, 1))

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        x = (longitude - self.west) * self.scale_x
        y = (self.north - latitude) * self.scale_y
        return round(x, 1), round(y, 1)

    def path(self, area: Polygon | MultiPolygon) -> str:
        """`d` of an SVG path: every ring closed, holes included (fill-rule evenodd)."""
        return "".join(self._stroke(ring.coords) + "Z" for ring in get_rings(get_parts(area)))

    def line(self, shape: BaseGeometry) -> str:
        """`d` of an SVG path along a line, or each of several."""
        return "".join(self._stroke(part.coords) for part in get_parts(shape))

    def _stroke(self, corners: Sequence[tuple[float, ...]]) -> str:
        points = [self.place(corner[0], corner[1]) for corner in corners]
        return "M" + "L".join(f"{x:g} {y:g}" for x, y in points)
