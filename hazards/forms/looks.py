"""Which inspections a person asks to see: by when due, where, whose."""

from datetime import date, timedelta

from django import forms
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from accounts.teams import units_of
from areas.models import Commune, Village
from foundation.ordering import by_name
from hazards.forms.responsible import UnitField
from hazards.querysets import HazardSiteQuerySet

SUNDAY = 6
MONTH = timedelta(days=30)


class LookFilter(forms.Form):
    """`?due=week&village=12&unit=3&mine=1`. A word that is not valid narrows nothing, and is told."""

    class Due(models.TextChoices):
        OVERDUE = "overdue", _("Overdue")
        WEEK = "week", _("This week")
        MONTH = "month", _("Next 30 days")

    # Nothing has to be chosen in a search: its labels say no “(optional)”.
    is_search = True
    due = forms.ChoiceField(choices=Due, required=False)
    village = forms.ModelChoiceField(
        Village.objects.none(), label=_("Village"), required=False, empty_label=_("All villages")
    )
    unit = UnitField(required=False, empty_label=_("All units"))
    mine = forms.BooleanField(label=_("Only mine"), required=False)

    def __init__(self, words, *, user: User, commune: Commune):
        super().__init__(words, auto_id="filter-%s")
        self.user, self.commune = user, commune
        self.fields["village"].queryset = Village.objects.filter(commune=commune).order_by(by_name())
        self.fields["unit"].offer(user, commune)
        self.full_clean()

    @cached_property
    def today(self) -> date:
        return timezone.localdate()

    @property
    def asked(self) -> "LookFilter.Due":
        return self.Due(self.cleaned_data.get("due") or self.Due.WEEK)

    @property
    def last_day(self) -> date:
        """Inspections due on this day or before are asked for; a week ends with its Sunday."""
        return {
            self.Due.OVERDUE: self.today - timedelta(days=1),
            self.Due.WEEK: self.end_of_week,
            self.Due.MONTH: self.today + MONTH,
        }[self.asked]

    @property
    def end_of_week(self) -> date:
        return self.today + timedelta(days=SUNDAY - self.today.weekday())

    def narrow(self, sites: HazardSiteQuerySet) -> HazardSiteQuerySet:
        """Sites of the village, the unit, the person; due on whatever day."""
        words = self.cleaned_data
        if words.get("village"):
            sites = sites.filter(village=words["village"])
        if words.get("unit"):
            sites = sites.filter(responsible_unit=words["unit"])
        if words.get("mine"):
            sites = sites.filter(is_mine(self.user, self.commune))
        return sites


def own_villages(user: User, commune: Commune) -> set[int]:
    """Villages in which a collaborator works; costs nothing once the person's posts are known."""
    grants = access.grants(user)
    return {grant.village_id for grant in grants if grant.village_id and commune.pk in grant.communes}


def is_mine(user: User, commune: Commune) -> Q:
    """Sites for which the person or a unit of theirs is responsible, or in their own village."""
    responsible = Q(responsible_person=user) | Q(responsible_unit__in=units_of(user).values("pk"))
    return responsible | Q(village__in=own_villages(user, commune))
