"""What was done about a site, and how it was found to stand.

A measure carries its dated facts (planned, installed, removed); damage and repair are
*findings* with a day of their own. The state of anything on any day follows from facts
dated up to that day: see `status.py`.
"""

from django.contrib.gis.db import models
from django.core.validators import MinValueValidator
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Unit, User
from areas import crs
from foundation.bulk_signals import ToldQuerySet
from foundation.records import Record
from hazards.kinds import MeasureKind
from hazards.models.inspection import Inspection
from hazards.models.site import HazardSite
from hazards.querysets import MeasureQuerySet
from hazards.status import Condition


class Measure(Record):
    """Something done, or to be done, about a site."""

    site = models.ForeignKey(
        HazardSite, verbose_name=_("site"), on_delete=models.CASCADE, related_name="measures"
    )

    class Funding(models.TextChoices):
        """Where the money comes from."""

        COMMUNE = "commune", _("the commune's budget")
        CITY = "city", _("the city's budget")
        DONATION = "donation", _("donations and social contributions")
        OWNER = "owner", _("the owner")
        BUILDER = "builder", _("the builder")
        OTHER = "other", _("another source")

    kind = models.ForeignKey(MeasureKind, verbose_name=_("measure"), on_delete=models.PROTECT)
    quantity = models.DecimalField(
        _("quantity"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    geom = models.GeometryField(_("place of its own"), srid=crs.STORAGE, null=True, blank=True)
    cost = models.DecimalField(
        _("cost (VND)"),
        max_digits=14,
        decimal_places=0,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
    )
    funding = models.CharField(_("source of money"), max_length=10, choices=Funding, blank=True)
    contractor = models.CharField(_("contractor"), max_length=160, blank=True)
    responsible_unit = models.ForeignKey(
        Unit,
        verbose_name=_("responsible unit"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    responsible_person = models.ForeignKey(
        User,
        verbose_name=_("responsible person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    planned_on = models.DateField(_("planned for"), null=True, blank=True)
    installed_on = models.DateField(_("installed on"), null=True, blank=True)
    removed_on = models.DateField(_("removed on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    recorded_on = models.DateField(_("recorded on"), default=timezone.localdate, editable=False)

    history = HistoricalRecords()
    objects = MeasureQuerySet.as_manager()

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["created_at"]
        indexes = [
            models.Index(fields=["site", "kind", "installed_on", "removed_on"], name="measure_state"),
            # What a city's measures cost is summed from it alone.
            models.Index(
                fields=["site", "cost", "recorded_on", "planned_on", "installed_on", "removed_on"],
                name="measure_price",
                condition=Q(withdrawn_at=None, cost__isnull=False),
            ),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(geom=None) | Q(geom__isvalid=True), name="measure_geom_valid"),
            models.CheckConstraint(condition=Q(cost=None) | Q(cost__gte=0), name="measure_cost_not_negative"),
            models.CheckConstraint(
                condition=Q(planned_on__isnull=False) | Q(installed_on__isnull=False),
                name="measure_planned_or_installed",
                violation_error_message=_("Say when the measure is planned for, or when it was installed."),
            ),
            models.CheckConstraint(
                condition=Q(removed_on=None) | Q(installed_on=None) | Q(removed_on__gte=F("installed_on")),
                name="measure_removed_after_installed",
                violation_error_message=_("A measure can't be removed before it was installed."),
            ),
        ]

    def __str__(self) -> str:
        return str(self.kind)


class Finding(models.Model):
    """How a measure stood on a day: seen at an inspection, or recorded by itself."""

    Condition = Condition

    measure = models.ForeignKey(
        Measure, verbose_name=_("measure"), on_delete=models.CASCADE, related_name="findings"
    )
    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="findings",
    )
    on = models.DateField(_("date"), default=timezone.localdate)
    condition = models.CharField(_("condition"), max_length=10, choices=Condition)
    note = models.CharField(_("note"), max_length=500, blank=True)
    created_at = models.DateTimeField(_("created at"), default=timezone.now, editable=False)
    # Set together with the inspection's.
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True, editable=False)

    history = HistoricalRecords()
    objects = ToldQuerySet.as_manager()

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        # The latest finding of a day is the one recorded last.
        ordering = ["-on", "-created_at", "-id"]
        indexes = [models.Index(fields=["measure", "on", "created_at"], name="finding_latest")]

    def __str__(self) -> str:
        return f"{self.measure}: {self.get_condition_display()}"
