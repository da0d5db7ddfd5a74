"""A picture of a site, of a measure before and after, or of what an inspection saw.

Stored anew, upright and without EXIF: see `foundation.pictures`. It is sent before the form
around it is saved; until then it has no site, and only its sender sees it.
"""

from typing import Final

from django.contrib.gis.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.records import Record
from hazards.models.inspection import Inspection
from hazards.models.measure import Measure
from hazards.models.site import HazardSite
from hazards.querysets import PhotoQuerySet

# The perceptual hash has 64 bits, kept in four bands: two pictures that differ in at most
# three bits agree in one band at least, and a band has an index.
BANDS: Final = ("hash_a", "hash_b", "hash_c", "hash_d")
MOST_APART: Final = 3  # bits
SIZES: Final = ("large", "small")


class Photo(Record):
    class Stage(models.TextChoices):
        BEFORE = "before", _("before")
        AFTER = "after", _("after")

    site = models.ForeignKey(
        HazardSite,
        verbose_name=_("site"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="photos",
    )
    measure = models.ForeignKey(
        Measure,
        verbose_name=_("measure"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="photos",
    )
    inspection = models.ForeignKey(
        Inspection,
        verbose_name=_("inspection"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="photos",
    )
    stage = models.CharField(_("before or after"), max_length=6, choices=Stage, blank=True)
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    width = models.PositiveIntegerField(_("width (pixels)"), editable=False)
    height = models.PositiveIntegerField(_("height (pixels)"), editable=False)
    # Of what was sent: the same file sent again under the same key is the same picture.
    sent_sha256 = models.CharField(max_length=64, editable=False)
    hash_a = models.PositiveIntegerField(editable=False)
    hash_b = models.PositiveIntegerField(editable=False)
    hash_c = models.PositiveIntegerField(editable=False)
    hash_d = models.PositiveIntegerField(editable=False)

    history = HistoricalRecords(excluded_fields=["sent_sha256", *BANDS])
    objects = PhotoQuerySet.as_manager()

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["created_at", "id"]
        indexes = [
            models.Index(fields=["site", "created_at"], name="photo_of_site"),
            models.Index(fields=["created_by", "created_at"], name="photo_staged", condition=Q(site=None)),
            *(models.Index(fields=[band], name=f"photo_{band}") for band in BANDS),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(site__isnull=False) | Q(measure=None, inspection=None), name="photo_has_its_site"
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def perceptual_hash(self) -> int:
        """The four bands as one number of 64 bits."""
        return self.hash_a << 48 | self.hash_b << 32 | self.hash_c << 16 | self.hash_d

    @perceptual_hash.setter
    def perceptual_hash(self, number: int) -> None:
        self.hash_a, self.hash_b, self.hash_c, self.hash_d = (
            number >> shift & 0xFFFF for shift in (48, 32, 16, 0)
        )

    @property
    def is_telling(self) -> bool:
        """Whether the hash says anything: a picture of one colour resembles all the others."""
        return 16 <= self.perceptual_hash.bit_count() <= 48

    def resembles(self, other: "Photo") -> bool:
        """Both show the same picture: their hashes differ in at most three bits of 64."""
        return self.is_telling and (self.perceptual_hash ^ other.perceptual_hash).bit_count() <= MOST_APART

    def file_name(self, size: str) -> str:
        """Where the storage keeps the version `size`, one of `SIZES`."""
        return f"photos/{self.pk.hex[:2]}/{self.pk}-{size}.jpg"
