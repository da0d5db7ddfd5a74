"""Communes, their villages, the children who live there, and the targets set for them."""

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from areas import crs
from areas.querysets import CommuneQuerySet, VillageQuerySet
from foundation.fields import FoldedField


class Commune(models.Model):
    """A xã, phường or đặc khu: the lower tier of local government since 1 July 2025."""

    class Type(models.TextChoices):
        XA = "xa", _("rural commune")
        PHUONG = "phuong", _("ward")
        DAC_KHU = "dac_khu", _("special zone")

    code = models.CharField(_("official code"), max_length=10, unique=True)
    name = models.CharField(_("name"), max_length=120, help_text=_("Without “xã” or “phường”."))
    search_key = FoldedField()
    type = models.CharField(_("type"), max_length=10, choices=Type, default=Type.XA)
    province_code = models.CharField(_("province code"), max_length=10, blank=True)
    province_name = models.CharField(_("province or city"), max_length=120, blank=True)
    boundary = models.MultiPolygonField(_("boundary"), srid=crs.STORAGE)
    area_km2 = models.DecimalField(
        _("stated area (km²)"), max_digits=9, decimal_places=3, null=True, blank=True
    )
    population = models.PositiveIntegerField(_("stated population"), null=True, blank=True)
    credit = models.CharField(_("source of the boundary"), max_length=255, blank=True)
    is_demo = models.BooleanField(
        _("made-up demonstration data"), default=False, help_text=_("Said on every page.")
    )

    objects = CommuneQuerySet.as_manager()

    # What its villages are called: one of them, several.
    VILLAGE_WORDS = {
        Type.XA: (_("village"), _("villages")),
        Type.PHUONG: (_("residential group"), _("residential groups")),
        Type.DAC_KHU: (_("village"), _("villages")),
    }

    class Meta:
        verbose_name = _("commune")
        verbose_name_plural = _("communes")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(condition=Q(boundary__isvalid=True), name="commune_boundary_valid")
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """With what it is in front, as the law writes it: “xã Ngọc Hồi”."""
        return f"{ {'xa': 'xã', 'phuong': 'phường', 'dac_khu': 'đặc khu'}[self.type] } {self.name}"

    @property
    def village_word(self) -> str:
        return str(self.VILLAGE_WORDS[self.Type(self.type)][0])

    @property
    def villages_word(self) -> str:
        return str(self.VILLAGE_WORDS[self.Type(self.type)][1])


