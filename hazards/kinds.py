"""Look-up tables of the register: kinds of hazard and kinds of measure."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.bulk_signals import ToldQuerySet
from foundation.records import Kind

ONE_TO_FIVE = [MinValueValidator(1), MaxValueValidator(5)]


class MeasureKind(Kind):
    """A way of making a place safe: a fence, a sign, a cover …"""

    class Unit(models.TextChoices):
        PIECE = "piece", _("piece")
        METRE = "metre", _("metre")

    unit = models.CharField(_("counted in"), max_length=10, choices=Unit, default=Unit.PIECE)

    class Meta(Kind.Meta):
        verbose_name = _("kind of measure")
        verbose_name_plural = _("kinds of measure")


class HazardKind(Kind):
    """A pond, a canal, a construction site …"""

    class Shape(models.TextChoices):
        """What the icon on the map looks like; drawn by `maps.symbology`."""

        CIRCLE = "circle", _("circle")
        DROP = "drop", _("drop")
        WAVE = "wave", _("wave")
        SQUARE = "square", _("square")
        TRIANGLE = "triangle", _("triangle")
        DIAMOND = "diamond", _("diamond")
        HEXAGON = "hexagon", _("hexagon")

    icon = models.CharField(_("icon shape"), max_length=12, choices=Shape, default=Shape.TRIANGLE)
    is_drowning = models.BooleanField(
        _("a child can drown there"), default=False, help_text=_("Counts towards the 100 % target.")
    )
    asks_depth = models.BooleanField(_("ask for the depth"), default=False)
    asks_bank = models.BooleanField(_("ask for the bank"), default=False)
    # What is usual for the kind: where the proposal of the risk starts, see `risk_proposal.py`.
    usual_likelihood = models.PositiveSmallIntegerField(
        _("usual likelihood"), default=3, validators=ONE_TO_FIVE
    )
    usual_severity = models.PositiveSmallIntegerField(_("usual severity"), default=3, validators=ONE_TO_FIVE)
    inspection_interval_days = models.PositiveSmallIntegerField(_("days between inspections"), default=180)
    required_measures = models.ManyToManyField(
        MeasureKind,
        verbose_name=_("required measures"),
        blank=True,
        related_name="+",
        help_text=_("All of them are needed. Empty: any one measure is enough."),
    )

    # A change moves the figures of every commune, of past days too: who made it is kept.
    history = HistoricalRecords(m2m_fields=[required_measures])
    objects = ToldQuerySet.as_manager()

    class Meta(Kind.Meta):
        verbose_name = _("kind of hazard")
        verbose_name_plural = _("kinds of hazard")
