"""Coordinates of any system into EPSG:4326, never without the datum shift."""

import shapely
from django.utils.translation import gettext as _
from geopandas import GeoDataFrame
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError, ProjError

from areas import crs
from exchange.errors import UnreadableFileError


def to_storage(features: GeoDataFrame, stated: str | None = None) -> GeoDataFrame:
    """`features` in EPSG:4326; `stated` overrules the system that the file names.

    UnreadableFileError when no system is named, or none that leads to WGS 84: geopandas would leave
    out the datum shift without a word then, over 200 m for VN-2000.
    """
    system = named(stated) if stated else features.crs
    if system is None:
        raise UnreadableFileError(
            _(
                "The file doesn't say which coordinate system it is in. Add its .prj file, "
                "or name the system with --crs, for example --crs EPSG:5897."
            )
        )
    if system == CRS(crs.STORAGE):
        return features.set_crs(crs.STORAGE, allow_override=True)
    try:
        transformer = Transformer.from_crs(system, crs.STORAGE, always_xy=True, allow_ballpark=False)
    except ProjError as error:
        raise UnreadableFileError(
            _(
                "The file's coordinate system “{name}” doesn't say how it is tied to WGS 84. "
                "Name the system with --crs, for example --crs EPSG:5897."
            ).format(name=system.name)
        ) from error
    shapes = shapely.transform(features.geometry.array, transformer.transform, interleaved=False)
    return features.set_geometry(list(shapes)).set_crs(crs.STORAGE, allow_override=True)


def named(text: str) -> CRS:
    try:
        return CRS.from_user_input(text)
    except CRSError as error:
        raise UnreadableFileError(
            _("“{name}” is not a coordinate system. Write it like EPSG:5897.").format(name=text)
        ) from error
