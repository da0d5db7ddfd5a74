"""A campaign: which kinds, by when, and who looks at the places of each village."""

import uuid
from collections.abc import Iterator
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import Membership, Unit, User
from accounts.teams import people_of, units_of
from areas.models import Commune, Village
from areas.working_days import working_days
from foundation.key_fields import key_field
from foundation.ordering import by_name
from hazards.deadlines import day_off_hint
from hazards.forms.fields import DayField, TickedField
from hazards.kinds import HazardKind
from hazards.models import Campaign, CampaignShare

SUMMER = (5, 31)  # school ends
STORMS = (7, 31)  # storms reach the north from August on

REST = "share_rest"


class CampaignForm(forms.Form):
    id = key_field()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    name = forms.CharField(
        label=_("Name"),
        max_length=160,
        widget=forms.TextInput({"list": "campaign-names", "autocomplete": "off"}),
        error_messages={"required": _("Please give the campaign a name.")},
    )
    kinds = TickedField(
        HazardKind.objects.filter(is_active=True),
        label=_("Kinds of danger"),
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Every place of these kinds is due for an inspection."),
        error_messages={"required": _("Please tick one kind of danger at least.")},
    )
    with_households = forms.BooleanField(label=_("Places of households too"), required=False, initial=True)
    starts_on = DayField(
        fact=False,
        label=_("Starts on"),
        initial=timezone.localdate,
        help_text=_("A place counts as done when it was inspected on this day or later."),
    )
    due_on = DayField(fact=False, label=_("To be done by"))
    note = forms.CharField(label=_("Note"), max_length=500, required=False)

    def __init__(self, *args, user: User, commune: Commune, campaign: Campaign | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.commune, self.campaign = commune, campaign
        self.villages = list(
            Village.objects.filter(commune=commune, dissolved_on=None).defer("boundary").order_by(by_name())
        )
        holders = self.holders()
        rest = _("Everywhere else, and places without a village")
        self.fields[REST] = share_field(rest, holders)
        for village in self.villages:
            self.fields[f"share_{village.pk}"] = share_field(village.full_name, holders)
        if campaign:
            self.initial |= stored_answers(campaign)
            self.fields["kinds"].queryset |= HazardKind.objects.filter(pk__in=campaign.kinds.values("pk"))
        else:
            self.initial.setdefault("id", uuid.uuid4())
            self.initial |= proposed_shares(commune, user)

    def holders(self) -> list:
        """Who can look: people with a post here, and units that are no household. Two queries."""
        units = Unit.objects.filter(commune=self.commune, is_active=True).exclude(type=Unit.Type.OWNER)
        people = people_of(self.commune).order_by(by_name("full_name"))
        return [
            ("", _("Nobody yet")),
            (_("People"), [(f"person:{person.pk}", str(person)) for person in people]),
            (_("Units"), [(f"unit:{unit.pk}", unit.name) for unit in units.order_by(by_name())]),
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        start, due = cleaned.get("starts_on"), cleaned.get("due_on")
        if start and due and due < start:
            self.add_error(
                "due_on", _("A campaign can't end before it starts. Please correct one of the two.")
            )
        elif due and not self.campaign and due < timezone.localdate():
            self.add_error("due_on", _("This day is past. Please give today or a later one."))
        return cleaned

    def clean_name(self) -> str:
        name = self.cleaned_data["name"].strip()
        others = Campaign.objects.in_force().filter(commune=self.commune, name=name)
        if self.campaign:
            others = others.exclude(pk=self.campaign.pk)
        if others.exclude(pk=self.cleaned_data.get("id")).exists():
            raise ValidationError(
                _("A campaign of this name is under way. Please choose another name."), "twice"
            )
        return name

    def names(self) -> list[str]:
        """Names to choose from, for the seasons to come."""
        today = timezone.localdate()
        return [
            gettext("Before summer %(year)s") % {"year": year_of(SUMMER, today)},
            gettext("Before the storm season %(year)s") % {"year": year_of(STORMS, today)},
        ]

    def day_off(self) -> str:
        """What to know of a last day on which offices are closed."""
        due = self.cleaned_data.get("due_on") if self.is_bound and hasattr(self, "cleaned_data") else None
        return day_off_hint(due or self.initial.get("due_on"), working_days())

    def share_fields(self) -> Iterator[forms.BoundField]:
        return (self[name] for name in [*(f"share_{village.pk}" for village in self.villages), REST])

    def apply(self) -> Campaign:
        """The campaign described; its author is the caller's."""
        answers = self.cleaned_data
        campaign = self.campaign or Campaign(id=answers["id"] or uuid.uuid4(), commune=self.commune)
        for name in ("name", "with_households", "starts_on", "due_on", "note"):
            setattr(campaign, name, answers[name])
        return campaign

    def shares(self) -> list[CampaignShare]:
        names = {f"share_{village.pk}": village.pk for village in self.villages} | {REST: None}
        return [
            share_from(self.cleaned_data[name], village)
            for name, village in names.items()
            if self.cleaned_data.get(name)
        ]


def share_field(label: str, holders: list) -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=holders, required=False)


def share_from(holder: str, village: int | None) -> CampaignShare:
    kind, key = holder.split(":")
    return CampaignShare(village_id=village, **{f"{kind}_id": int(key)})


def holder_of(share: CampaignShare) -> str:
    return f"person:{share.person_id}" if share.person_id else f"unit:{share.unit_id}"


def stored_answers(campaign: Campaign) -> dict[str, object]:
    names = ("version", "name", "with_households", "starts_on", "due_on", "note")
    answers: dict[str, object] = {name: getattr(campaign, name) for name in names}
    shares = {f"share_{share.village_id or 'rest'}": holder_of(share) for share in campaign.shares.all()}
    return answers | shares | {"kinds": list(campaign.kinds.values_list("pk", flat=True))}


def proposed_shares(commune: Commune, user: User) -> dict[str, str]:
    """Each village to its collaborator, else to its unit; the rest to the unit of who asks. Three queries."""
    units = Unit.objects.filter(
        commune=commune, is_active=True, type=Unit.Type.VILLAGE, village__isnull=False
    )
    proposed = {f"share_{unit.village_id}": f"unit:{unit.pk}" for unit in units}
    posts = Membership.objects.current().filter(commune=commune, village__isnull=False, user__is_active=True)
    for post in posts.order_by("pk"):
        proposed[f"share_{post.village_id}"] = f"person:{post.user_id}"
    own = units_of(user).filter(commune=commune).first()
    return proposed | ({REST: f"unit:{own.pk}"} if own else {})


def year_of(season: tuple[int, int], today: date) -> int:
    """The year in which a season that begins after (month, day) comes next."""
    return today.year + ((today.month, today.day) > season)
