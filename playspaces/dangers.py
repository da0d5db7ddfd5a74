"""Dangers that nobody has made safe yet, near places where children play or might play."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry

from areas import crs
from areas.distance import box_around
from areas.nearness import pairs_within
from hazards.models import HazardSite
from hazards.querysets import HazardSiteQuerySet
from hazards.status import OPEN


@dataclass(frozen=True)
class NearDanger:
    """`site` carries its `status` and kind; `metres` from edge to edge, 0 where they touch."""

    site: HazardSite
    metres: float


def dangers_near(
    places: Iterable[Any],
    *,
    day: date,
    radius_m: float | None = None,
    sites: HazardSiteQuerySet | None = None,
) -> dict[Any, list[NearDanger]]:
    """By the key of each of `places` (rows with `geom`) what lies within `radius_m`, the nearest first.

    Sites that exist on `day` and lack a required measure then; of `sites`, else of all. A place
    without danger has no entry. `radius_m` is the setting's when not given. Two queries.
    """
    rows = list(places)
    if not rows:
        return {}
    radius_m = settings.PLAY_DANGER_M if radius_m is None else radius_m
    shapes = shapes_of(rows)
    box = box_around(shapely.box(*shapely.total_bounds(shapes)), radius_m)
    around = GEOSGeometry(memoryview(box.wkb), srid=crs.STORAGE)
    existing = (HazardSite.objects.all() if sites is None else sites).existing_on(day)
    known = list(existing.in_box(around).only("geom"))
    pairs = pairs_within(shapes, shapes_of(known), radius_m)
    # The status is dear: it is asked of what is near alone.
    dangers = existing.filter(pk__in={known[end].pk for end in pairs.ends}).with_status(day)
    open_ones = dangers.filter(status__in=OPEN).select_related("kind").in_bulk()
    near: dict[Any, list[NearDanger]] = {}
    for start, end, metres in zip(pairs.starts, pairs.ends, pairs.metres, strict=True):
        if site := open_ones.get(known[end].pk):
            near.setdefault(rows[start].pk, []).append(NearDanger(site, float(metres)))
    return near


def shapes_of(rows: list[Any]) -> np.ndarray:
    return shapely.from_wkb(np.array([bytes(row.geom.wkb) for row in rows], dtype=object))
