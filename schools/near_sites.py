"""Which schools lie near given sites: the question of `nearby.py` asked from the other side."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Q
from django.utils import timezone
from numpy.typing import NDArray

from areas import crs
from areas.distance import box_around
from areas.nearness import pairs_within
from schools.models import School, SchoolQuerySet


@dataclass(frozen=True)
class NearSchool:
    """`place` is the position of the site among those asked about, `metres` to the nearest edge."""

    school: School
    place: int
    metres: float


def schools_near(shapes: Sequence[GEOSGeometry], schools: SchoolQuerySet | None = None) -> list[NearSchool]:
    """Schools open today, of `schools`, within the largest radius of the setting, the nearest first
    for each of `shapes` (EPSG:4326). One query, whatever their number."""
    if not shapes:
        return []
    radius_m = settings.SCHOOL_DISTANCES_M[-1]
    asked = as_shapely(shapes)
    box = box_around(shapely.box(*shapely.total_bounds(asked)), radius_m)
    found = list(open_schools(schools).in_box(GEOSGeometry(memoryview(box.wkb), srid=crs.STORAGE)))
    if not found:
        return []
    pairs = pairs_within(asked, as_shapely(school.geom for school in found), radius_m)
    return [
        NearSchool(found[school], int(place), float(metres))
        for place, school, metres in zip(pairs.starts, pairs.ends, pairs.metres, strict=True)
    ]


def open_schools(schools: SchoolQuerySet | None = None) -> SchoolQuerySet:
    known = School.objects.all() if schools is None else schools
    return known.in_force().filter(Q(closed_on=None) | Q(closed_on__gt=timezone.localdate()))


def as_shapely(shapes: Iterable[GEOSGeometry]) -> NDArray[Any]:
    return shapely.from_wkb(np.array([bytes(shape.wkb) for shape in shapes], dtype=object))
