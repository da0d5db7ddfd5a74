"""How a site stood from day to day: one row for each stretch of days with one status."""

from datetime import date
from typing import Any, Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils.translation import gettext_lazy as _

from areas.models import Commune
from hazards.kinds import HazardKind
from hazards.models.site import HazardSite
from hazards.status import Status
from hazards.stretches import FAR


class StatusSpanQuerySet(models.QuerySet):
    def on(self, day: date) -> Self:
        """The stretches that hold `day`: one for each site found by then and not withdrawn,
        eliminated ones included, with the status of `HazardSite.objects.with_status(day)`."""
        return self.filter(from_on__lte=day, to_on__gt=day)

    def worst_first(self, *then: Any) -> Self:
        """In the order of `Status`, from the unprotected to the eliminated; alike ones as `then` says."""
        place = Case(*(When(status=status, then=Value(n)) for n, status in enumerate(Status.values)))
        return self.order_by(place, *then)


class StatusSpan(models.Model):
    """A stretch of days in which a site's status is the same: from `from_on` to the day before `to_on`.

    Reckoned from the facts by `span_keeping.refresh` with every write; nobody edits it. A withdrawn
    site has none. What lies ahead is told as far as it follows from what is known: a protected
    site will be due for inspection. docs/days.md
    """

    site = models.ForeignKey(
        HazardSite, verbose_name=_("site"), on_delete=models.CASCADE, related_name="spans", db_index=False
    )
    status = models.CharField(_("status"), max_length=16, choices=Status)
    from_on = models.DateField(_("from"))
    to_on = models.DateField(_("until"), default=FAR)
    # As the site has them: so that a day is counted from the index alone.
    commune = models.ForeignKey(
        Commune, verbose_name=_("commune"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    kind = models.ForeignKey(
        HazardKind, verbose_name=_("kind"), on_delete=models.CASCADE, related_name="+", db_index=False
    )
    deadline = models.DateField(_("deadline"), null=True)

    objects = StatusSpanQuerySet.as_manager()

    class Meta:
        verbose_name = _("stretch of a status")
        verbose_name_plural = _("stretches of a status")
        ordering = ["site", "from_on"]
        indexes = [
            models.Index(
                fields=["commune", "kind", "status", "from_on", "to_on", "deadline"], name="span_counts"
            ),
            models.Index(fields=["commune", "from_on", "to_on", "status", "site"], name="span_changes"),
            models.Index(fields=["from_on", "kind", "status", "commune"], name="span_begins"),
            models.Index(fields=["to_on", "kind", "status", "commune"], name="span_ends"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["site", "from_on"], name="span_starts_once"),
            models.CheckConstraint(condition=Q(to_on__gt=F("from_on")), name="span_has_days"),
        ]

    def __str__(self) -> str:
        return f"{self.get_status_display()}, {self.from_on:%d/%m/%Y}"
