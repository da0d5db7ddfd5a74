"""Reading a shape drawn on a map: GeoJSON in, a sound shapely geometry out. No Django."""

import json
import re

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from shapely.validation import explain_validity

from areas.crs import VIETNAM_BOX

FEWEST_POINTS = {"Point": 1, "LineString": 2, "Polygon": 3}
MOST_POINTS = 10_000
# Pairs of segments of a line whose boxes meet: each crossing costs GEOS half a kilobyte, and a river
# of ten thousand corners has thirty thousand pairs.
MOST_MEETINGS = 100_000
SEGMENTS_AT_ONCE = 200
LETTERS_OF_A_POINT = 60  # two numbers in full, brackets and blanks
FLAT = 1e-12  # square degrees, about a hundred square centimetres
PLAIN_TYPE = {"MultiPoint": "Point", "MultiLineString": "LineString", "MultiPolygon": "Polygon"}


class DrawingError(ValueError):
    """The drawing cannot be stored; `at` is where the trouble lies, (lon, lat), when it is known."""

    def __init__(self, code: str, at: tuple[float, float] | None = None):
        super().__init__(code)
        self.code = code
        self.at = at


def read_drawing(text: str, most_points: int = MOST_POINTS) -> BaseGeometry:
    """Point, line or polygon (or several of one) in Vietnam, in two dimensions.

    DrawingError with code "unreadable", "too_few_points", "too_many_points", "flat",
    "swapped", "outside_vietnam", "tangled" or "self_crossing".
    """
    if len(text) > most_points * LETTERS_OF_A_POINT:
        raise DrawingError("too_many_points")
    drawn = parse(text)
    check_range(drawn)
    check_points(drawn, most_points)
    check_tangle(drawn)
    if not drawn.is_valid:
        raise DrawingError("self_crossing", trouble_spot(drawn))
    return drawn


def parse(text: str) -> BaseGeometry:
    try:
        geometry = json.loads(text)
        known = PLAIN_TYPE.get(geometry["type"], geometry["type"]) in FEWEST_POINTS
        with np.errstate(invalid="ignore"):  # NaN is refused below, in words
            drawn = shapely.force_2d(shape(geometry)) if known else None
    except (TypeError, KeyError, AttributeError, IndexError, json.JSONDecodeError) as error:
        raise DrawingError("unreadable") from error
    except (RecursionError, OverflowError) as error:  # brackets without end, a number of 400 digits
        raise DrawingError("unreadable") from error
    except (ValueError, shapely.errors.ShapelyError) as error:  # a ring of one corner
        raise DrawingError("too_few_points") from error
    if drawn is None or drawn.is_empty:
        raise DrawingError("too_few_points" if known else "unreadable")
    if not np.isfinite(shapely.get_coordinates(drawn)).all():
        raise DrawingError("unreadable")
    return drawn


def check_points(drawn: BaseGeometry, most_points: int) -> None:
    if shapely.get_num_coordinates(drawn) > most_points:
        raise DrawingError("too_many_points")
    for part in getattr(drawn, "geoms", [drawn]):
        outline = part.exterior if part.geom_type == "Polygon" else part
        different = set(shapely.get_coordinates(outline).round(9).view("complex128").ravel().tolist())
        if len(different) < FEWEST_POINTS[part.geom_type]:
            raise DrawingError("too_few_points")
        if part.geom_type == "Polygon" and part.convex_hull.area < FLAT:
            raise DrawingError("flat")


def check_tangle(drawn: BaseGeometry) -> None:
    """A line may cross itself, but not at every corner: what it shares with a commune would take
    minutes and gigabytes to find."""
    if PLAIN_TYPE.get(drawn.geom_type, drawn.geom_type) != "LineString":
        return
    corners, of_part = shapely.get_coordinates(shapely.get_parts(drawn), return_index=True)
    segments = shapely.linestrings(np.stack([corners[:-1], corners[1:]], axis=1))
    segments = segments[of_part[:-1] == of_part[1:]]
    tree, meetings = shapely.STRtree(segments), 0
    for start in range(0, len(segments), SEGMENTS_AT_ONCE):
        meetings += tree.query(segments[start : start + SEGMENTS_AT_ONCE]).shape[1]
        if meetings > MOST_MEETINGS:
            raise DrawingError("tangled")


def check_range(drawn: BaseGeometry) -> None:
    west, south, east, north = VIETNAM_BOX
    x_min, y_min, x_max, y_max = drawn.bounds
    if west <= x_min and x_max <= east and south <= y_min and y_max <= north:
        return
    swapped = west <= y_min and y_max <= east and south <= x_min and x_max <= north
    raise DrawingError("swapped" if swapped else "outside_vietnam")


def trouble_spot(drawn: BaseGeometry) -> tuple[float, float] | None:
    """Where GEOS finds the geometry invalid, from its reason “Self-intersection[105.8 20.9]”."""
    found = re.search(r"\[(\S+) (\S+)\]", explain_validity(drawn))
    return (float(found[1]), float(found[2])) if found else None
