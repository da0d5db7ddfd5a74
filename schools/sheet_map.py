"""The map of a school's sheet: shapes as paths of an SVG, marks that do not hide one another. No Django."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import cos, pi, radians, sin
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from areas.distance import METRES_A_DEGREE, flat, to_metres
from areas.frame import Frame

WIDTH: Final = 720  # units of the picture, 0.25 mm each on paper
HEIGHT: Final = 450
MARK: Final = 26  # a mark is so wide
LETTER: Final = 6  # a letter of a name
ROOM: Final = 1.04
ROUND_METRES: Final = (50, 100, 200, 500, 1_000)
SPOKES: Final = 12
RING_WORDS: Final = (48, 14)  # wide and high, around its label


@dataclass(frozen=True)
class Mark:
    """Where a number stands, and the spot that it means; they differ where it had to make way."""

    x: float
    y: float
    spot: tuple[float, float]

    @property
    def has_moved(self) -> bool:
        return (self.x, self.y) != self.spot


@dataclass(frozen=True)
class Ring:
    radius_m: int
    path: str
    label: tuple[float, float]


@dataclass(frozen=True)
class SheetMap:
    """North up, all that lies within `radius_m` metres of the grounds."""

    frame: Frame
    box: BaseGeometry

    @classmethod
    def around(cls, grounds: BaseGeometry, radius_m: float) -> "SheetMap":
        west, south, east, north = within(grounds, radius_m * ROOM).bounds
        narrow = cos(radians((south + north) / 2))
        middle_x, middle_y = (west + east) / 2, (south + north) / 2
        wide, high = (east - west) * narrow, north - south
        high = max(high, wide * HEIGHT / WIDTH)
        side, up = high * WIDTH / HEIGHT / narrow / 2, high / 2
        bounds = (middle_x - side, middle_y - up, middle_x + side, middle_y + up)
        return cls(Frame.around(bounds, WIDTH), shapely.box(*bounds))

    def path(self, shape: BaseGeometry) -> str:
        """`d` of what of an area or a line lies on the map; empty for a point, or where nothing does."""
        seen = shapely.intersection(shapely.make_valid(shape), self.box)
        areas = [part for part in shapely.get_parts(seen) if part.geom_type == "Polygon"]
        lines = [part for part in shapely.get_parts(seen) if part.geom_type == "LineString"]
        return "".join([*map(self.frame.path, areas), *map(self.frame.line, lines)])

    def spot(self, shape: BaseGeometry) -> tuple[float, float]:
        """A point of what of `shape` lies on the map; of a shape beside it, the point nearest to it."""
        seen = shapely.intersection(shape, self.box)
        if seen.is_empty:
            place = shapely.Point(shapely.shortest_line(self.box, shape).coords[0])
        else:
            place = seen.representative_point()
        return self.frame.place(place.x, place.y)

    def marks(self, shapes: Iterable[BaseGeometry]) -> list[Mark]:
        """One for each shape in its order; a later one makes way for an earlier one."""
        taken: list[tuple[float, float]] = []
        marks = []
        for shape in shapes:
            spot = self.spot(shape)
            x, y = free_place(spot, taken)
            taken.append((x, y))
            marks.append(Mark(x, y, spot))
        return marks

    def label(
        self, shape: BaseGeometry, text: str, marks: Iterable[Mark], rings: Iterable[Ring] = ()
    ) -> tuple[float, float] | None:
        """Where `text` stands in `shape`; None where it would meet a mark, a ring's words or the edge."""
        x, y = self.spot(shape)
        half = len(text) * LETTER / 2
        on_map = half < x < WIDTH - half and LETTER * 2 < y < HEIGHT - LETTER * 4
        wide, high = RING_WORDS
        is_free = all(abs(mark.x - x) > half + MARK / 2 or abs(mark.y - y) > MARK for mark in marks) and all(
            abs(ring.label[0] - x) > half + wide / 2 or abs(ring.label[1] - y) > high for ring in rings
        )
        return (x, y) if on_map and is_free else None

    def ring(self, grounds: BaseGeometry, radius_m: int) -> Ring:
        """The label stands above the middle, where the ring is northernmost."""
        around = within(grounds, radius_m)
        _west, _south, _east, north = around.bounds
        x, y = self.frame.place(around.centroid.x, north)
        return Ring(radius_m, self.path(around.boundary), (x, max(y, 14)))

    @property
    def scale_m(self) -> int:
        """The longest round length of which the bar is no wider than a quarter of the map."""
        fitting = [metres for metres in ROUND_METRES if self.units(metres) <= WIDTH / 4]
        return max(fitting, default=ROUND_METRES[0])

    @property
    def scale_width(self) -> float:
        return self.units(self.scale_m)

    @property
    def scale_middle(self) -> float:
        return round(self.scale_width / 2, 1)

    def units(self, metres: float) -> float:
        return round(metres / METRES_A_DEGREE * self.frame.scale_y, 1)


def within(shape: BaseGeometry, radius_m: float) -> BaseGeometry:
    """All that lies so near to `shape` (EPSG:4326), to draw."""
    around = flat(shape).buffer(radius_m)
    back = to_metres().transform
    return shapely.transform(around, lambda x, y: back(x, y, direction="INVERSE"), interleaved=False)


def free_place(spot: tuple[float, float], taken: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """The spot itself, else the nearest place around it that hides no other mark and lies on the map."""
    for reach in range(6):
        for spoke in range(SPOKES if reach else 1):
            turn = 2 * pi * spoke / SPOKES
            x = round(spot[0] + reach * MARK * sin(turn), 1)
            y = round(spot[1] - reach * MARK * cos(turn), 1)
            on_map = MARK / 2 <= x <= WIDTH - MARK / 2 and MARK / 2 <= y <= HEIGHT - MARK / 2
            if on_map and all((x - a) ** 2 + (y - b) ** 2 >= MARK**2 for a, b in taken):
                return x, y
    return spot
