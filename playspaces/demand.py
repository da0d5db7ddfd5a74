"""Children on the ground of communes: what coverage is measured on, and what plans are made for."""

import logging
from collections.abc import Iterable
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import shapely
from django.conf import settings
from django.contrib.gis.db.models.functions import AsWKB
from django.contrib.gis.geos import GEOSGeometry
from rasterio.errors import RasterioIOError

from areas import crs
from areas.models import Commune, PopulatedArea, Village
from playspaces import population
from playspaces.spread import ground

log = logging.getLogger(__name__)

Bounds = tuple[float, float, float, float]


def children_on_ground(communes: Iterable[Commune], day: date) -> gpd.GeoDataFrame:
    """As `playspaces.spread.ground`: the children of the villages that exist on `day`, by the head
    count of the latest year up to it; `village` is the key. Two queries."""
    villages = counted_villages(communes, day)
    if not villages.geometry.notna().any():
        return ground(villages, gpd.GeoSeries([], crs=crs.STORAGE))
    bounds = tuple(villages.total_bounds)
    return ground(villages, populated_in(bounds), cells_in(bounds))


def counted_villages(communes: Iterable[Commune], day: date) -> gpd.GeoDataFrame:
    """Columns `village`, `children` (nan without a head count), `centre` and the boundary. One query."""
    rows = (
        Village.objects.filter(commune__in=communes)
        .existing_on(day)
        .with_children(day)
        .order_by("pk")
        .values_list("pk", "counted", AsWKB("boundary"), AsWKB("centre"))
    )
    frame = pd.DataFrame(rows, columns=["village", "children", "boundary", "centre"])
    return gpd.GeoDataFrame(
        {
            "village": frame["village"],
            "children": frame["children"].astype(float),
            "centre": shapes(frame["centre"]),
        },
        geometry=shapes(frame["boundary"]),
    )


def populated_in(bounds: Bounds) -> gpd.GeoSeries:
    """Populated areas that may lie in `bounds` (EPSG:4326). One query."""
    box = GEOSGeometry(memoryview(shapely.box(*bounds).wkb), srid=crs.STORAGE)
    return shapes(PopulatedArea.objects.filter(geom__inbox=box).values_list(AsWKB("geom"), flat=True))


def shapes(column: Iterable[Any]) -> gpd.GeoSeries:
    """Shapes as the database wrote them (WKB in EPSG:4326, None where there is none)."""
    return gpd.GeoSeries.from_wkb([bytes(one) if one else None for one in column], crs=crs.STORAGE)


def cells_in(bounds: Bounds) -> gpd.GeoDataFrame | None:
    """Cells of the population raster that may lie in `bounds`; None without a raster that can be read."""
    if not settings.POPULATION_RASTER:
        return None
    try:
        return population.cells(settings.POPULATION_RASTER, bounds)
    except RasterioIOError:
        log.exception("The population raster can't be read: children are spread without it.")
        return None
