"""Working lists: views that a person keeps, and changes made to many sites at once."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from areas.models import Commune
from foundation.ordering import by_name
from foundation.records import Record


class SavedViewQuerySet(models.QuerySet):
    def seen_by(self, user: User, commune: Commune) -> Self:
        """The person's own views of a commune, and those that colleagues share, by name."""
        rows = self.filter(Q(user=user) | Q(is_shared=True), commune=commune)
        return rows.select_related("user").order_by(by_name())


class SavedView(models.Model):
    """Filters, order and columns of the list of sites, under a name: the words of its address."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("person"), on_delete=models.CASCADE, related_name="+"
    )
    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.CASCADE)
    name = models.CharField(_("name"), max_length=80)
    words = models.CharField(_("filters"), max_length=2000, blank=True)
    is_shared = models.BooleanField(_("colleagues of the commune see it too"), default=False)
    created_at = models.DateTimeField(_("created at"), auto_now_add=True)

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "commune", "name"],
                name="saved_view_name_once",
                violation_error_message=_("You already have a view of this name."),
            )
        ]

    def __str__(self) -> str:
        return self.name


class BulkEdit(Record):
    """One change made to many sites at once; each site's history names it as its reason."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT)
    # What was set, as the form sent it: {"deadline": "2026-07-31", "responsible_unit": 3 …}.
    changes = models.JSONField(_("what was set"))
    sites_changed = models.PositiveIntegerField(_("sites changed"))
    measures_planned = models.PositiveIntegerField(_("measures planned"), default=0)

    class Meta:
        verbose_name = _("change of many sites")
        verbose_name_plural = _("changes of many sites")
        ordering = ["-created_at"]

    def __str__(self) -> str:
        return f"{self.sites_changed} ({self.created_at:%d/%m/%Y})"
