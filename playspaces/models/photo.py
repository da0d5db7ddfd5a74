"""A picture of a play space, or of a fault of its equipment.

Stored anew, upright and without EXIF: see `foundation.pictures`.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.records import Record
from playspaces.models.care import EquipmentFault
from playspaces.models.playspace import PlaySpace


class PlaySpacePhoto(Record):
    playspace = models.ForeignKey(
        PlaySpace, verbose_name=_("play space"), on_delete=models.CASCADE, related_name="photos"
    )
    fault = models.ForeignKey(
        EquipmentFault,
        verbose_name=_("fault"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="photos",
    )
    taken_on = models.DateField(_("taken on"), null=True, blank=True)
    width = models.PositiveIntegerField(_("width (pixels)"), editable=False)
    height = models.PositiveIntegerField(_("height (pixels)"), editable=False)
    # Of what was sent: the same file sent twice for one place is one picture.
    sent_sha256 = models.CharField(max_length=64, editable=False)

    history = HistoricalRecords(excluded_fields=["sent_sha256"])

    class Meta:
        verbose_name = _("photo of a play space")
        verbose_name_plural = _("photos of play spaces")
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["playspace", "sent_sha256"],
                condition=models.Q(withdrawn_at=None),
                name="playspace_photo_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.pk)

    def file_name(self, size: str) -> str:
        """Where the storage keeps the version `size`: "large" or "small"."""
        return f"playspaces/{self.pk.hex[:2]}/{self.pk}-{size}.jpg"
