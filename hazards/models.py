"""Hazard sites, what was done about each, and what inspections found.

A measure carries its dated facts (planned, installed, removed); damage and repair are
*findings* with a day of their own. The state of anything on any day follows from facts
dated up to that day: see `status.py`.
"""

from django.contrib.gis.db import models
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import Unit
from areas import crs
from areas.models import Commune, Village
from areas.placing import VillageSource
from foundation.fields import FoldedField
from foundation.records import Record
from hazards.kinds import HazardKind, MeasureKind
from hazards.querysets import HazardSiteQuerySet, InspectionQuerySet, MeasureQuerySet
from hazards.risk import RiskLevel, risk_level
from hazards.status import Condition

__all__ = ["Finding", "HazardKind", "HazardSite", "Inspection", "Measure", "MeasureKind"]

ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class HazardSite(Record):
    """A place where a child can come to harm: a point, a line or a polygon."""

    class Bank(models.TextChoices):
        GENTLE = "gentle", _("gentle")
        STEEP = "steep", _("steep")
        VERTICAL = "vertical", _("vertical")

    class Access(models.TextChoices):
        OPEN = "open", _("open")
        PARTLY = "partly", _("partly closed")
        CLOSED = "closed", _("closed")

    kind = models.ForeignKey(HazardKind, verbose_name=_("kind"), on_delete=models.PROTECT)
    name = models.CharField(_("name"), max_length=160)
    search_key = FoldedField()
    description = models.TextField(_("description"), max_length=2000, blank=True)
    geom = models.GeometryField(_("place"), srid=crs.STORAGE)
    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT)
    village = models.ForeignKey(
        Village, verbose_name=_("village"), null=True, blank=True, on_delete=models.PROTECT
    )
    village_source = models.CharField(
        _("how the village was found"), max_length=10, choices=VillageSource, blank=True
    )
    border_note = models.CharField(
        _("why it reaches beyond the commune"),
        max_length=255,
        blank=True,
        help_text=_("Needed when part of the place lies outside the commune."),
    )
    depth_m = models.DecimalField(
        _("depth (m)"),
        max_digits=5,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(60)],
    )
    bank = models.CharField(_("bank"), max_length=10, choices=Bank, blank=True)
    access = models.CharField(_("access"), max_length=10, choices=Access, blank=True)
    is_household = models.BooleanField(_("belongs to a household"), default=False)
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), default=3, validators=ONE_TO_FIVE)
    severity = models.PositiveSmallIntegerField(_("severity"), default=3, validators=ONE_TO_FIVE)
    responsible_unit = models.ForeignKey(
        Unit, verbose_name=_("responsible unit"), null=True, blank=True, on_delete=models.PROTECT
    )
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    found_on = models.DateField(_("found on"), default=timezone.localdate)
    eliminated_on = models.DateField(_("eliminated on"), null=True, blank=True)
    required_measures = models.ManyToManyField(
        MeasureKind,
        verbose_name=_("required measures of this site"),
        blank=True,
        related_name="+",
        help_text=_("Empty: those of its kind."),
    )
    source = models.CharField(_("source"), max_length=40, blank=True, editable=False)
    source_ref = models.CharField(_("key in the source"), max_length=120, blank=True, editable=False)

    history = HistoricalRecords(m2m_fields=[required_measures])
    objects = HazardSiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("hazard site")
        verbose_name_plural = _("hazard sites")
        indexes = [
            models.Index(fields=["commune", "kind"], name="site_commune_kind"),
            models.Index(fields=["village"], name="site_village"),
            models.Index(fields=["commune", "deadline"], name="site_commune_deadline"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~Q(source_ref=""),
                name="site_once_per_source",
            ),
            models.CheckConstraint(condition=Q(geom__isvalid=True), name="site_geom_valid"),
            models.CheckConstraint(
                condition=Q(likelihood__range=(1, 5), severity__range=(1, 5)),
                name="site_risk_from_1_to_5",
            ),
            models.CheckConstraint(
                condition=Q(depth_m=None) | Q(depth_m__gte=0), name="site_depth_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(eliminated_on=None) | Q(eliminated_on__gte=F("found_on")),
                name="site_eliminated_after_found",
                violation_error_message=_("A place can't be eliminated before it was found."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def risk(self) -> RiskLevel:
        return risk_level(self.likelihood, self.severity)


class Measure(Record):
    """Something done, or to be done, about a site."""

    site = models.ForeignKey(
        HazardSite, verbose_name=_("site"), on_delete=models.CASCADE, related_name="measures"
    )
    kind = models.ForeignKey(MeasureKind, verbose_name=_("measure"), on_delete=models.PROTECT)
    quantity = models.DecimalField(
        _("quantity"),
        max_digits=9,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0)],
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
        indexes = [models.Index(fields=["site", "kind", "installed_on", "removed_on"], name="measure_state")]
        constraints = [
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


class Inspection(Record):
    """Somebody went to a site and looked."""

    site = models.ForeignKey(
        HazardSite, verbose_name=_("site"), on_delete=models.CASCADE, related_name="inspections"
    )
    on = models.DateField(_("date"), default=timezone.localdate)
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

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        # The latest finding of a day is the one recorded last.
        ordering = ["-on", "-created_at", "-id"]
        indexes = [models.Index(fields=["measure", "on", "created_at"], name="finding_latest")]

    def __str__(self) -> str:
        return f"{self.measure}: {self.get_condition_display()}"
