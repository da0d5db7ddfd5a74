"""Which sites a person asks to see: the words of an address, as a form."""

from datetime import date

from django import forms
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit
from areas.models import Commune, Village
from areas.working_days import WorkingDays, working_days
from foundation.ordering import by_name
from hazards.forms.fields import DayField
from hazards.kinds import HazardKind
from hazards.querysets import HazardSiteQuerySet
from hazards.risk import RiskLevel
from hazards.status import Status

OWNERS = [("public", _("Public place")), ("household", _("Household"))]


class SiteFilter(forms.Form):
    """`?kind=pond&status=unprotected&risk=high&owner=public&village=12&unit=3&overdue=1&as_of=2026-06-30`

    Nothing chosen means all. A word that is not valid narrows nothing and is told in `errors`.
    """

    status = forms.MultipleChoiceField(
        label=_("Status"), choices=Status.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    overdue = forms.BooleanField(label=_("Past the deadline"), required=False)
    drowning = forms.BooleanField(label=_("Only where a child can drown"), required=False)
    owner = forms.MultipleChoiceField(
        label=_("Whose place"), choices=OWNERS, required=False, widget=forms.CheckboxSelectMultiple
    )
    kind = forms.ModelMultipleChoiceField(
        HazardKind.objects.all(),
        label=_("Kind"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    risk = forms.MultipleChoiceField(
        label=_("Risk level"), choices=RiskLevel.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    village = forms.ModelChoiceField(
        Village.objects.none(), label=_("Village"), required=False, empty_label=_("All villages")
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("Responsible unit"), required=False, empty_label=_("All units")
    )
    as_of = DayField(fact=False, label=_("As of"), required=False)

    def __init__(self, words, *, commune: Commune | None, with_owners: bool = False):
        """`with_owners` offers households too, for those who may know them by name."""
        super().__init__(words, auto_id="filter-%s")
        self.fields["village"].queryset = Village.objects.filter(commune=commune).order_by(by_name())
        units = Unit.objects.filter(commune=commune).order_by(by_name())
        self.fields["unit"].queryset = units if with_owners else units.exclude(type=Unit.Type.OWNER)
        self.full_clean()

    @cached_property
    def day(self) -> date:
        """The day asked about, today unless said."""
        return self.cleaned_data.get("as_of") or timezone.localdate()

    @cached_property
    def calendar(self) -> WorkingDays:
        """What overdue is reckoned by; one query, once."""
        return working_days()

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()

    @property
    def further_in_use(self) -> int:
        """How many are set of those that a page does not show at once."""
        return sum(
            bool(value) for name, value in self.cleaned_data.items() if name not in ("status", "overdue")
        )

    @property
    def in_use(self) -> int:
        """How many filters are set; the day is not one of them."""
        return sum(bool(value) for name, value in self.cleaned_data.items() if name != "as_of")

    def narrow(self, sites: HazardSiteQuerySet) -> HazardSiteQuerySet:
        """Sites known on the day, with their status, that every filter lets through."""
        words = self.cleaned_data
        sites = sites.known_on(self.day).with_status(self.day)
        if words.get("drowning"):
            sites = sites.drowning()
        if len(set(words.get("owner", ()))) == 1:
            sites = sites.filter(is_household="household" in words["owner"])
        if words.get("kind"):
            sites = sites.filter(kind__in=words["kind"])
        if words.get("status"):
            sites = sites.filter(status__in=words["status"])
        if words.get("risk"):
            sites = sites.at_risk(words["risk"])
        if words.get("village"):
            sites = sites.filter(village=words["village"])
        if words.get("unit"):
            sites = sites.filter(responsible_unit=words["unit"])
        return sites.overdue_on(self.day, self.calendar) if words.get("overdue") else sites
