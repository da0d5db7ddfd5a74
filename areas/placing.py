"""Which commune and village a shape lies in."""

from dataclasses import dataclass
from typing import TypeVar

from django.contrib.gis.geos import GEOSGeometry
from django.db import models
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from areas.models import Commune, Village

Area = TypeVar("Area", Commune, Village)


class VillageSource(models.TextChoices):
    """How a thing came to its village; told wherever the village is."""

    BOUNDARY = "boundary", _("by its place")
    NEAREST = "nearest", _("nearest village centre")
    HAND = "hand", _("chosen by hand")


@dataclass(frozen=True)
class Place:
    """Where a shape lies: `village` may be unknown, `inside` says if all of it is."""

    commune: Commune
    village: Village | None
    village_source: str
    inside: bool


def overlap_size(shape: GEOSGeometry, area: GEOSGeometry) -> float:
    """How much of `shape` lies in `area`: area of a polygon, length of a line, 1 for a point.

    In square degrees or degrees: only for choosing the largest of several.
    """
    part = shape.intersection(area)
    return (float(not part.empty), part.length, part.area)[shape.dims]


def largest_share(shape: GEOSGeometry, candidates: "QuerySet[Area]") -> Area | None:
    """The candidate area that holds most of `shape`; the lower key wins a tie. One query."""
    touching = list(candidates.touching(shape).order_by("pk"))
    return max(touching, key=lambda area: overlap_size(shape, area.boundary), default=None)


def locate(shape: GEOSGeometry, communes: QuerySet[Commune] | None = None) -> Place | None:
    """Commune and village of `shape` (EPSG:4326, valid); None outside `communes`.

    A shape across a border goes to the side that has most of it. A commune whose villages
    have no boundary gives the village with the nearest centre. Costs two or three queries.
    """
    commune = largest_share(shape, Commune.objects.all() if communes is None else communes)
    if commune is None:
        return None
    villages = commune.villages.existing_on(timezone.localdate())
    inside = commune.boundary.covers(shape)
    village = largest_share(shape, villages)
    if village:
        return Place(commune, village, VillageSource.BOUNDARY, inside)
    nearest = villages.filter(boundary=None).nearest_first(shape).first()
    return Place(commune, nearest, VillageSource.NEAREST if nearest else "", inside)
