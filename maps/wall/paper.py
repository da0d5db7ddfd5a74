"""Sheets of paper, and a map that fills one. Imports no Django."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians
from typing import Final

import shapely
from pyproj import Transformer
from shapely.geometry.base import BaseGeometry

from areas import crs
from areas.distance import METRES_A_DEGREE
from areas.frame import Frame

# Width and height of the map in millimetres: the sheet less its margins, title and legend.
SHEETS: Final = {
    "a4-landscape": (277, 140),
    "a4-portrait": (190, 215),
    "a3-landscape": (400, 218),
    "a3-portrait": (277, 338),
}
UNITS_A_MM: Final = 4
ROOM: Final = 1.06
ROUND_METRES: Final = (100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000)
MOST_LINES: Final = 8
BENDS: Final = 8  # corners of a line of the grid


@dataclass(frozen=True)
class GridLine:
    """`label` in kilometres of VN-2000; `at` where it stands: below the map, or left of it."""

    path: str
    label: str
    at: tuple[float, float]
    is_upright: bool


@dataclass(frozen=True)
class WallFrame:
    """North up; the whole of `box` (degrees) is on the sheet."""

    frame: Frame
    box: BaseGeometry
    height: float

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float], sheet: str) -> "WallFrame":
        wide_mm, high_mm = SHEETS[sheet]
        west, south, east, north = bounds
        narrow = cos(radians((south + north) / 2))
        high = max((north - south), (east - west) * narrow * high_mm / wide_mm) * ROOM
        side, up = high * wide_mm / high_mm / narrow / 2, high / 2
        x, y = (west + east) / 2, (south + north) / 2
        whole = (x - side, y - up, x + side, y + up)
        width = wide_mm * UNITS_A_MM
        return cls(Frame.around(whole, width), shapely.box(*whole), high_mm * UNITS_A_MM)

    @property
    def width(self) -> float:
        return self.frame.width

    def path(self, shape: BaseGeometry) -> str:
        """`d` of what of an area or a line is on the map; empty for a point."""
        parts = shapely.get_parts(shapely.intersection(shapely.make_valid(shape), self.box))
        areas = [self.frame.path(part) for part in parts if part.geom_type == "Polygon"]
        lines = [self.frame.line(part) for part in parts if part.geom_type == "LineString"]
        return "".join([*areas, *lines])

    def paths(self, shapes: Iterable[BaseGeometry]) -> list[str]:
        return [path for path in map(self.path, shapes) if path]

    def units(self, metres: float) -> float:
        return round(metres / METRES_A_DEGREE * self.frame.scale_y, 1)

    @property
    def scale_m(self) -> int:
        """The longest round length of which the bar is no wider than a fifth of the map."""
        fitting = [metres for metres in ROUND_METRES if self.units(metres) <= self.width / 5]
        return max(fitting, default=ROUND_METRES[0])

    @property
    def scale_denominator(self) -> int:
        """1 : so many on paper, to the nearest hundred."""
        metres_a_mm = METRES_A_DEGREE / self.frame.scale_y * UNITS_A_MM
        return int(round(metres_a_mm * 1000, -2))

    def grid(self) -> list[GridLine]:
        """Lines of whole metres of VN-2000, zone of 105°, no more than eight across."""
        to = Transformer.from_crs(crs.STORAGE, crs.VN2000_HANOI, always_xy=True)
        west, south, east, north = to.transform_bounds(*self.box.bounds)
        step = next(
            (m for m in ROUND_METRES if max(east - west, north - south) / m <= MOST_LINES), ROUND_METRES[-1]
        )
        lines = []
        for easting in multiples(west, east, step):
            line = back(to, [(easting, south + (north - south) * n / BENDS) for n in range(BENDS + 1)])
            lines.append(self.grid_line(line, easting, is_upright=True))
        for northing in multiples(south, north, step):
            line = back(to, [(west + (east - west) * n / BENDS, northing) for n in range(BENDS + 1)])
            lines.append(self.grid_line(line, northing, is_upright=False))
        return [line for line in lines if line is not None]

    def grid_line(self, line: BaseGeometry, metres: int, *, is_upright: bool) -> GridLine | None:
        seen = shapely.intersection(line, self.box)
        path = self.path(seen)
        if not path:
            return None
        places = [self.frame.place(x, y) for x, y in shapely.get_coordinates(seen)]
        x, y = max(places, key=lambda place: place[1]) if is_upright else min(places)
        return GridLine(path, f"{metres / 1000:g}", (x, y), is_upright)


def multiples(low: float, high: float, step: int) -> range:
    return range(int(-(-low // step)) * step, int(high) + 1, step)


def back(to: Transformer, corners: list[tuple[float, float]]) -> BaseGeometry:
    xs, ys = zip(*corners, strict=True)
    return shapely.LineString(zip(*to.transform(xs, ys, direction="INVERSE"), strict=True))
