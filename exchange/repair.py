"""Mend a shape so that a database takes it, or say why that can't be done. Imports no Django.

What is wanted is an area (a boundary: always a MultiPolygon), a place (a point, line or
polygon, whatever the file has), a village (an area, or the point at its centre), a road (one
line, or several), ground (one polygon, or several) or a spot (one point).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

import shapely
from shapely import Geometry, MultiLineString, MultiPoint, MultiPolygon

from areas.crs import VIETNAM_BOX


class Mending(StrEnum):
    HEIGHTS = "heights"
    CLOSED = "closed"
    CROSSING = "crossing"
    MIXED = "mixed"


class Flaw(StrEnum):
    MISSING = "missing"
    NOT_A_NUMBER = "not_a_number"
    NOT_DEGREES = "not_degrees"
    SWAPPED = "swapped"
    OUTSIDE = "outside"
    COLLAPSED = "collapsed"
    CROSSING = "crossing"
    NOT_AN_AREA = "not_an_area"
    NOT_A_LINE = "not_a_line"
    NOT_GROUND = "not_ground"
    NOT_A_POINT = "not_a_point"


class Want(StrEnum):
    AREA = "area"
    VILLAGE = "village"
    PLACE = "place"
    ROAD = "road"
    GROUND = "ground"
    SPOT = "spot"


TYPES: Final = {
    Want.AREA: {"MultiPolygon"},
    Want.VILLAGE: {"MultiPolygon", "Point"},
    Want.PLACE: {"Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon"},
    Want.ROAD: {"LineString", "MultiLineString"},
    Want.GROUND: {"Polygon", "MultiPolygon"},
    Want.SPOT: {"Point"},
}
WRONG_TYPE: Final = {
    Want.ROAD: Flaw.NOT_A_LINE, Want.GROUND: Flaw.NOT_GROUND, Want.SPOT: Flaw.NOT_A_POINT,
}  # fmt: skip
MULTI: Final = {0: MultiPoint, 1: MultiLineString}


@dataclass(frozen=True)
class Mended:
    """A shape fit to be stored and what was done to it; or `flaw`, and no shape.

    `at` is where in the file's coordinates: (x, y), degrees as a rule.
    """

    shape: Geometry | None
    mendings: tuple[Mending, ...] = ()
    flaw: Flaw | None = None
    at: tuple[float, float] | None = None


def mend(shape: Geometry | None, want: Want = Want.PLACE) -> Mended:
    """`shape` (EPSG:4326) valid, flat, of one dimension and as `want` asks.

    >>> mend(shapely.from_wkt("POLYGON ((105 20, 106 21, 106 20, 105 21, 105 20))")).mendings
    (<Mending.CROSSING: 'crossing'>,)
    """
    if shape is None or shape.is_empty:
        return Mended(None, flaw=Flaw.MISSING)
    misplaced = misplacement(shape)
    if misplaced:
        return Mended(None, flaw=misplaced, at=first_corner(shape))
    mendings: list[Mending] = []
    if shape.has_z:
        if has_heights(shape):
            mendings.append(Mending.HEIGHTS)
        shape = shapely.force_2d(shape)
    if shape.geom_type == "GeometryCollection":
        mendings.append(Mending.MIXED)
    dimension = shapely.get_dimensions(shape)
    crossing = None
    if not shape.is_valid:
        crossing = place_of_error(shape)
        mendings.append(Mending.CROSSING)
        shape = made_valid(shape)
    shape = only_dimension(shape, dimension)
    if shape.is_empty:
        return Mended(None, flaw=Flaw.COLLAPSED, at=crossing)
    if not shape.is_valid:
        return Mended(None, flaw=Flaw.CROSSING, at=crossing)
    shape = as_wanted(shape, want)
    if shape.geom_type not in TYPES[want]:
        return Mended(None, flaw=WRONG_TYPE.get(want, Flaw.NOT_AN_AREA))
    return Mended(shape, tuple(mendings), at=crossing)


def misplacement(shape: Geometry) -> Flaw | None:
    """What is wrong with where the shape lies, by its bounding box."""
    corners = shapely.get_coordinates(shape)
    west, south = corners.min(axis=0)
    east, north = corners.max(axis=0)
    if not (abs(west) + abs(south) + abs(east) + abs(north)) < float("inf"):  # NaN included
        return Flaw.NOT_A_NUMBER
    if in_vietnam(west, south, east, north):
        return None
    if in_vietnam(south, west, north, east):
        return Flaw.SWAPPED
    if max(abs(west), abs(east)) > 180 or max(abs(south), abs(north)) > 90:
        return Flaw.NOT_DEGREES
    return Flaw.OUTSIDE


def in_vietnam(west: float, south: float, east: float, north: float) -> bool:
    box = VIETNAM_BOX
    return box[0] <= west and box[1] <= south and east <= box[2] and north <= box[3]


def has_heights(shape: Geometry) -> bool:
    """Whether any corner has a height other than 0, which says nothing."""
    return any(z == z and z != 0 for z in shapely.get_coordinates(shape, include_z=True)[:, 2])


def first_corner(shape: Geometry) -> tuple[float, float]:
    x, y = shapely.get_coordinates(shape)[0]
    return float(x), float(y)


def place_of_error(shape: Geometry) -> tuple[float, float] | None:
    """Where GEOS found the shape invalid: "Self-intersection[105.5 20.5]"."""
    reason = shapely.is_valid_reason(shape)
    numbers = reason.partition("[")[2].rstrip("]").split()
    return (float(numbers[0]), float(numbers[1])) if len(numbers) >= 2 else None


def made_valid(shape: Geometry) -> Geometry:
    """Valid, the same ground covered. Now and then GEOS leaves parts that share an edge."""
    shape = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    return shape if shape.is_valid else shapely.union_all(shapely.get_parts(shape))


def only_dimension(shape: Geometry, dimension: int) -> Geometry:
    """The parts of `shape` that have `dimension`: points 0, lines 1, polygons 2.

    A part of fewer dimensions is what a collapsed spike leaves, or stray data beside it.
    """
    if shape.geom_type != "GeometryCollection":
        return shape
    parts = [part for part in simple_parts(shape) if shapely.get_dimensions(part) == dimension]
    return shapely.union_all(parts) if dimension == 2 else MULTI[dimension](parts)


def simple_parts(shape: Geometry) -> Iterator[Geometry]:
    for part in getattr(shape, "geoms", ()):
        if hasattr(part, "geoms"):
            yield from simple_parts(part)
        elif not part.is_empty:
            yield part


def as_wanted(shape: Geometry, want: Want) -> Geometry:
    """A boundary as MultiPolygon; anything else without a wrapper around a single part."""
    if shapely.get_dimensions(shape) == 2 and want in (Want.AREA, Want.VILLAGE):
        return shape if shape.geom_type == "MultiPolygon" else MultiPolygon([shape])
    if shape.geom_type == "LinearRing":
        return shapely.LineString(shape)
    parts = getattr(shape, "geoms", [])
    return parts[0] if len(parts) == 1 else shape
