"""Places as arrays (n, 2) of longitude and latitude, and metres between them. Imports no Django."""

import numpy as np

from areas import crs
from areas.distance import to_metres


def in_metres(places: np.ndarray) -> np.ndarray:
    """The places in metres of UTM zone 48N, whose scale is not the ground's."""
    return np.column_stack(to_metres().transform(places[:, 0], places[:, 1]))


def ground_m(one: np.ndarray, other: np.ndarray) -> np.ndarray:
    """Metres along the geodesic from each place of `one` to that of `other`."""
    return np.asarray(crs.GEOD.inv(one[:, 0], one[:, 1], other[:, 0], other[:, 1])[2])
