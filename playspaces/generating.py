"""Where on a piece of public land a play space could be: spots well inside it. No Django."""

from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from areas.distance import area_m2, flat, to_metres

LEAST_M2: Final = 200.0  # less is no place to play
LARGE_M2: Final = 20_000.0  # more has room for several, so far apart:
STEP_M: Final = 150.0


def spots_in(parcel: BaseGeometry) -> NDArray[np.object_]:
    """Points (EPSG:4326) inside a polygon or several: one, or a grid of them where it is large.

    None where it is no area, or smaller than LEAST_M2. The same parcel always gives the same spots.
    """
    if area_m2(parcel) < LEAST_M2:
        return np.array([], dtype=object)
    if area_m2(parcel) >= LARGE_M2:
        inside = grid_in(flat(parcel))
        if len(inside):
            return inside
    return np.array([parcel.representative_point()], dtype=object)


def grid_in(parcel: BaseGeometry) -> NDArray[np.object_]:
    """Points STEP_M apart that lie in `parcel` (UTM zone 48N), as EPSG:4326."""
    west, south, east, north = parcel.bounds
    across = np.arange(np.ceil(west / STEP_M), np.floor(east / STEP_M) + 1) * STEP_M
    up = np.arange(np.ceil(south / STEP_M), np.floor(north / STEP_M) + 1) * STEP_M
    x, y = (axis.ravel() for axis in np.meshgrid(across, up))
    shapely.prepare(parcel)
    inside = shapely.intersects_xy(parcel, x, y)
    lon, lat = to_metres().transform(x[inside], y[inside], direction="INVERSE")
    return shapely.points(lon, lat)
