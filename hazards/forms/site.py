"""The form of a hazard site, new or stored."""

from django import forms
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from areas.fields import VillageField
from areas.models import Commune, Village
from foundation.key_fields import key_field
from foundation.ordering import by_name
from hazards.forms.fields import AmountField, DayField, PhoneField, TickedField
from hazards.forms.photos import PhotosField, TakesPhotos
from hazards.forms.place import AREA, LINE, POINT, coordinates_field, drawing_field
from hazards.forms.responsible import PersonField, UnitField
from hazards.forms.site_rules import SiteRules
from hazards.kinds import HazardKind, MeasureKind
from hazards.models import HazardSite
from hazards.scales import Likelihood, Severity
from hazards.secrets import closed

STEPS_HINT = _("1 is the least, 5 the most.")
WHOSE = [("False", _("Public place")), ("True", _("Household"))]


def steps_field(label: str, choices: type, question: str) -> forms.TypedChoiceField:
    """One to five, as radio buttons with words."""
    return forms.TypedChoiceField(
        label=label,
        choices=choices.choices,
        coerce=int,
        widget=forms.RadioSelect,
        help_text=STEPS_HINT,
        error_messages={"required": question},
    )


class SiteForm(SiteRules, TakesPhotos, forms.ModelForm):
    shapes = (POINT, LINE, AREA)

    id = key_field()
    version = forms.IntegerField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    # These two come first: the place decides which villages and units can be chosen.
    geometry = drawing_field()
    coordinates = coordinates_field()
    kind = forms.ModelChoiceField(
        label=_("Kind of danger"),
        queryset=HazardKind.objects.filter(is_active=True),
        empty_label=_("Choose…"),
        error_messages={"required": _("Please choose what kind of danger this is.")},
    )
    name = forms.CharField(
        label=_("Name"),
        max_length=160,
        required=False,
        help_text=_("Proposed from kind and village; write what people here call it."),
    )
    is_household = forms.TypedChoiceField(
        label=_("Whose place is it?"),
        choices=WHOSE,
        coerce=lambda value: value == "True",
        empty_value=False,
        initial=False,
        required=False,
        widget=forms.RadioSelect,
    )
    owner_phone = PhoneField(label=_("Owner's phone"), required=False)
    likelihood = steps_field(
        _("Likelihood of an accident"), Likelihood, _("Please choose how likely an accident is.")
    )
    severity = steps_field(
        _("Harm to a child"), Severity, _("Please choose how badly a child could be harmed.")
    )
    depth_m = AmountField(
        label=_("Depth (m)"),
        required=False,
        decimal_places=2,
        help_text=_("In metres, at the deepest point a child can reach, for example 1,8."),
    )
    found_on = DayField(fact=True, label=_("Found on"), initial=timezone.localdate)
    deadline = DayField(fact=False, label=_("Deadline for making it safe"), required=False)
    responsible_unit = UnitField(
        required=False,
        error_messages={
            "invalid_choice": _(
                "This unit is not of the commune where the place lies. Please choose another."
            )
        },
    )
    responsible_person = PersonField(
        required=False,
        error_messages={
            "invalid_choice": _(
                "This person holds no post in the commune where the place lies. Please choose another."
            )
        },
    )
    required_measures = TickedField(
        label=_("Measures this site needs"),
        queryset=MeasureKind.objects.filter(is_active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Leave empty for the usual ones of its kind. All that are ticked are needed."),
        error_messages={"invalid_choice": _("This measure is not in the list. Please choose another.")},
    )

    photos = PhotosField(help_text=_("So that others recognise the place."))

    class Meta:
        model = HazardSite
        fields = [
            "border_note", "village", "kind", "name", "is_household", "owner_name", "owner_phone", "near_path",
            "near_homes", "access", "depth_m", "bank", "likelihood", "severity", "responsible_unit",
            "responsible_person", "deadline", "information_source", "found_on", "description",
            "internal_note", "required_measures",
        ]  # fmt: skip
        labels = {
            "village": _("Village"),
            "border_note": _("Reason for reaching beyond the commune"),
            "owner_name": _("Owner's name"),
            "near_path": _("Beside a path that children use"),
            "near_homes": _("Close to homes"),
            "information_source": _("How we learnt of it"),
            "access": _("Access for children"),
            "bank": _("Bank"),
            "description": _("Description"),
            "internal_note": _("Internal note"),
        }
        help_texts = {
            "border_note": _(
                "Part of the place lies outside the commune. Your reason is kept with the site."
            ),
        }
        field_classes = {"village": VillageField}
        widgets = {
            "owner_name": forms.TextInput({"autocomplete": "off"}),
            "description": forms.Textarea({"rows": 4}),
            "internal_note": forms.Textarea({"rows": 3}),
        }
        error_messages = {
            "village": {
                "invalid_choice": _(
                    "This village is not in the commune where the place lies. Please choose another."
                )
            },
        }

    field_order = ["id", "version", "geometry", "coordinates", *Meta.fields]

    def __init__(self, *args, user: User, commune: Commune | None, **kwargs):
        super().__init__(*args, user=user, commune=commune, sender=user, **kwargs)
        for name in ("bank", "access", "information_source"):
            known = [(value, capfirst(label)) for value, label in self.fields[name].choices if value]
            self.fields[name].choices = [("", _("Not known")), *known]
        for name in closed(user, commune and commune.pk, access.CHANGE) & set(self.fields):
            del self.fields[name]
        self.offer_choices_of(commune)
        if self.stored:
            self.keep_what_is_chosen()

    def keep_what_is_chosen(self) -> None:
        """A kind or unit that is no longer offered stays with the sites that have it."""
        site = self.instance
        self.fields["kind"].queryset |= HazardKind.objects.filter(pk=site.kind_id)
        needed = MeasureKind.objects.filter(pk__in=site.required_measures.values("pk"))
        self.fields["required_measures"].queryset |= needed

    def offer_choices_of(self, commune: Commune | None) -> None:
        self.commune = commune
        villages = Village.objects.filter(commune=commune, dissolved_on=None).order_by(by_name())
        self.fields["village"].queryset = villages
        self.fields["village"].empty_label = _("By its place")
        site = self.instance
        self.fields["responsible_unit"].offer(self.user, commune, site.responsible_unit_id)
        self.fields["responsible_person"].offer(commune, site.responsible_person_id)
