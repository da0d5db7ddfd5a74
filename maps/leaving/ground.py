"""What lies beneath a map without tiles: borders, villages, roads."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any, Final

import numpy as np
import shapely
from django.contrib.gis.db.models.functions import AsWKB
from django.contrib.gis.geos import GEOSGeometry

from areas import crs
from areas.models import Commune, Village
from maps.leaving.compact import compact, spots
from roads.models import Road

FINEST: Final = 0.00002  # degrees, two metres: finer bends are not seen
MOST_ROADS: Final = 8_000  # beyond, the borders alone have to do


def ground(communes: Sequence[Commune], day: date) -> dict[str, Any]:
    """Layers `communes`, `villages` (those of `day`) and `roads`. Four queries at most."""
    outlines = [simple(commune.boundary) for commune in communes]
    return {
        "communes": [
            [commune.full_name, compact(shape)] for commune, shape in zip(communes, outlines, strict=True)
        ],
        "villages": villages(Village.objects.filter(commune__in=communes).existing_on(day).order_by("pk")),
        "roads": roads(outlines),
    }


def villages(rows: Iterable[Village], more: Callable[[Any], list[Any]] = lambda _row: []) -> list[list[Any]]:
    """Name, outline (empty for one that is known by its centre alone), where the name stands, and `more`."""
    found = [row for row in rows if row.boundary or row.centre]
    shapes = [simple(place_of(row)) for row in found]
    return [
        [row.full_name, compact(shape) if row.boundary else [], *spot, *more(row)]
        for row, shape, spot in zip(found, shapes, spots(shapes), strict=True)
    ]


def place_of(village: Village) -> GEOSGeometry:
    """Its outline, else its centre; it has one of them."""
    place = village.boundary or village.centre
    assert place is not None  # noqa: S101  (as said)
    return place


def roads(outlines: Sequence[shapely.Geometry]) -> list[Any]:
    """The parts of roads within the outlines; none where there are too many to see one."""
    if not outlines:
        return []
    within = shapely.union_all(list(outlines))
    box = GEOSGeometry(memoryview(shapely.box(*within.bounds).wkb), srid=crs.STORAGE)
    found = list(
        Road.objects.in_box(box).annotate(wkb=AsWKB("geom")).values_list("wkb", flat=True)[: MOST_ROADS + 1]
    )
    if not found or len(found) > MOST_ROADS:
        return []
    shapes = from_wkb(found)
    shapely.prepare(within)
    near = shapes[shapely.intersects(within, shapes)]
    return [strokes for shape in shapely.simplify(near, FINEST) if (strokes := compact(shape))]


def simple(shape: GEOSGeometry) -> shapely.Geometry:
    return shapely.simplify(shapely.from_wkb(bytes(shape.wkb)), FINEST)


def from_wkb(values: Sequence[Any]) -> np.ndarray:
    """Shapes of what `AsWKB` gives on either database."""
    return shapely.from_wkb(np.array([bytes(value) for value in values], dtype=object))


def bounds(communes: Sequence[Commune]) -> list[list[float]]:
    """South-west and north-east corner of all of them: latitude first, as Leaflet has it."""
    boxes = np.array([commune.boundary.extent for commune in communes])
    west, south = boxes[:, :2].min(axis=0)
    east, north = boxes[:, 2:].max(axis=0)
    return [[round(float(south), 5), round(float(west), 5)], [round(float(north), 5), round(float(east), 5)]]
