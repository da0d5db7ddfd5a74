"""A small drawing of one place, and of how it was changed: north up, with a scale in metres.

Drawn by the server as SVG, so that it stands in history, in print and without scripts.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import cos, radians
from typing import Final

import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from areas.distance import METRES_A_DEGREE, area_m2, length_m, way
from areas.frame import Frame

SMALLEST_M: Final = 60  # a point is shown with so much ground around it
ROOM: Final = 0.25  # of the extent, on each side
WIDTH: Final = 240
FLATTEST: Final = 0.6  # height to width
ROUND_METRES: Final = (5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 50_000)


@dataclass(frozen=True)
class Stroke:
    """One shape on the map: a path, or a spot where it is a point."""

    path: str
    spots: Sequence[tuple[float, float]]
    is_area: bool


@dataclass(frozen=True)
class SmallMap:
    """`after` is drawn solid, `before` (None for a place that stands alone) dashed."""

    after: BaseGeometry
    before: BaseGeometry | None = None

    @cached_property
    def frame(self) -> Frame:
        return Frame.around(with_room(shapely.union_all([self.after, self.before or self.after])), WIDTH)

    @property
    def width(self) -> int:
        return WIDTH

    @property
    def height(self) -> float:
        return self.frame.height

    @property
    def new(self) -> Stroke:
        return stroke(self.after, self.frame)

    @property
    def old(self) -> Stroke | None:
        return stroke(self.before, self.frame) if self.before else None

    @cached_property
    def scale_m(self) -> int:
        """Length of the scale bar: the longest round number in under half of the width."""
        widest = WIDTH / self.frame.scale_y * METRES_A_DEGREE / 2.2
        return max((metres for metres in ROUND_METRES if metres <= widest), default=ROUND_METRES[0])

    @property
    def scale_width(self) -> float:
        """Length of the scale bar in units of the picture."""
        return round(self.scale_m / METRES_A_DEGREE * self.frame.scale_y, 1)

    @property
    def sentence(self) -> str:
        """What changed: how far the place moved, how its size changed."""
        return "; ".join(change_in_words(self.before, self.after)) if self.before else ""


def with_room(shape: BaseGeometry) -> tuple[float, float, float, float]:
    """Bounds in degrees, wide enough to see something around the shape, and not too flat."""
    west, south, east, north = shape.bounds
    narrow = cos(radians((south + north) / 2))
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    smallest = SMALLEST_M / METRES_A_DEGREE
    width = max((east - west) * narrow, smallest) * (1 + 2 * ROOM)
    height = max(north - south, smallest * FLATTEST) * (1 + 2 * ROOM)
    width, height = max(width, height * FLATTEST), max(height, width * FLATTEST)
    side, up = width / narrow / 2, height / 2
    return middle_x - side, middle_y - up, middle_x + side, middle_y + up


def stroke(shape: BaseGeometry, frame: Frame) -> Stroke:
    dims = shapely.get_dimensions(shape)
    if dims == 0:
        points = shapely.get_coordinates(shape).tolist()
        return Stroke("", [frame.place(x, y) for x, y in points], False)
    return Stroke(frame.path(shape) if dims == 2 else frame.line(shape), (), dims == 2)


def change_in_words(before: BaseGeometry, after: BaseGeometry) -> list[str]:
    """“moved by 35 m”, “area 120 m² → 180 m²”: whatever a person would notice."""
    words = []
    moved = way(before.centroid, after.centroid).metres
    if moved >= 1:
        words.append(_("moved by %(metres)s m") % {"metres": rounded(moved)})
    if before.geom_type != after.geom_type:
        words.append(_("%(before)s → %(after)s") % {"before": sort(before), "after": sort(after)})
    old_area, new_area = area_m2(before), area_m2(after)
    if round(old_area) != round(new_area):
        values = {"before": size(before, old_area), "after": size(after, new_area)}
        words.append(_("area %(before)s → %(after)s") % values)
    old_length, new_length = length_of_line(before), length_of_line(after)
    if round(old_length) != round(new_length) and shapely.get_dimensions(after) == 1:
        values = {"before": rounded(old_length), "after": rounded(new_length)}
        words.append(_("length %(before)s m → %(after)s m") % values)
    return words or [_("the outline was drawn anew")]


def size(shape: BaseGeometry, square_metres: float) -> str:
    return f"{rounded(square_metres)} m²" if shapely.get_dimensions(shape) == 2 else "–"


def length_of_line(shape: BaseGeometry) -> float:
    return length_m(shape) if shapely.get_dimensions(shape) == 1 else 0


def sort(shape: BaseGeometry) -> str:
    return str({0: _("point"), 1: _("line"), 2: _("area")}[shapely.get_dimensions(shape)])


def rounded(number: float) -> str:
    """A number as a person reads it: 35, 1.250."""
    return number_format(round(number), force_grouping=True)


def plain(shape: GEOSGeometry | None) -> BaseGeometry | None:
    """A stored shape for drawing and measuring."""
    return shapely.from_wkb(bytes(shape.wkb)) if shape else None


def small_map(after: GEOSGeometry, before: GEOSGeometry | None = None) -> SmallMap:
    drawn = plain(after)
    assert drawn is not None  # noqa: S101  (`after` is a shape)
    return SmallMap(drawn, plain(before))