class Village(models.Model):
    """A thôn (in a xã) or tổ dân phố (in a phường); many have no official boundary."""

    class Type(models.TextChoices):
        THON = "thon", _("village")
        TO_DAN_PHO = "to_dan_pho", _("residential group")

    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.PROTECT, related_name="villages"
    )
    code = models.CharField(_("code"), max_length=20, blank=True)
    name = models.CharField(_("name"), max_length=120)
    search_key = FoldedField()
    type = models.CharField(_("type"), max_length=12, choices=Type, default=Type.THON)
    boundary = models.MultiPolygonField(_("boundary"), srid=crs.STORAGE, null=True, blank=True)
    centre = models.PointField(
        _("centre"),
        srid=crs.STORAGE,
        null=True,
        blank=True,
        help_text=_("Meeting house, or a point among the houses."),
    )
    founded_on = models.DateField(_("exists since"), null=True, blank=True)
    dissolved_on = models.DateField(_("dissolved on"), null=True, blank=True)

    objects = VillageQuerySet.as_manager()

    class Meta:
        verbose_name = pgettext_lazy("field", "village")
        verbose_name_plural = pgettext_lazy("field", "villages")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["commune", "name"], name="village_name_once_in_commune"),
            models.UniqueConstraint(
                fields=["commune", "code"], condition=~Q(code=""), name="village_code_once_in_commune"
            ),
            models.CheckConstraint(condition=Q(boundary__isvalid=True), name="village_boundary_valid"),
            models.CheckConstraint(
                condition=Q(dissolved_on=None)
                | Q(founded_on=None)
                | Q(dissolved_on__gte=models.F("founded_on")),
                name="village_dissolved_after_founded",
                violation_error_message=_("The village can't be dissolved before it was founded."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def full_name(self) -> str:
        return f"{ {'thon': 'thôn', 'to_dan_pho': 'tổ dân phố'}[self.type] } {self.name}"


class ChildCount(models.Model):
    """Children (under 16) living in a village, as counted in one year."""

    village = models.ForeignKey(
        Village,
        verbose_name=pgettext_lazy("field", "village"),
        on_delete=models.CASCADE,
        related_name="child_counts",
    )
    year = models.PositiveSmallIntegerField(_("year"))
    children = models.PositiveIntegerField(_("children"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("child head count")
        verbose_name_plural = _("child head counts")
        ordering = ["village", "-year"]
        constraints = [models.UniqueConstraint(fields=["village", "year"], name="child_count_once_a_year")]

    def __str__(self) -> str:
        return f"{self.village} {self.year}: {self.children}"


class ChildCountByAge(models.Model):
    """The part of a head count that is `age_from` to under `age_to` years old."""

    count = models.ForeignKey(ChildCount, on_delete=models.CASCADE, related_name="by_age")
    age_from = models.PositiveSmallIntegerField(_("from (years)"))
    age_to = models.PositiveSmallIntegerField(_("to under (years)"))
    children = models.PositiveIntegerField(_("children"))

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("child head count of an age")
        verbose_name_plural = _("child head counts of an age")
        ordering = ["count", "age_from"]
        constraints = [
            models.UniqueConstraint(fields=["count", "age_from"], name="child_count_once_an_age"),
            models.CheckConstraint(
                condition=Q(age_to__gt=models.F("age_from")), name="child_count_ages_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.count} ({self.age_from}–{self.age_to})"


class PopulatedArea(models.Model):
    """Ground on which people live: the children of a village are spread over its part of it."""

    geom = models.GeometryField(_("place"), srid=crs.STORAGE)
    source = models.CharField(_("source"), max_length=40)
    source_ref = models.CharField(_("key in the source"), max_length=120)

    class Meta:
        verbose_name = _("populated area")
        verbose_name_plural = _("populated areas")
        constraints = [
            models.UniqueConstraint(fields=["source", "source_ref"], name="populated_area_once_per_source"),
            models.CheckConstraint(condition=Q(geom__isvalid=True), name="populated_area_geom_valid"),
        ]

    def __str__(self) -> str:
        return self.source_ref


class TargetQuerySet(models.QuerySet["Target"]):
    def for_year(self, indicator: str, level: str, year: int) -> "Target | None":
        """The target in force in `year`: that of the year, else the next one to reach, else
        the last that was set. Costs a query."""
        rows = list(self.filter(indicator=indicator, level=level).order_by("year"))
        return next((row for row in rows if row.year >= year), rows[-1] if rows else None)


class Target(models.Model):
    """A figure that a plan sets for an indicator, with the document that sets it."""

    class Indicator(models.TextChoices):
        DROWNING_SITES_PROTECTED = "drowning_sites_protected", _("drowning sites with measures")
        VILLAGES_COVERED = "villages_covered", _("villages with a play point for children")
        COMMUNES_COVERED = "communes_covered", _("communes with a play point for children")
        INJURY_RATE = "injury_rate", _("child injuries per 100,000 children")
        INJURY_DEATH_RATE = "injury_death_rate", _("child deaths from injury per 100,000 children")

    class Level(models.TextChoices):
        COMMUNE = "commune", _("commune")
        CITY = "city", _("city")

    indicator = models.CharField(_("indicator"), max_length=40, choices=Indicator)
    level = models.CharField(_("set for"), max_length=10, choices=Level)
    year = models.PositiveSmallIntegerField(_("by year"))
    value = models.DecimalField(_("value"), max_digits=9, decimal_places=2)
    document = models.CharField(_("source document"), max_length=255)
    clause = models.CharField(_("clause"), max_length=80, blank=True)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = _("target")
        verbose_name_plural = _("targets")
        ordering = ["indicator", "level", "year"]
        constraints = [
            models.UniqueConstraint(fields=["indicator", "level", "year"], name="target_once_a_year")
        ]

    def __str__(self) -> str:
        return f"{self.get_indicator_display()} {self.year}: {float(self.value):g}"

    @property
    def source(self) -> str:
        """Document and clause, as printed beside the figure."""
        return f"{self.document}, {self.clause}" if self.clause else self.document


class CalendarChange(models.Model):
    """A day on which offices are closed or open against the rule, as the State decrees each year."""

    day = models.DateField(_("day"), unique=True)
    is_working = models.BooleanField(
        _("offices are open"), default=False, help_text=_("Ticked for a Saturday that is worked instead.")
    )
    note = models.CharField(_("source document"), max_length=255, blank=True)

    class Meta:
        verbose_name = _("change of the working calendar")
        verbose_name_plural = _("changes of the working calendar")
        ordering = ["-day"]

    def __str__(self) -> str:
        return f"{self.day:%d/%m/%Y}"
