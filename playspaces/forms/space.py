"""The form of a play space, new or stored."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from areas.fields import VillageField
from areas.models import Commune, Village
from foundation.form_fields import DayField
from foundation.key_fields import key_field, version_field
from foundation.ordering import by_name
from hazards.forms.fields import AmountField, TickedField
from hazards.forms.place import AREA, POINT, RecordsPlace, coordinates_field, drawing_field, find_place
from hazards.forms.responsible import PersonField, UnitField
from playspaces.forms.fields import (
    AgesInOrder,
    age_field,
    number_field,
    yes_no_field,
)
from playspaces.manager import may_see_manager
from playspaces.models import Facility, PlaySpace, PlaySpaceKind

EARLIEST = date(1900, 1, 1)  # village houses may be old
SAME_PLACE = 1e-9  # degrees: what a shape may lose on its way to the browser and back
WATER = ("depth_max_m", "is_fenced", "has_lifeguard", "has_rescue_gear")
DEEPEST_M = 20
ROOM_FOR_MOST = 10_000


class PlaySpaceForm(RecordsPlace, AgesInOrder, forms.ModelForm):
    shapes = (POINT, AREA)

    id = key_field()
    version = version_field()
    # These two come first: the place decides which villages and units can be chosen.
    geometry = drawing_field()
    coordinates = coordinates_field()
    kind = forms.ModelChoiceField(
        label=_("Kind of play space"),
        queryset=PlaySpaceKind.objects.filter(is_active=True),
        empty_label=_("Choose…"),
        error_messages={"required": _("Please choose what kind of play space this is.")},
    )
    opened_on = DayField(
        fact=False,
        earliest=EARLIEST,
        label=_("Opened on"),
        required=False,
        help_text=_("Empty when unknown: it counts from the start."),
    )
    closed_on = DayField(fact=False, earliest=EARLIEST, label=_("Closed for good on"), required=False)
    age_from = age_field(_("For children from (years)"))
    age_to = age_field(_("Up to (years)"))
    capacity = number_field(_("Room for (children at once)"), least=1, most=ROOM_FOR_MOST)
    is_lit = yes_no_field(_("Lit in the evening"))
    facilities = TickedField(
        label=_("Facilities"),
        queryset=Facility.objects.filter(is_active=True),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("This facility is not in the list. Please choose another.")},
    )
    manager_unit = UnitField(
        label=_("Managed by"),
        required=False,
        error_messages={
            "invalid_choice": _(
                "This unit is not of the commune where the place lies. Please choose another."
            )
        },
    )
    manager_person = PersonField(
        label=_("Person in charge"),
        required=False,
        error_messages={
            "invalid_choice": _(
                "This person holds no post in the commune where the place lies. Please choose another."
            )
        },
    )
    depth_max_m = AmountField(
        label=_("Deepest water (m)"),
        required=False,
        decimal_places=2,
        help_text=_("In metres, for example 1,2."),
    )
    is_fenced = yes_no_field(_("Fenced, with a gate that locks"))
    has_lifeguard = yes_no_field(_("A lifeguard watches"))
    has_rescue_gear = yes_no_field(_("Lifebuoys and poles at hand"))

    class Meta:
        model = PlaySpace
        fields = [
            "village", "kind", "name", "for_children", "opened_on", "closed_on", "age_from", "age_to", "capacity",
            "opening_hours", "facilities", "is_lit", "shade", "manager_unit", "manager_person", "description",
            "depth_max_m", "is_fenced", "has_lifeguard", "has_rescue_gear",
        ]  # fmt: skip
        labels = {
            "village": _("Village"),
            "name": _("Name"),
            "for_children": _("For children"),
            "opening_hours": _("Opening hours"),
            "shade": _("Shade"),
            "description": _("Description"),
        }
        help_texts = {
            "for_children": _("Only places for children count towards the coverage of villages."),
        }
        field_classes = {"village": VillageField}
        widgets = {"description": forms.Textarea({"rows": 4})}
        error_messages = {
            "name": {"required": _("Please give the place a name.")},
            "village": {
                "invalid_choice": _(
                    "This village is not in the commune where the place lies. Please choose another."
                )
            },
        }

    field_order = ["id", "version", "geometry", "coordinates", *Meta.fields]

    def __init__(self, *args, user: User, commune: Commune | None, **kwargs):
        super().__init__(*args, user=user, commune=commune, **kwargs)
        known = [(value, capfirst(label)) for value, label in self.fields["shade"].choices if value]
        self.fields["shade"].choices = [("", _("Not known")), *known]
        if not may_see_manager(user, commune and commune.pk):
            del self.fields["manager_person"]
        self.offer_choices_of(commune)
        if self.stored:
            self.keep_what_is_stored()

    def keep_what_is_stored(self) -> None:
        """A kind or facility that is no longer offered stays with the places that have it."""
        space = self.instance
        self.fields["kind"].queryset |= PlaySpaceKind.objects.filter(pk=space.kind_id)
        self.fields["facilities"].queryset |= Facility.objects.filter(pk__in=space.facilities.values("pk"))

    def offer_choices_of(self, commune: Commune | None) -> None:
        self.commune = commune
        space = self.instance
        self.fields["village"].queryset = Village.objects.filter(commune=commune, dissolved_on=None).order_by(
            by_name()
        )
        self.fields["village"].empty_label = _("By its place")
        self.fields["manager_unit"].offer(self.user, commune, space.manager_unit_id)
        if "manager_person" in self.fields:
            self.fields["manager_person"].offer(commune, space.manager_person_id)

    def settle(self, shape, source: str) -> None:
        stored = self.instance.geom
        moved = stored is None or not shape.equals_exact(stored, SAME_PLACE)
        try:
            self.place = find_place(shape, self.user, self.deed, self.commune, thing="play_space")
            if moved and not self.place.inside:
                sentence = _("Part of this place lies outside %(commune)s. Please pull the outline back.")
                raise ValidationError(sentence, "reaches_out", {"commune": self.place.commune})
        except ValidationError as error:
            self.add_error(source, error)
            return
        if moved:
            self.instance.geom = shape
        self.offer_choices_of(self.place.commune)

    def clean_closed_on(self):
        opened, closed = self.cleaned_data.get("opened_on"), self.cleaned_data["closed_on"]
        if opened and closed and closed < opened:
            sentence = _("A place can't close before it opened, on %(day)s. Please correct one of the two.")
            raise ValidationError(sentence, "reversed", {"day": f"{opened:%d/%m/%Y}"})
        return closed

    def clean_depth_max_m(self):
        depth_m = self.cleaned_data["depth_max_m"]
        if depth_m is not None and not 0 <= depth_m <= DEEPEST_M:
            raise ValidationError(
                _("A depth lies between 0 and %(most)s m. Is that in centimetres?"),
                "absurd",
                {"most": DEEPEST_M},
            )
        return depth_m

    def clean(self) -> dict:
        cleaned = super().clean()
        kind = cleaned.get("kind")
        if kind and not kind.is_water:
            self.forget_water(cleaned)
        self.take_village(cleaned)
        return cleaned

    def forget_water(self, cleaned: dict) -> None:
        """Where nobody swims, nothing is asked of the water."""
        for name in WATER:
            self.errors.pop(name, None)
            cleaned[name] = None

    @property
    def water(self) -> list[forms.BoundField]:
        return [self[name] for name in WATER]
