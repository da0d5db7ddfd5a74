"""Somebody went to a site and looked."""

from django.contrib.gis.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas import crs
from foundation.records import Record
from hazards.models.site import HazardSite
from hazards.querysets import InspectionQuerySet


class Inspection(Record):
    """Somebody went to a site and looked."""

    site = models.ForeignKey(
        HazardSite, verbose_name=_("site"), on_delete=models.CASCADE, related_name="inspections"
    )
    on = models.DateField(_("date"), default=timezone.localdate)
    place = models.PointField(_("where the inspector stood"), srid=crs.STORAGE, null=True, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)

    history = HistoricalRecords()
    objects = InspectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("inspection")
        verbose_name_plural = _("inspections")
        ordering = ["-on", "-created_at"]
        indexes = [models.Index(fields=["site", "on"], name="inspection_latest")]

    def __str__(self) -> str:
        return f"{self.site}, {self.on:%d/%m/%Y}"
