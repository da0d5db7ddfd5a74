"""A campaign: before summer, or before the storms, every site of some kinds is looked at by a day."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from accounts.models import Unit, User
from areas.models import Commune, Village
from foundation.records import Record
from hazards.kinds import HazardKind
from hazards.querysets import CampaignQuerySet


class Campaign(Record):
    """Every existing site of its kinds is due by `due_on`; looked at since `starts_on`, it is done."""

    commune = models.ForeignKey(Commune, verbose_name=_("commune"), on_delete=models.PROTECT)
    name = models.CharField(_("name"), max_length=160)
    kinds = models.ManyToManyField(HazardKind, verbose_name=_("kinds of hazard"), related_name="+")
    with_households = models.BooleanField(_("household places too"), default=True)
    starts_on = models.DateField(_("starts on"))
    due_on = models.DateField(_("to be done by"))
    note = models.CharField(_("note"), max_length=500, blank=True)

    history = HistoricalRecords(m2m_fields=[kinds])
    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")
        ordering = ["-due_on", "name"]
        indexes = [models.Index(fields=["commune", "due_on"], name="campaign_commune_due")]
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on__gte=F("starts_on")),
                name="campaign_ends_after_its_start",
                violation_error_message=_("A campaign can't end before it starts."),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CampaignShare(models.Model):
    """Who looks at the sites of one village; without a village, at those that have none."""

    campaign = models.ForeignKey(
        Campaign, verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="shares"
    )
    village = models.ForeignKey(
        Village,
        verbose_name=pgettext_lazy("field", "village"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
    )
    unit = models.ForeignKey(
        Unit, verbose_name=_("responsible unit"), null=True, blank=True, on_delete=models.PROTECT
    )
    person = models.ForeignKey(
        User, verbose_name=_("responsible person"), null=True, blank=True, on_delete=models.PROTECT
    )

    history = HistoricalRecords()

    class Meta:
        verbose_name = _("share of a campaign")
        verbose_name_plural = _("shares of a campaign")
        constraints = [
            models.UniqueConstraint(fields=["campaign", "village"], name="share_once_in_village"),
            models.UniqueConstraint(
                fields=["campaign"], condition=Q(village=None), name="share_once_without_village"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.campaign}, {self.village or '–'}"
