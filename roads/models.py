"""Roads and paths, as loaded from a file: what walking distances are measured along."""

from typing import Self

from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from areas import crs


class RoadQuerySet(models.QuerySet):
    def walkable(self) -> Self:
        return self.filter(is_walkable=True)

    def in_box(self, box: GEOSGeometry) -> Self:
        """Roads whose bounding box meets that of `box` (EPSG:4326), from the index."""
        return self.filter(geom__inbox=box)


class Road(models.Model):
    """One way between junctions or beyond; two ways join where they share a corner, and only there."""

    geom = models.LineStringField(_("course"), srid=crs.STORAGE)
    name = models.CharField(_("name"), max_length=160, blank=True)
    kind = models.CharField(_("kind"), max_length=40, help_text=_("As the source calls it."))
    is_walkable = models.BooleanField(_("children may walk there"), default=True)
    source = models.CharField(_("source"), max_length=40)
    source_ref = models.CharField(_("key in the source"), max_length=120)

    objects = RoadQuerySet.as_manager()

    class Meta:
        verbose_name = _("road or path")
        verbose_name_plural = _("roads and paths")
        constraints = [
            models.UniqueConstraint(fields=["source", "source_ref"], name="road_once_per_source"),
            models.CheckConstraint(condition=Q(geom__isvalid=True), name="road_geom_valid"),
        ]

    def __str__(self) -> str:
        return self.name or self.kind
