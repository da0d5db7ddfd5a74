"""The roads around a place, as loaded, and the network that they make."""

from functools import lru_cache

import numpy as np
import shapely
from django.contrib.gis.db.models.functions import AsWKB
from django.contrib.gis.geos import GEOSGeometry, Polygon

from areas import crs
from areas.distance import box_around
from roads.models import Road
from roads.network import Network

KEPT = 4  # networks kept in memory: one commune after another asks for the same few


def network_around(box: GEOSGeometry, margin_m: float) -> Network | None:
    """What can be walked from the extent of `box` (EPSG:4326) to `margin_m` metres beyond it.

    None where no such road is loaded. Costs one query; the network is built anew only when the
    roads that the query finds are others than before.
    """
    wide = box_around(shapely.box(*box.extent), margin_m)
    around = Polygon.from_bbox(wide.bounds)
    around.srid = crs.STORAGE
    ways = stored_ways(around)
    return network_of(ways) if ways else None


def roads_in(box: GEOSGeometry) -> np.ndarray:
    """LineStrings (EPSG:4326) of what can be walked and meets the extent of `box`. Costs a query."""
    return shapely.from_wkb(np.array(stored_ways(box), dtype=object))


def stored_ways(box: GEOSGeometry) -> tuple[bytes, ...]:
    rows = Road.objects.walkable().in_box(box).order_by("pk")
    return tuple(bytes(way) for way in rows.values_list(AsWKB("geom"), flat=True))


@lru_cache(maxsize=KEPT)
def network_of(ways: tuple[bytes, ...]) -> Network:
    return Network.of(shapely.from_wkb(np.array(ways, dtype=object)))
