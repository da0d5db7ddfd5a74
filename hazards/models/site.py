"""A place where a child can come to harm."""

from django.contrib.gis.db import models
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from accounts.models import Unit, User
from areas import crs
from areas.models import Commune, Village
from areas.placing import VillageSource
from foundation.fields import FoldedField
from foundation.records import Record
from hazards.kinds import ONE_TO_FIVE, HazardKind, MeasureKind
from hazards.querysets import HazardSiteQuerySet
from hazards.risk import RiskLevel, risk_level


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

    class InformationSource(models.TextChoices):
        """How the commune learnt of the place."""

        OWN_CHECK = "own_check", _("our own check")
        VILLAGE = "village", _("the village")
        RESIDENT = "resident", _("a resident")
        SCHOOL = "school", _("a school")
        POLICE = "police", _("the police")
        ACCIDENT = "accident", _("an accident")
        PRESS = "press", _("press or social network")
        OTHER = "other", _("another source")

    kind = models.ForeignKey(HazardKind, verbose_name=_("kind"), on_delete=models.PROTECT)
    name = models.CharField(_("name"), max_length=160)
    search_key = FoldedField()
    description = models.TextField(_("description"), max_length=2000, blank=True)
    geom = models.GeometryField(_("place"), srid=crs.STORAGE)
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
    near_path = models.BooleanField(_("beside a path that children use"), default=False)
    near_homes = models.BooleanField(_("close to homes"), default=False)
    is_household = models.BooleanField(_("belongs to a household"), default=False)
    # For some readers alone: `hazards.secrets`.
    owner_name = models.CharField(_("owner"), max_length=120, blank=True)
    owner_phone = models.CharField(_("owner's phone"), max_length=20, blank=True)
    # As above.
    internal_note = models.TextField(
        _("internal note"), max_length=2000, blank=True, help_text=_("For the commune's own staff alone.")
    )
    information_source = models.CharField(
        _("how we learnt of it"), max_length=12, choices=InformationSource, blank=True
    )
    likelihood = models.PositiveSmallIntegerField(_("likelihood"), default=3, validators=ONE_TO_FIVE)
    severity = models.PositiveSmallIntegerField(_("severity"), default=3, validators=ONE_TO_FIVE)
    responsible_unit = models.ForeignKey(
        Unit, verbose_name=_("responsible unit"), null=True, blank=True, on_delete=models.PROTECT
    )
    responsible_person = models.ForeignKey(
        User,
        verbose_name=_("responsible person"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    found_on = models.DateField(_("found on"), default=timezone.localdate)
    eliminated_on = models.DateField(_("eliminated on"), null=True, blank=True)
    # Since when it is no longer protected, having been so: kept by `services.reopening`.
    reopened_on = models.DateField(_("reopened on"), null=True, blank=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("is the same place as"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="merged_sites",
    )
    required_measures = models.ManyToManyField(
        MeasureKind,
        verbose_name=_("required measures of this site"),
        blank=True,
        related_name="+",
        help_text=_("Empty: those of its kind."),
    )
    source = models.CharField(_("source"), max_length=40, blank=True, editable=False)
    source_ref = models.CharField(_("key in the source"), max_length=120, blank=True, editable=False)

    # Set by `services.reopening` for whoever answers the deed; not stored.
    just_reopened = False

    # `reopened_on` follows from what is recorded about the measures: no history of its own.
    history = HistoricalRecords(m2m_fields=[required_measures], excluded_fields=["reopened_on"])
    objects = HazardSiteQuerySet.as_manager()

    class Meta:
        verbose_name = _("hazard site")
        verbose_name_plural = _("hazard sites")
        indexes = [
            models.Index(fields=["commune", "kind"], name="site_commune_kind"),
            models.Index(fields=["commune", "withdrawn_at", "found_on", "id"], name="site_known"),
            models.Index(fields=["village"], name="site_village"),
            models.Index(fields=["commune", "deadline"], name="site_commune_deadline"),
            models.Index(fields=["responsible_unit", "deadline"], name="site_unit_deadline"),
            models.Index(fields=["responsible_person", "deadline"], name="site_person_deadline"),
            models.Index(
                fields=["commune", "reopened_on"],
                name="site_reopened",
                condition=Q(reopened_on__isnull=False),
            ),
            # Hardly any site is merged: SQLite, once analysed, takes the index of all for useless.
            models.Index(fields=["merged_into"], name="site_merged", condition=Q(merged_into__isnull=False)),
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
                condition=Q(merged_into=None) | (Q(withdrawn_at__isnull=False) & ~Q(merged_into=F("id"))),
                name="site_merged_is_withdrawn",
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
