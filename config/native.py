"""Load the native geometry libraries in the one order that does not crash.

SQLite opens mod_spatialite globally; a wheel that is loaded after it binds to the
system's GEOS and PROJ instead of its own and the process dies. So the wheels come
first, before anything of Django's. See docs/decisions/0001-native-libraries.md.
"""

# isort: off
from config import gdal_limits  # noqa: F401
import rasterio  # noqa: F401
import pyogrio
import pyproj  # noqa: F401
import shapely

# isort: on
from pathlib import Path


def library_in_wheel(package_file: str, folder: str, pattern: str) -> str | None:
    """Path of the shared library that a wheel carries in `folder` beside the package.

    The file names carry a hash, hence the pattern. None when the package was not
    installed from a wheel: Django then looks for the system's own library.
    """
    beside = Path(package_file).parent.parent / folder
    return next((str(path) for path in sorted(beside.glob(pattern))), None)


GDAL_LIBRARY_PATH = library_in_wheel(pyogrio.__file__, "pyogrio.libs", "libgdal*")
GEOS_LIBRARY_PATH = library_in_wheel(shapely.__file__, "shapely.libs", "libgeos_c*")
