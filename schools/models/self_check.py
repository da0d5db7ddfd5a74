"""The yearly self-check of a school against the model of the safe school.

The questions are data: `safe_school.toml`, in numbered editions. A check keeps its edition.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from foundation.records import Record
from schools.models.school import School


class SelfCheck(Record):
    school = models.ForeignKey(
        School, verbose_name=_("school"), on_delete=models.CASCADE, related_name="self_checks"
    )
    school_year = models.PositiveSmallIntegerField(_("school year beginning in"))
    edition = models.CharField(_("edition of the questions"), max_length=20, editable=False)
    submitted_at = models.DateTimeField(_("handed in at"), null=True, blank=True, editable=False)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("self-check of a school")
        verbose_name_plural = _("self-checks of schools")
        ordering = ["-school_year"]
        constraints = [
            models.UniqueConstraint(
                fields=["school", "school_year"],
                condition=models.Q(withdrawn_at=None),
                name="self_check_once_a_year",
            )
        ]

    def __str__(self) -> str:
        return f"{self.school} {self.school_year}"


class SelfCheckAnswer(models.Model):
    class Answer(models.TextChoices):
        YES = "yes", _("met")
        NO = "no", _("not met")
        NOT_APPLICABLE = "na", _("does not apply")

    check_of = models.ForeignKey(SelfCheck, on_delete=models.CASCADE, related_name="answers")
    question = models.SlugField(_("question"), max_length=60)
    answer = models.CharField(_("answer"), max_length=3, choices=Answer)
    note = models.CharField(_("what is to be done"), max_length=500, blank=True)
    due_on = models.DateField(_("to be done by"), null=True, blank=True)
    done_on = models.DateField(_("done on"), null=True, blank=True)

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("answer of a self-check")
        verbose_name_plural = _("answers of self-checks")
        constraints = [models.UniqueConstraint(fields=["check_of", "question"], name="answered_once")]

    def __str__(self) -> str:
        return f"{self.question}: {self.answer}"
