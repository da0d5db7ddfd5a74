"""Classes in which children learn to swim, at a pool or a safe bathing place."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.records import Record
from playspaces.models.playspace import PlaySpace


class SwimmingClass(Record):
    playspace = models.ForeignKey(
        PlaySpace, verbose_name=_("play space"), on_delete=models.CASCADE, related_name="classes"
    )
    name = models.CharField(_("name"), max_length=160)
    begins_on = models.DateField(_("begins on"))
    ends_on = models.DateField(_("ends on"))
    schedule = models.CharField(
        _("days and hours"), max_length=255, blank=True, help_text=_("For example: Tuesday and Friday, 4 pm.")
    )
    teacher = models.CharField(_("who teaches"), max_length=160, blank=True)
    age_from = models.PositiveSmallIntegerField(_("for children from (years)"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("up to (years)"), null=True, blank=True)
    places = models.PositiveIntegerField(_("places"), null=True, blank=True)
    enrolled = models.PositiveIntegerField(_("children enrolled"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("swimming class")
        verbose_name_plural = _("swimming classes")
        ordering = ["-begins_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")),
                name="swimming_class_ends_after_it_began",
                violation_error_message=_("The class can't end before it begins."),
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                name="swimming_class_ages_in_order",
                violation_error_message=_("The youngest age is above the oldest."),
            ),
        ]

    def __str__(self) -> str:
        return self.name
