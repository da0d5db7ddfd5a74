"""Questions about communes and villages, in the words of the domain."""

from datetime import date
from typing import Self

from django.contrib.gis.db.models.functions import Distance
from django.contrib.gis.geos import GEOSGeometry
from django.db import models
from django.db.models import IntegerField, OuterRef, Q, Subquery


class CommuneQuerySet(models.QuerySet):
    def touching(self, shape: GEOSGeometry) -> Self:
        """Communes that share at least a point with `shape` (EPSG:4326)."""
        return self.filter(boundary__inbox=shape, boundary__intersects=shape)


class VillageQuerySet(models.QuerySet):
    def existing_on(self, day: date) -> Self:
        """Villages founded by `day` (or at an unknown day) and not yet dissolved then."""
        founded = Q(founded_on=None) | Q(founded_on__lte=day)
        return self.filter(founded, Q(dissolved_on=None) | Q(dissolved_on__gt=day))

    def with_children(self, day: date) -> Self:
        """Annotate `counted`, children: the latest head count up to the year of `day`, None without one."""
        counts = self.model._meta.get_field("child_counts").related_model._default_manager
        latest = counts.filter(village=OuterRef("pk"), year__lte=day.year).order_by("-year")
        counted = Subquery(latest.values("children")[:1], output_field=IntegerField())
        return self.annotate(counted=counted)

    def touching(self, shape: GEOSGeometry) -> Self:
        """Villages whose boundary shares at least a point with `shape` (EPSG:4326)."""
        return self.filter(boundary__inbox=shape, boundary__intersects=shape)

    def nearest_first(self, shape: GEOSGeometry) -> Self:
        """Villages known by a point, the nearest to `shape` first.

        Compared in degrees: good enough to propose one of a commune's villages to a
        person, never shown as a distance.
        """
        return self.exclude(centre=None).annotate(apart=Distance("centre", shape)).order_by("apart")
