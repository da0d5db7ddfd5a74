"""What is wrong with the settings of play spaces, said at start-up with the cure."""

import rasterio
from django.conf import settings
from django.core.checks import Error, register
from rasterio.errors import RasterioIOError


@register()
def population_raster_can_be_read(app_configs, **kwargs) -> list[Error]:
    if not settings.POPULATION_RASTER:
        return []
    try:
        with rasterio.open(settings.POPULATION_RASTER) as raster:
            problem = "" if raster.crs else "does not say in which coordinate system it is"
    except RasterioIOError:
        problem = "can't be read as a raster"
    if not problem:
        return []
    hint = "Name a file that GDAL reads, people per cell, or leave ANTOAN_POPULATION_RASTER unset."
    return [Error(f"{settings.POPULATION_RASTER} {problem}.", hint=hint, id="playspaces.E001")]
