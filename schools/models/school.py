"""Schools and the people who work in them."""

from datetime import date

from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from accounts.models import User
from areas import crs
from areas.models import Commune, Village
from areas.placing import VillageSource
from foundation.fields import FoldedField
from foundation.records import Kind, Record, RecordQuerySet
from foundation.vietnamese import fold


class SchoolLevel(Kind):
    """Kindergarten, primary, lower secondary, upper secondary …"""

    class Meta(Kind.Meta):
        verbose_name = _("school level")
        verbose_name_plural = _("school levels")


class SchoolQuerySet(RecordQuerySet):
    def in_box(self, box: GEOSGeometry) -> "SchoolQuerySet":
        """Schools whose bounding box meets that of `box` (EPSG:4326), from the index."""
        return self.filter(geom__inbox=box)

    def matching(self, text: str) -> "SchoolQuerySet":
        return self.filter(search_key__contains=fold(text))

    def open_on(self, day: date) -> "SchoolQuerySet":
        """Schools opened by `day` (or at an unknown day) and not closed for good by then."""
        opened = Q(opened_on=None) | Q(opened_on__lte=day)
        return self.filter(opened, Q(closed_on=None) | Q(closed_on__gt=day))

    def closed_on(self, day: date) -> "SchoolQuerySet":
        """Schools that were closed for good by `day`."""
        return self.filter(closed_on__lte=day)


class School(Record):
    level = models.ForeignKey(SchoolLevel, verbose_name=_("level"), on_delete=models.PROTECT)
    code = models.CharField(_("code"), max_length=30, blank=True)
    name = models.CharField(_("name"), max_length=160)
    search_key = FoldedField()
    geom = models.GeometryField(_("grounds"), srid=crs.STORAGE)
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
    pupils = models.PositiveIntegerField(_("pupils"), null=True, blank=True)
    address = models.CharField(_("address"), max_length=255, blank=True)
    # Of the school itself, not of a person at home.
    contact_name = models.CharField(
        _("whom to ask"), max_length=120, blank=True, help_text=_("For example: the head teacher.")
    )
    phone = models.CharField(_("phone"), max_length=20, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    opened_on = models.DateField(_("opened on"), null=True, blank=True)
    closed_on = models.DateField(_("closed for good on"), null=True, blank=True)
    # Empty: the school's own village.
    draws_from = models.ManyToManyField(
        Village,
        verbose_name=_("villages that its pupils come from"),
        blank=True,
        related_name="schools_drawn_to",
    )
    source = models.CharField(_("source"), max_length=40, blank=True, editable=False)
    source_ref = models.CharField(_("key in the source"), max_length=120, blank=True, editable=False)

    history = HistoricalRecords(m2m_fields=[draws_from])
    objects = SchoolQuerySet.as_manager()

    class Meta:
        verbose_name = _("school")
        verbose_name_plural = _("schools")
        indexes = [models.Index(fields=["commune", "level"], name="school_commune_level")]
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_ref"],
                condition=~Q(source_ref=""),
                name="school_once_per_source",
            ),
            models.UniqueConstraint(fields=["code"], condition=~Q(code=""), name="school_code_once"),
            models.CheckConstraint(condition=Q(geom__isvalid=True), name="school_geom_valid"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(opened_on=None) | Q(closed_on__gte=F("opened_on")),
                name="school_closed_after_opened",
                violation_error_message=_("A school can't close before it opened."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Gate(models.Model):
    """Where pupils go in and out: walking routes end there."""

    school = models.ForeignKey(
        School, verbose_name=_("school"), on_delete=models.CASCADE, related_name="gates"
    )
    name = models.CharField(_("name"), max_length=80, blank=True)
    geom = models.PointField(_("place"), srid=crs.STORAGE)
    is_main = models.BooleanField(_("main gate"), default=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("gate")
        verbose_name_plural = _("gates")
        ordering = ["-is_main", "name", "id"]

    def __str__(self) -> str:
        return self.name or f"{self.school}"


class PupilCount(models.Model):
    """Pupils of a school in one school year, named by the year in which it begins."""

    school = models.ForeignKey(
        School, verbose_name=_("school"), on_delete=models.CASCADE, related_name="pupil_counts"
    )
    school_year = models.PositiveSmallIntegerField(_("school year beginning in"))
    pupils = models.PositiveIntegerField(_("pupils"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("number of pupils")
        verbose_name_plural = _("numbers of pupils")
        ordering = ["school", "-school_year"]
        constraints = [
            models.UniqueConstraint(fields=["school", "school_year"], name="pupils_counted_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.school_year}: {self.pupils}"


class SchoolStaff(models.Model):
    """A person's tie to the school that their post is about."""

    user = models.ForeignKey(User, verbose_name=_("person"), on_delete=models.CASCADE, related_name="schools")
    school = models.ForeignKey(
        School, verbose_name=_("school"), on_delete=models.CASCADE, related_name="staff"
    )

    class Meta:
        verbose_name = _("member of staff")
        verbose_name_plural = _("staff")
        constraints = [models.UniqueConstraint(fields=["user", "school"], name="school_staff_once")]

    def __str__(self) -> str:
        return f"{self.user}, {self.school}"
