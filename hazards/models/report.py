"""A danger that somebody outside the register points out: a passer-by, a parent, a school.

It is no site yet: staff look at it, and either log a site from it or say why not.
"""

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from areas import crs
from areas.models import Commune, Village
from areas.placing import VillageSource
from foundation.records import Record
from hazards.kinds import HazardKind
from hazards.models.site import HazardSite


class Report(Record):
    class State(models.TextChoices):
        NEW = "new", pgettext_lazy("report", "to be looked at")
        ACCEPTED = "accepted", pgettext_lazy("report", "in the register")
        REFUSED = "refused", pgettext_lazy("report", "not taken up")

    kind = models.ForeignKey(
        HazardKind, verbose_name=_("kind"), null=True, blank=True, on_delete=models.PROTECT
    )
    words = models.TextField(_("what is dangerous there"), max_length=1000)
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
    # For some readers alone: `hazards.secrets`. Erased after a time.
    reporter_name = models.CharField(_("your name"), max_length=120, blank=True)
    reporter_phone = models.CharField(_("your phone"), max_length=20, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    site = models.ForeignKey(
        HazardSite,
        verbose_name=_("site"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="reports",
    )
    decided_by = models.ForeignKey(
        User, verbose_name=_("decided by"), null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    answer = models.CharField(_("why it is not taken up"), max_length=255, blank=True)

    class Meta:
        verbose_name = pgettext_lazy("danger", "report")
        verbose_name_plural = pgettext_lazy("danger", "reports")
        ordering = ["-created_at"]
        indexes = [models.Index(fields=["commune", "state", "-created_at"], name="report_of_commune")]
        constraints = [
            models.CheckConstraint(condition=Q(geom__isvalid=True), name="report_geom_valid"),
            models.CheckConstraint(
                condition=Q(state="accepted", site__isnull=False) | (~Q(state="accepted") & Q(site=None)),
                name="report_accepted_has_site",
            ),
        ]

    def __str__(self) -> str:
        return self.words[:60]
