"""Distances and areas on the ellipsoid by pyproj alone: what our own metres are held against."""

from functools import cache

import numpy as np
import shapely
from pyproj import Geod, Transformer

GEOD = Geod(ellps="WGS84")


def area_m2(shape) -> float:
    """Of a polygon in EPSG:4326."""
    return abs(GEOD.geometry_area_perimeter(shapely.orient_polygons(shapely.segmentize(shape, 0.001)))[0])


def around(shape, metres: float):
    """What lies within so many metres of a shape (EPSG:4326): a point's circle is drawn along geodesics,
    an area is widened in a plane of its own, whose distances from the middle are true."""
    if shape.geom_type == "Point":
        azimuths = np.linspace(0, 360, 720, endpoint=False)
        lon, lat, _ = GEOD.fwd(
            *(np.full(720, one) for one in (shape.x, shape.y)), azimuths, np.full(720, metres)
        )
        return shapely.Polygon(np.column_stack([lon, lat]))
    middle = shape.centroid
    plane = f"+proj=aeqd +lon_0={middle.x} +lat_0={middle.y} +ellps=WGS84"
    there = Transformer.from_crs(4326, plane, always_xy=True)
    flat = shapely.transform(shape, there.transform, interleaved=False)
    wide = shapely.segmentize(flat, 50).buffer(metres, quad_segs=180)
    return shapely.transform(wide, lambda x, y: there.transform(x, y, direction="INVERSE"), interleaved=False)


@cache
def reach_of(places: tuple, metres: float):
    """What lies within so many metres of any of the places; kept, as villages share it."""
    reach = shapely.union_all([around(place, metres) for place in places])
    shapely.prepare(reach)
    return reach


def share_within(ground, places, metres: float) -> float:
    """Part of an area's square metres that lies within so many metres of a place; of a point, 1 or 0."""
    reach = reach_of(tuple(places), metres)
    if ground.geom_type == "Point":
        return float(reach.intersects(ground))
    return area_m2(reach.intersection(ground)) / area_m2(ground) if reach.intersects(ground) else 0.0
