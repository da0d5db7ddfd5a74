"""Which of many shapes lie near which of many others: metres on the ground. No Django."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from areas import crs
from areas.distance import MARGIN, flat, to_metres


@dataclass(frozen=True)
class Pairs:
    """The i-th pair is `starts[i]` and `ends[i]`, positions in what was asked, `metres[i]` apart."""

    starts: NDArray[np.intp]
    ends: NDArray[np.intp]
    metres: NDArray[np.float64]


def pairs_within(starts: NDArray[np.object_], ends: NDArray[np.object_], radius_m: float) -> Pairs:
    """Pairs of shapes (EPSG:4326) whose nearest edges are at most `radius_m` metres apart.

    In the order of `starts`, the nearest first. As `areas.distance.way` measures, for all at
    once: an STR-tree in UTM finds who may be near, the geodesic then says how near.

    >>> near = pairs_within(shapely.points([[105, 21]]), shapely.points([[105, 21.001]]), 200)
    >>> near.metres.round().tolist()
    [111.0]
    """
    flat_starts, flat_ends = flat(starts), flat(ends)
    i, j = shapely.STRtree(flat_ends).query(flat_starts, predicate="dwithin", distance=MARGIN * radius_m)
    corners = shapely.get_coordinates(shapely.shortest_line(flat_starts[i], flat_ends[j]))
    lon, lat = to_metres().transform(corners[:, 0], corners[:, 1], direction="INVERSE")
    _, _, metres = crs.GEOD.inv(lon[0::2], lat[0::2], lon[1::2], lat[1::2])
    metres = np.asarray(metres, dtype=float)
    order = np.lexsort((metres, i))
    order = order[metres[order] <= radius_m]
    return Pairs(i[order], j[order], metres[order])
