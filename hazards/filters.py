"""Which sites a person asks to see: the words of an address, as a form."""

from datetime import date
from typing import Any, Final

from django import forms
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from accounts.models import Unit, User
from accounts.teams import people_of
from areas.models import Commune, Village
from areas.working_days import WorkingDays, working_days
from foundation.days import FIRST, months_before
from foundation.form_fields import AsksDay, DayField
from foundation.ordering import by_name
from hazards.hands import hands_of, own_sites
from hazards.kinds import HazardKind
from hazards.models import HazardSite, Measure
from hazards.prices import Money, sites_with
from hazards.querysets import HazardSiteQuerySet
from hazards.risk import RiskLevel
from hazards.secrets import closed
from hazards.status import Status
from hazards.steps import Step, sites_that

# What a page shows without opening more.
AT_ONCE: Final = ("status", "overdue", "soon", "reopened", "mine")

# They say of which days the other words speak, and narrow nothing by themselves.
DAYS: Final = ("as_of", "since")

OWNERS = [("public", _("Public place")), ("household", _("Household"))]
WITHOUT = [("village", _("Without a village")), ("unit", _("Without a responsible unit"))]
FUNDING = [*Measure.Funding.choices, ("none", _("source not said"))]


def people_to_ask_for(commune: Commune | None) -> QuerySet[User]:
    """Who works in `commune`, and who left it and is still named as responsible."""
    named = HazardSite.objects.in_force().filter(commune=commune, responsible_person=OuterRef("pk"))
    return User.objects.filter(Q(pk__in=people_of(commune).values("pk")) | Exists(named))


class AsksSites(forms.Form):
    """The words that the list of a commune and that of a city share."""

    status = forms.MultipleChoiceField(
        label=_("Status"), choices=Status.choices, required=False, widget=forms.CheckboxSelectMultiple
    )
    overdue = forms.BooleanField(label=_("Past the deadline"), required=False)
    drowning = forms.BooleanField(label=_("Only where a child can drown"), required=False)
    kind = forms.ModelMultipleChoiceField(
        HazardKind.objects.all(),
        label=_("Kind"),
        to_field_name="code",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    change = forms.ChoiceField(
        label=_("What became of it"), choices=[("", _("Anything")), *Step.choices], required=False
    )
    money = forms.ChoiceField(label=_("Money"), choices=[("", _("Anything")), *Money.choices], required=False)


class SiteFilter(AsksDay, AsksSites):
    """`?kind=pond&status=unprotected&risk=high&owner=public&village=12&unit=3&overdue=1&as_of=2026-06-30`

    Nothing chosen means all. A word that is not valid narrows nothing and is told in `errors`.
    """

    field_order = ("q", "village", "unit", "person", "change", "since", "money", "as_of")

    soon = forms.BooleanField(label=_("Due within 7 days"), required=False)
    reopened = forms.BooleanField(label=_("Reopened"), required=False)
    mine = forms.BooleanField(label=_("My work"), required=False)
    q = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    owner = forms.MultipleChoiceField(
        label=_("Whose place"), choices=OWNERS, required=False, widget=forms.CheckboxSelectMultiple
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
    person = forms.ModelChoiceField(
        User.objects.none(), label=_("Responsible person"), required=False, empty_label=_("Everybody")
    )
    unit_type = forms.MultipleChoiceField(
        label=_("Kind of responsible unit"),
        choices=Unit.Type.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    without = forms.MultipleChoiceField(
        label=_("Not filled in"), choices=WITHOUT, required=False, widget=forms.CheckboxSelectMultiple
    )
    since = DayField(fact=False, earliest=FIRST, label=_("Since"), required=False)
    funding = forms.MultipleChoiceField(
        label=_("Source of money"), choices=FUNDING, required=False, widget=forms.CheckboxSelectMultiple
    )
    as_of = DayField(fact=False, earliest=FIRST, label=_("As of"), required=False)

    def __init__(
        self, words, *, commune: Commune | None, with_owners: bool = False, user: User | None = None
    ):
        """`with_owners` offers households too, for those who may know them by name; `user` asks."""
        super().__init__(words, auto_id="filter-%s")
        self.user, self.commune = user, commune
        if user and "responsible_person" in closed(user, commune.pk if commune else None):
            del self.fields["person"]
        else:
            self.fields["person"].queryset = people_to_ask_for(commune).order_by(by_name("full_name"))
        self.fields["village"].queryset = Village.objects.filter(commune=commune).order_by(by_name())
        units = Unit.objects.filter(commune=commune).order_by(by_name())
        self.fields["unit"].queryset = units if with_owners else units.exclude(type=Unit.Type.OWNER)
        self.full_clean()

    @property
    def changed_since(self) -> date:
        """Since when changes are asked for: a month before the day unless said."""
        return self.cleaned_data.get("since") or months_before(self.day, 1)

    @cached_property
    def calendar(self) -> WorkingDays:
        """What overdue is reckoned by; one query, once."""
        return working_days()

    @property
    def further_in_use(self) -> int:
        """How many are set of those that a page does not show at once."""
        return sum(
            bool(self.cleaned_data[name]) for name in self.cleaned_data if name not in (*AT_ONCE, "since")
        )

    @property
    def in_use(self) -> int:
        """How many filters are set; the days are not among them."""
        return sum(bool(value) for name, value in self.cleaned_data.items() if name not in DAYS)

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
        if words.get("unit_type"):
            sites = sites.filter(responsible_unit__type__in=words["unit_type"])
        if "village" in words.get("without", ()):
            sites = sites.filter(village=None)
        if "unit" in words.get("without", ()):
            sites = sites.filter(responsible_unit=None)
        if words.get("person"):
            sites = sites.filter(responsible_person=words["person"])
        if words.get("q"):
            sites = sites.matching(words["q"])
        if words.get("mine") and self.user:
            sites = sites.filter(own_sites(hands_of(self.user)))
        return self.narrow_by_money(self.narrow_by_change(self.narrow_by_deadline(sites)))

    def narrow_by_change(self, sites: HazardSiteQuerySet) -> HazardSiteQuerySet:
        step = self.cleaned_data.get("change")
        communes = None if self.commune is None else [self.commune]
        return (
            sites.filter(pk__in=sites_that(step, self.changed_since, self.day, communes)) if step else sites
        )

    def narrow_by_money(self, sites: HazardSiteQuerySet) -> HazardSiteQuerySet:
        words: dict[str, Any] = self.cleaned_data
        if not words.get("money") and not words.get("funding"):
            return sites
        sources = ["" if source == "none" else source for source in words.get("funding", ())]
        return sites.filter(sites_with(words.get("money") or "", sources, self.changed_since, self.day))

    def narrow_by_deadline(self, sites: HazardSiteQuerySet) -> HazardSiteQuerySet:
        words = self.cleaned_data
        if words.get("overdue"):
            sites = sites.overdue_on(self.day, self.calendar)
        if words.get("soon"):
            sites = sites.due_soon_on(self.day, self.calendar)
        return sites.reopened_by(self.day) if words.get("reopened") else sites
