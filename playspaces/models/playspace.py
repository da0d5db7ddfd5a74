"""Places where children may play, and when each of them could not be used."""

from django.contrib.gis.db import models
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from accounts.models import Unit, User
from areas import crs
from areas.models import Commune, Village
from areas.placing import VillageSource
from foundation.fields import FoldedField
from foundation.records import Record
from playspaces.models.kinds import Facility, PlaySpaceKind
from playspaces.querysets import PlaySpaceQuerySet


class PlaySpace(Record):
    class Shade(models.TextChoices):
        NONE = "none", pgettext_lazy("shade", "none")
        SOME = "some", pgettext_lazy("shade", "some")
        MOST = "most", pgettext_lazy("shade", "most of the place")

    kind = models.ForeignKey(PlaySpaceKind, verbose_name=_("kind"), on_delete=models.PROTECT)
    name = models.CharField(_("name"), max_length=160)
    search_key = FoldedField()
    geom = models.GeometryField(_("place"), srid=crs.STORAGE)
    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT)
    village = models.ForeignKey(
        Village,
        verbose_name=pgettext_lazy("field", "village"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="play_spaces",
    )
    village_source = models.CharField(
        _("how the village was found"), max_length=10, choices=VillageSource, blank=True
    )
    for_children = models.BooleanField(_("for children"), default=True)
    opened_on = models.DateField(
        _("opened on"), null=True, blank=True, help_text=_("Empty when unknown: it counts from the start.")
    )
    closed_on = models.DateField(_("closed for good on"), null=True, blank=True)
    description = models.TextField(_("description"), max_length=2000, blank=True)
    age_from = models.PositiveSmallIntegerField(_("for children from (years)"), null=True, blank=True)
    age_to = models.PositiveSmallIntegerField(_("up to (years)"), null=True, blank=True)
    facilities = models.ManyToManyField(
        Facility, verbose_name=_("facilities"), blank=True, related_name="play_spaces"
    )
    is_lit = models.BooleanField(_("lit in the evening"), null=True, blank=True)
    shade = models.CharField(_("shade"), max_length=5, choices=Shade, blank=True)
    capacity = models.PositiveIntegerField(
        _("room for (children at once)"), null=True, blank=True, validators=[MinValueValidator(1)]
    )
    opening_hours = models.CharField(
        _("opening hours"), max_length=255, blank=True, help_text=_("For example: every day, 5 pm to 8 pm.")
    )
    manager_unit = models.ForeignKey(
        Unit,
        verbose_name=_("managed by"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="play_spaces",
    )
    manager_person = models.ForeignKey(
        User,
        verbose_name=_("person in charge"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="play_spaces",
    )
    # Where children swim or bathe (`kind.is_water`).
    depth_max_m = models.DecimalField(
        _("deepest water (m)"),
        max_digits=4,
        decimal_places=2,
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(20)],
    )
    is_fenced = models.BooleanField(_("fenced, with a gate that locks"), null=True, blank=True)
    has_lifeguard = models.BooleanField(_("a lifeguard watches"), null=True, blank=True)
    has_rescue_gear = models.BooleanField(_("lifebuoys and poles at hand"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=40, blank=True, editable=False)
    source_ref = models.CharField(_("key in the source"), max_length=120, blank=True, editable=False)

    history = HistoricalRecords(m2m_fields=[facilities])
    objects = PlaySpaceQuerySet.as_manager()

    class Meta:
        verbose_name = _("play space")
        verbose_name_plural = _("play spaces")
        indexes = [models.Index(fields=["commune", "kind"], name="playspace_commune_kind")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~Q(source_ref=""),
                name="playspace_once_per_source",
            ),
            models.CheckConstraint(condition=Q(geom__isvalid=True), name="playspace_geom_valid"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
                name="playspace_closed_after_opened",
                violation_error_message=_("A play space can't close before it opened."),
            ),
            models.CheckConstraint(
                condition=Q(age_from=None) | Q(age_to=None) | Q(age_to__gte=F("age_from")),
                name="playspace_ages_in_order",
                violation_error_message=_("The youngest age is above the oldest."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Closure(models.Model):
    """A spell in which a play space could not be used: under repair, flooded, locked …"""

    playspace = models.ForeignKey(
        PlaySpace, verbose_name=_("play space"), on_delete=models.CASCADE, related_name="closures"
    )
    since = models.DateField(_("since"))
    until = models.DateField(_("usable again on"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=255)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("closure")
        verbose_name_plural = _("closures")
        ordering = ["-since"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="closure_ends_after_it_began",
                violation_error_message=_("It can't be usable again before it closed."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.playspace}, {self.since:%d/%m/%Y}"
