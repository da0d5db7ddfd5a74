"""Schools and the people who work in them."""

from django.contrib.gis.db import models
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Q
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
    source = models.CharField(_("source"), max_length=40, blank=True, editable=False)
    source_ref = models.CharField(_("key in the source"), max_length=120, blank=True, editable=False)

    history = HistoricalRecords()
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
        ]

    def __str__(self) -> str:
        return self.name


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
