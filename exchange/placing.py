"""Commune and village of many shapes at once: the rule of `areas.placing`, over whole arrays."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import shapely
from django.contrib.gis.geos import GEOSGeometry
from shapely import Geometry, STRtree

from areas import crs
from areas.models import Commune, Village
from areas.placing import Place, VillageSource


def to_geos(shape: Geometry) -> GEOSGeometry:
    return GEOSGeometry(memoryview(shapely.to_wkb(shape)), srid=crs.STORAGE)


def from_geos(shapes: Sequence[GEOSGeometry]) -> np.ndarray:
    return shapely.from_wkb([bytes(shape.wkb) for shape in shapes])


def locate_all(shapes: Sequence[Geometry]) -> list[Place | None]:
    """Where each shape (EPSG:4326, valid) lies; None outside every commune.

    Costs two queries: communes near the shapes, and the villages of those that hold one.
    """
    if not len(shapes):
        return []
    array = np.array(shapes, dtype=object)
    box = to_geos(shapely.box(*shapely.total_bounds(array)))
    communes = list(Commune.objects.filter(boundary__inbox=box).order_by("pk"))
    boundaries = from_geos([commune.boundary for commune in communes])
    holder = largest_share(array, boundaries)
    found = np.flatnonzero(holder >= 0)
    inside = shapely.covers(boundaries[holder[found]], array[found]) if len(found) else []
    homes = [communes[holder[position]] for position in found]
    villages = villages_of(array[found], [commune.pk for commune in homes])
    places: list[Place | None] = [None] * len(shapes)
    for position, commune, (village, how), whole in zip(found, homes, villages, inside, strict=True):
        places[position] = Place(commune, village, how, bool(whole))
    return places


def villages_of(shapes: np.ndarray, communes: Sequence[int]) -> list[tuple[Village | None, str]]:
    """For each shape, lying in the commune with that key, its village and how it was found."""
    known = list(Village.objects.filter(commune__in=set(communes), dissolved_on=None).order_by("pk"))
    drawn = [village for village in known if village.boundary]
    holder = largest_share(
        shapes,
        from_geos([village.boundary for village in drawn]),
        shape_groups=np.array(communes),
        area_groups=np.array([village.commune_id for village in drawn]),
    )
    nearest = nearest_centres(shapes, communes, [v for v in known if not v.boundary and v.centre])
    return [
        (drawn[at], VillageSource.BOUNDARY) if at >= 0 else (near, VillageSource.NEAREST if near else "")
        for at, near in zip(holder, nearest, strict=True)
    ]


def nearest_centres(
    shapes: np.ndarray, communes: Sequence[int], villages: Sequence[Village]
) -> list[Village | None]:
    """The village of the same commune whose centre is nearest, compared in degrees."""
    nearest: list[Village | None] = [None] * len(shapes)
    by_commune: dict[int, list[Village]] = {}
    for village in villages:
        by_commune.setdefault(village.commune_id, []).append(village)
    for commune, candidates in by_commune.items():
        here = [position for position, home in enumerate(communes) if home == commune]
        tree = STRtree(from_geos([village.centre for village in candidates]))
        for position, at in zip(here, tree.nearest(shapes[here]), strict=True):
            nearest[position] = candidates[at]
    return nearest


def largest_share(
    shapes: np.ndarray,
    areas: np.ndarray,
    *,
    shape_groups: np.ndarray | None = None,
    area_groups: np.ndarray | None = None,
) -> np.ndarray:
    """For each shape the position of the area that holds most of it, or -1.

    With groups, only an area of the shape's own group counts. The first of equals wins.
    """
    best = np.full(len(shapes), -1)
    if not len(areas):
        return best
    shape_at, area_at = STRtree(areas).query(shapes, predicate="intersects")
    if shape_groups is not None and area_groups is not None:
        same = shape_groups[shape_at] == area_groups[area_at]
        shape_at, area_at = shape_at[same], area_at[same]
    pairs = pd.DataFrame({"shape": shape_at, "area": area_at, "size": 1.0})
    rivals = pairs.duplicated("shape", keep=False)
    pairs.loc[rivals, "size"] = shared_size(shapes[pairs["shape"][rivals]], areas[pairs["area"][rivals]])
    first = pairs.sort_values(["shape", "size", "area"], ascending=[True, False, True]).drop_duplicates(
        "shape"
    )
    best[first["shape"]] = first["area"]
    return best


def shared_size(shapes: np.ndarray, areas: np.ndarray) -> np.ndarray:
    """How much of each shape its area holds: square degrees, degrees of a line, 1 for a point."""
    shared = shapely.intersection(shapes, areas)
    dimensions = shapely.get_dimensions(shapes)
    points = (~shapely.is_empty(shared)).astype(float)
    return np.select(
        [dimensions == 2, dimensions == 1], [shapely.area(shared), shapely.length(shared)], points
    )
