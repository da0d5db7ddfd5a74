"""Metres of UTM as metres on the ground, for whole tables at once. Imports no Django.

`areas.distance.way` measures one pair along the geodesic. Where a database measures hundreds of
thousands, it does so in the zone, and divides by the zone's scale where the school stands: over two
kilometres that scale changes by a few millionths, which is millimetres.
"""

from typing import Final

# Of a transverse Mercator projection (J. P. Snyder, Map Projections: A Working Manual, USGS 1987,
# formula 8-4): k = k0 · (1 + x² / (2 · k0² · R²)), x the easting from the central meridian. In zone
# 48N (EPSG:32648) k0 and the false easting are those of every UTM zone.
MIDDLE_SCALE: Final = 0.9996
FALSE_EASTING_M: Final = 500_000
# Radius of the ellipsoid WGS 84 at 21° N, √(M·N). That of Cà Mau, 8.5° N, is 0.07 % smaller.
RADIUS_M: Final = 6_362_222
CURVATURE: Final = 1 / (2 * (MIDDLE_SCALE * RADIUS_M) ** 2)


def scale_at(easting_m: float) -> float:
    """Metres of the zone in a metre on the ground.

    >>> round(scale_at(500_000), 6), round(scale_at(588_640), 6)
    (0.9996, 0.999697)
    """
    return MIDDLE_SCALE * (1 + (easting_m - FALSE_EASTING_M) ** 2 * CURVATURE)
