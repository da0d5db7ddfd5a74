"""Looking after the equipment of a play space: inspections, and the faults they find."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.records import Record
from playspaces.models.playspace import PlaySpace
from playspaces.querysets import FaultQuerySet


class EquipmentInspection(Record):
    """Somebody went and looked at all the equipment; what is wrong is a fault each."""

    playspace = models.ForeignKey(
        PlaySpace, verbose_name=_("play space"), on_delete=models.CASCADE, related_name="inspections"
    )
    on = models.DateField(_("date"), default=timezone.localdate)
    note = models.CharField(_("note"), max_length=1000, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("inspection of equipment")
        verbose_name_plural = _("inspections of equipment")
        ordering = ["-on", "-created_at"]
        indexes = [models.Index(fields=["playspace", "-on"], name="equipment_inspection_of")]

    def __str__(self) -> str:
        return f"{self.playspace}, {self.on:%d/%m/%Y}"


class EquipmentFault(Record):
    class Severity(models.TextChoices):
        MINOR = "minor", _("to be mended")
        DANGEROUS = "dangerous", _("dangerous")

    playspace = models.ForeignKey(
        PlaySpace, verbose_name=_("play space"), on_delete=models.CASCADE, related_name="faults"
    )
    inspection = models.ForeignKey(
        EquipmentInspection,
        verbose_name=_("found at the inspection"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="faults",
    )
    item = models.CharField(_("what is broken"), max_length=160)
    severity = models.CharField(_("how bad"), max_length=10, choices=Severity, default=Severity.MINOR)
    found_on = models.DateField(_("found on"), default=timezone.localdate)
    fixed_on = models.DateField(_("mended on"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)

    history = HistoricalRecords()
    objects = FaultQuerySet.as_manager()

    class Meta:
        verbose_name = _("fault of equipment")
        verbose_name_plural = _("faults of equipment")
        ordering = ["fixed_on", "-found_on"]
        indexes = [models.Index(fields=["playspace", "fixed_on"], name="equipment_fault_of")]
        constraints = [
            models.CheckConstraint(
                condition=Q(fixed_on=None) | Q(fixed_on__gte=F("found_on")),
                name="fault_mended_after_found",
                violation_error_message=_("It can't be mended before it was found."),
            )
        ]

    def __str__(self) -> str:
        return self.item
