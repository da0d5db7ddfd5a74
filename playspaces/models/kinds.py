"""Look-up tables of play spaces that staff can extend."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from foundation.records import Kind

USUAL_INTERVAL_DAYS = 180


class PlaySpaceKind(Kind):
    """A village culture house, a playground, a library …"""

    for_children = models.BooleanField(
        _("as a rule for children"), default=True, help_text=_("Proposed for a new play space.")
    )
    is_water = models.BooleanField(
        _("children swim or bathe there"),
        default=False,
        help_text=_("Asks for the safety of the water, and keeps swimming classes."),
    )
    inspection_interval_days = models.PositiveSmallIntegerField(
        _("equipment is inspected every (days)"), default=USUAL_INTERVAL_DAYS
    )

    class Meta(Kind.Meta):
        verbose_name = _("kind of play space")
        verbose_name_plural = _("kinds of play space")


class Facility(Kind):
    """Something that a play space has: swings, a slide, books, a toilet …"""

    class Meta(Kind.Meta):
        verbose_name = _("facility")
        verbose_name_plural = _("facilities")
