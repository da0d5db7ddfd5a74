"""Shapes with whole-number corners, in thousandths of a degree from one origin.

`square(0, 0, 10)` is about a kilometre wide. The commune of the tests is
`square(0, 0, 100)`; north is up:

    (0,100) ------------- (100,100)
       |                      |
       |    villages and      |
       |    sites             |
       |                      |
     (0,0) --------------- (100,0)
"""

from django.contrib.gis.geos import LineString, MultiPolygon, Point, Polygon

WEST, SOUTH = 105.8, 20.9


def at(x: float, y: float) -> tuple[float, float]:
    return round(WEST + x / 1000, 6), round(SOUTH + y / 1000, 6)


def point(x: float, y: float) -> Point:
    return Point(*at(x, y), srid=4326)


def line(*corners: tuple[float, float]) -> LineString:
    return LineString([at(*corner) for corner in corners], srid=4326)


def square(x: float, y: float, size: float) -> Polygon:
    """South-west corner and width."""
    corners = [(x, y), (x + size, y), (x + size, y + size), (x, y + size), (x, y)]
    return Polygon([at(*corner) for corner in corners], srid=4326)


def area(*polygons: Polygon) -> MultiPolygon:
    return MultiPolygon(*polygons, srid=4326)
