"""A report that a commune sends about a stretch of days: drafted, worded by people, issued under a number."""

from pathlib import PurePath

from django.core.files.storage import FileSystemStorage
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.models import User
from areas.models import Commune
from foundation.records import Record, RecordQuerySet


def cabinet() -> FileSystemStorage:
    """Beside the photos, but read by nobody else on the machine: only the app hands these files out."""
    return FileSystemStorage(file_permissions_mode=0o600, directory_permissions_mode=0o700)


class PeriodReportQuerySet(RecordQuerySet):
    def issued(self) -> "PeriodReportQuerySet":
        """Those that went out under a number, withdrawn ones too."""
        return self.exclude(issued_on=None)


class PeriodReport(Record):
    """`sections` are `[{"key", "title", "text"}]`; in a text `{số điểm quá hạn}` stands for a figure.

    Issuing freezes the figures and keeps the files; from then on nothing but withdrawing changes it.
    """

    class Kind(models.TextChoices):
        HALF_YEAR = "half_year", _("half-year report")
        YEAR_MINISTRY = "year_ministry", _("report of the year, to the ministry")
        YEAR_CITY = "year_city", _("report of the year, to the city")
        PERIOD = "period", _("report about any period")

    class Signer(models.TextChoices):
        CHAIR = "chair", _("the chairman")
        DEPUTY = "deputy", _("a deputy, for the chairman")

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT)
    kind = models.CharField(_("kind of report"), max_length=16, choices=Kind)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("to"))
    # It has to be there before this day; empty for a report that nobody asked for.
    due_on = models.DateField(_("due before"), null=True, blank=True)
    subject = models.CharField(_("what it is about"), max_length=300)
    sections = models.JSONField(_("wording"), default=list)
    recipients = models.TextField(_("recipients"), max_length=1500)
    place = models.CharField(_("place of issue"), max_length=80)
    signer = models.CharField(_("signed by"), max_length=8, choices=Signer, default=Signer.CHAIR)
    signer_name = models.CharField(_("full name of the signer"), max_length=120, blank=True)

    number = models.PositiveIntegerField(_("number"), null=True, blank=True)
    sign = models.CharField(_("sign"), max_length=40, default="BC-UBND")
    issued_on = models.DateField(_("issued on"), null=True, blank=True)
    issue_year = models.PositiveSmallIntegerField(_("year of issue"), null=True, blank=True, editable=False)
    issued_by = models.ForeignKey(
        User,
        verbose_name=_("issued by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.PROTECT,
        related_name="+",
    )
    figures = models.JSONField(_("figures as issued"), null=True, blank=True, editable=False)

    history = HistoricalRecords(excluded_fields=["figures"])
    objects = PeriodReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("report to be sent")
        verbose_name_plural = _("reports to be sent")
        ordering = ["-to_on", "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(to_on__gte=F("from_on")),
                name="period_report_ends_after_it_starts",
                violation_error_message=_("The period ends before it starts."),
            ),
            models.CheckConstraint(
                condition=Q(issued_on=None, number=None, issue_year=None)
                | Q(issued_on__isnull=False, number__isnull=False, issue_year__isnull=False),
                name="period_report_issued_with_number",
            ),
            models.UniqueConstraint(
                fields=["commune", "kind", "due_on"],
                condition=Q(withdrawn_at=None, due_on__isnull=False),
                name="period_report_once_a_duty",
            ),
            # A number stays used, also by a report that was withdrawn.
            models.UniqueConstraint(
                fields=["commune", "issue_year", "number", "sign"],
                condition=Q(number__isnull=False),
                name="period_report_number_once_a_year",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, {self.from_on:%d/%m/%Y} – {self.to_on:%d/%m/%Y}"

    @property
    def is_issued(self) -> bool:
        return self.issued_on is not None

    @property
    def recipient_lines(self) -> list[str]:
        return [line.strip() for line in self.recipients.splitlines() if line.strip()]

    @property
    def village_id(self) -> None:
        """It lies in no village: rights ask."""
        return None

    @property
    def number_and_sign(self) -> str:
        """“05/BC-UBND”: below ten with a zero in front; dots to be filled in on a draft."""
        return f"{self.number:02d}/{self.sign}" if self.number else f".../{self.sign}"


class IssuedFile(models.Model):
    """A file as it was issued."""

    class Form(models.TextChoices):
        DOCX = "docx", _("Word file")
        PDF = "pdf", _("PDF file")
        XLSX = "xlsx", _("spreadsheet")

    report = models.ForeignKey(PeriodReport, on_delete=models.CASCADE, related_name="files")
    form = models.CharField(_("kind of file"), max_length=4, choices=Form)
    stored = models.FileField(_("file"), storage=cabinet, upload_to="period-reports/%Y/", max_length=200)
    size = models.PositiveIntegerField(_("size"))
    digest = models.CharField("SHA-256", max_length=64)
    stored_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("file of a report")
        verbose_name_plural = _("files of reports")
        constraints = [models.UniqueConstraint(fields=["report", "form"], name="issued_file_once_a_form")]

    def __str__(self) -> str:
        return PurePath(str(self.stored)).name
