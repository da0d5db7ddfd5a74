"""What a school says about the dangers around it."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.models import User
from hazards.models import HazardSite, Report
from schools.models.school import School


class Acknowledgement(models.Model):
    """The school has read of a danger. One that comes back is to be read of anew: `since` differs."""

    school = models.ForeignKey(
        School, verbose_name=_("school"), on_delete=models.CASCADE, related_name="acknowledgements"
    )
    site = models.ForeignKey(
        HazardSite, verbose_name=_("site"), on_delete=models.CASCADE, related_name="acknowledgements"
    )
    since = models.DateField(_("danger since"))
    by = models.ForeignKey(User, verbose_name=_("by"), on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("acknowledgement of a danger")
        verbose_name_plural = _("acknowledgements of dangers")
        constraints = [
            models.UniqueConstraint(fields=["school", "site", "since"], name="danger_acknowledged_once")
        ]

    def __str__(self) -> str:
        return f"{self.school}: {self.site}"


class SchoolReport(models.Model):
    """A report of a danger that a school sent."""

    report = models.OneToOneField(
        Report, primary_key=True, on_delete=models.CASCADE, related_name="from_school"
    )
    school = models.ForeignKey(
        School, verbose_name=_("school"), on_delete=models.CASCADE, related_name="reports"
    )

    class Meta:
        verbose_name = pgettext_lazy("danger", "report of a school")
        verbose_name_plural = pgettext_lazy("danger", "reports of schools")

    def __str__(self) -> str:
        return f"{self.school}: {self.report}"
