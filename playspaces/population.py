"""People per cell of a raster, such as WorldPop's. Imports no Django."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import rasterio
import shapely
from rasterio.transform import xy
from rasterio.warp import transform_bounds
from rasterio.windows import Window, from_bounds

from areas import crs


def cells(path: str | Path, bounds: tuple[float, float, float, float]) -> gpd.GeoDataFrame:
    """The cells that may lie in `bounds` (west, south, east, north, EPSG:4326).

    Returns
    -------
    Columns `people` (of the first band) and `geometry`, in the raster's CRS. Cells without data,
    and those with fewer than no people, are not among them; nor is anything beyond the raster.

    Raises
    ------
    rasterio.errors.RasterioIOError
        There is no raster at `path`.
    """
    with rasterio.open(path) as raster:
        west, south, east, north = transform_bounds(crs.STORAGE, raster.crs, *bounds)
        asked = from_bounds(west, south, east, north, raster.transform)
        window = whole_cells(asked, raster.width, raster.height)
        if window is None:
            return gpd.GeoDataFrame({"people": []}, geometry=[], crs=raster.crs)
        people = raster.read(1, window=window, masked=True).astype(float)
        rows, columns = np.nonzero(~np.ma.getmaskarray(people) & (people.filled(-1) >= 0))
        here = raster.window_transform(window)
        corners = [xy(here, rows, columns, offset=corner) for corner in ("ul", "ur", "lr", "ll")]
        shapes = shapely.polygons(np.stack([np.column_stack(corner) for corner in corners], axis=1))
        return gpd.GeoDataFrame({"people": people.data[rows, columns]}, geometry=shapes, crs=raster.crs)


def whole_cells(asked: Window, width: int, height: int) -> Window | None:
    """`asked`, widened to whole cells and cut at the raster's edge; None where they do not meet."""
    left, top = max(0, int(np.floor(asked.col_off))), max(0, int(np.floor(asked.row_off)))
    right = min(width, int(np.ceil(asked.col_off + asked.width)))
    bottom = min(height, int(np.ceil(asked.row_off + asked.height)))
    return Window(left, top, right - left, bottom - top) if left < right and top < bottom else None
