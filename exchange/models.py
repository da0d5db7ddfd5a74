"""Files that people sent, kept while what could not be read of them is being mended."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from areas.models import Commune
from foundation.records import Record


class HeadCountFile(Record):
    """A file of child head counts, and what its rows were taken for so far.

    `rows`: the lines of the table (`exchange.head_counts.lines.Line`), what a person decided about
    each included. `reading`: how they were told (sheet, ages, old font); while nobody could tell the
    columns it holds the sheets themselves. Nothing counts before `stored_at`.
    """

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT)
    year = models.PositiveSmallIntegerField(_("year"))
    file_name = models.CharField(_("file"), max_length=255)
    sha256 = models.CharField(max_length=64, editable=False)
    rows = models.JSONField(default=list)
    reading = models.JSONField(default=dict)
    stored_at = models.DateTimeField(_("stored at"), null=True, blank=True, editable=False)

    history = HistoricalRecords(excluded_fields=["rows", "reading"])

    class Meta:
        verbose_name = _("file of head counts")
        verbose_name_plural = _("files of head counts")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.file_name} ({self.year})"
