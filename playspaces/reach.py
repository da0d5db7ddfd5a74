"""How many children live within so many metres of a place to play. Imports no Django.

By straight line the answer is exact: the share of each piece of ground that lies within the
distance. On foot it is counted over points of the ground (`playspaces.spread.demand_points`).
"""

from collections.abc import Sequence
from math import pi, sin, sqrt
from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from pyproj import Proj

from areas import crs
from areas.distance import to_metres
from playspaces.spread import union_by
from roads.network import Network

# Corners of a quarter circle. It is drawn wider by so much that its area is that of the circle: the
# radius is true to 0.02 %.
QUARTER: Final = 32
WIDER: Final = sqrt(pi / (2 * QUARTER) / sin(pi / (2 * QUARTER)))
# Places that are areas are entered anywhere along their edge: the way there ends at points so far apart.
ENTRANCE_M: Final = 10.0


def by_straight_line(
    spread: gpd.GeoDataFrame, places: NDArray[np.object_], distances_m: Sequence[float]
) -> pd.DataFrame:
    """Children of each village within each distance of the nearest edge of a place.

    Parameters
    ----------
    spread : as from `playspaces.spread.ground`.
    places : points, lines or polygons (EPSG:4326).

    Returns
    -------
    A row for each village of `spread`, a column for each distance.
    """
    within = {
        distance_m: spread["children"] * share_within(spread.geometry.to_numpy(), buffers(places, distance_m))
        for distance_m in distances_m
    }
    return pd.DataFrame(within).groupby(spread["village"]).sum()


def buffers(places: NDArray[np.object_], radius_m: float) -> NDArray[np.object_]:
    """What lies within `radius_m` on the ground of each place, in metres of UTM zone 48N."""
    if not len(places):
        return places
    middle = shapely.centroid(places)
    scale = Proj(crs.METRIC).get_factors(shapely.get_x(middle), shapely.get_y(middle)).meridional_scale
    return shapely.buffer(in_metres(places), radius_m * WIDER * np.asarray(scale), quad_segs=QUARTER)


def share_within(shapes: NDArray[np.object_], zones: NDArray[np.object_]) -> NDArray[np.float64]:
    """Part of each shape's area that lies in at least one of the zones; of a point, 1 or 0."""
    share = np.zeros(len(shapes))
    _, whole = shapely.STRtree(shapes).query(zones, predicate="covers")
    share[whole] = 1
    rest = np.flatnonzero((share == 0) & (shapely.area(shapes) > 0))
    shape, zone = shapely.STRtree(zones).query(shapes[rest], predicate="intersects")
    partly, group = np.unique(shape, return_inverse=True)
    inside = union_by(shapely.intersection(shapes[rest[shape]], zones[zone]), group, len(partly))
    share[rest[partly]] = shapely.area(inside) / shapely.area(shapes[rest[partly]])
    return share


def on_foot(
    points: gpd.GeoDataFrame, places: NDArray[np.object_], network: Network, distances_m: Sequence[float]
) -> pd.DataFrame:
    """Children of each village within each walking distance of a place, as `by_straight_line` gives them.

    Parameters
    ----------
    points : as from `playspaces.spread.demand_points`.
    places : points, lines or polygons (EPSG:4326). Whoever lives in one has no way to go.
    """
    targets = points.geometry.to_numpy()
    metres = network.distances(entrances(places), targets, max(distances_m))
    _, at_home = shapely.STRtree(targets).query(places, predicate="intersects")
    metres[at_home] = 0
    within = {distance_m: points["children"].where(metres <= distance_m, 0) for distance_m in distances_m}
    return pd.DataFrame(within).groupby(points["village"]).sum()


def entrances(places: NDArray[np.object_]) -> NDArray[np.object_]:
    """Points at which places are entered (EPSG:4326): a point itself, else along the edge."""
    along = shapely.get_coordinates(shapely.segmentize(in_metres(places), ENTRANCE_M))
    lon, lat = to_metres().transform(along[:, 0], along[:, 1], direction="INVERSE")
    return shapely.points(lon, lat)


def in_metres(places: NDArray[np.object_]) -> NDArray[np.object_]:
    return shapely.transform(places, to_metres().transform, interleaved=False)
