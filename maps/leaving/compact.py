"""Shapes in few bytes: whole hundred-thousandths of a degree (about a metre), each corner from the one before.

`static/js/leaving/shapes.js` reads them. Imports no Django.
"""

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

UNITS: Final = 100_000  # of a degree


def spots(shapes: Iterable[Any]) -> list[list[int]]:
    """A point inside or on each of `shapes` (EPSG:4326): longitude and latitude.

    >>> spots([shapely.Point(105.85421, 20.9)])
    [[10585421, 2090000]]
    """
    inside = shapely.point_on_surface(np.array(list(shapes), dtype=object))
    return whole(shapely.get_coordinates(inside)).tolist()


def compact(shape: BaseGeometry) -> list[Any]:
    """Of an area its polygons, each a list of rings; of a line its strokes; of a point nothing.

    >>> compact(shapely.LineString([(105.8, 20.9), (105.80001, 20.90002)]))
    [[10580000, 2090000, 1, 2]]
    >>> compact(shapely.Point(105.8, 20.9))
    []
    """
    parts = shapely.get_parts(shape)
    areas = [
        [stroke(ring) for ring in shapely.get_rings(part)] for part in parts if part.geom_type == "Polygon"
    ]
    lines = [stroke(part) for part in parts if part.geom_type == "LineString"]
    return areas or lines


def stroke(line: BaseGeometry) -> list[int]:
    """The first corner, then how far each is from the one before; corners that fall together are one."""
    corners = whole(shapely.get_coordinates(line))
    steps = np.diff(corners, axis=0)
    steps = steps[steps.any(axis=1)]
    return [*corners[0].tolist(), *steps.ravel().tolist()]


def whole(degrees: np.ndarray) -> np.ndarray:
    return np.rint(degrees * UNITS).astype(np.int64)
