"""The one place that names a coordinate reference system.

Geometry is stored and sent in WGS 84. Metres on the ground come from UTM zone 48N, which
covers northern Vietnam (scale error up to 0.04 % in the zone), or from the geodesic where
a figure is shown to a person.
"""

from typing import Final

from pyproj import Geod

STORAGE: Final = 4326  # WGS 84, longitude and latitude in degrees
METRIC: Final = 32648  # WGS 84 / UTM zone 48N, metres
WEB: Final = 3857  # Web Mercator, for tiles only, never for a distance
VN2000_GEOGRAPHIC: Final = 4756
VN2000_HANOI: Final = 5897  # 3° zone, central meridian 105°00′

GEOD: Final = Geod(ellps="WGS84")
# Where a coordinate of Vietnam can lie, islands included: (west, south, east, north).
VIETNAM_BOX: Final = (102.0, 6.0, 118.0, 24.0)
