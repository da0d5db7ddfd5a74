"""A child came to harm, or nearly did.

Date, place, kind, outcome, age band and sex, and nothing that names a child: no text either,
as names creep into texts (docs: children's privacy).
"""

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from areas import crs
from areas.models import Commune, Village
from areas.placing import VillageSource
from foundation.records import Record
from hazards.models.site import HazardSite
from hazards.querysets import IncidentQuerySet


class Incident(Record):
    class Kind(models.TextChoices):
        DROWNING = "drowning", _("drowning")
        FALL = "fall", _("fall")
        BURN = "burn", _("burn or electric shock")
        TRAFFIC = "traffic", _("traffic accident")
        OTHER = "other", _("other injury")

    class Outcome(models.TextChoices):
        DIED = "died", _("the child died")
        INJURED = "injured", _("the child was injured")
        UNHARMED = "unharmed", _("the child was rescued unharmed")

    class AgeBand(models.TextChoices):
        UNDER_5 = "0-4", _("under 5 years")
        FROM_5 = "5-9", _("5 to 9 years")
        FROM_10 = "10-14", _("10 to 14 years")
        FROM_15 = "15-17", _("15 to 17 years")

    class Sex(models.TextChoices):
        GIRL = "girl", _("girl")
        BOY = "boy", _("boy")

    on = models.DateField(_("date"), default=timezone.localdate)
    kind = models.CharField(_("kind of accident"), max_length=10, choices=Kind)
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome)
    age_band = models.CharField(_("age"), max_length=6, choices=AgeBand, blank=True)
    sex = models.CharField(_("sex"), max_length=4, choices=Sex, blank=True)
    geom = models.PointField(_("place"), srid=crs.STORAGE)
    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT)
    village = models.ForeignKey(
        Village,
        verbose_name=pgettext_lazy("field", "village"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    village_source = models.CharField(
        _("how the village was found"), max_length=10, choices=VillageSource, blank=True
    )
    site = models.ForeignKey(
        HazardSite,
        verbose_name=_("site"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="incidents",
    )

    history = HistoricalRecords()
    objects = IncidentQuerySet.as_manager()

    class Meta:
        verbose_name = _("accident")
        verbose_name_plural = _("accidents")
        ordering = ["-on", "-created_at"]
        indexes = [models.Index(fields=["commune", "on"], name="incident_commune_on")]
        constraints = [models.CheckConstraint(condition=Q(geom__isvalid=True), name="incident_geom_valid")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.on:%d/%m/%Y}"
