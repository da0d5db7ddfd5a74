"""Where a site lies: drawn on the map or pasted, in a commune where the person may log it."""

import uuid
from typing import Final

from django import forms
from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from areas.fields import CoordinatesField, DrawingField
from areas.models import Commune
from areas.placing import Place, VillageSource, locate
from foundation.key_fields import TakesKey

# What a place may be drawn as, for the `shapes` of its form; the first is proposed.
POINT: Final = ("point", _("Point"))
LINE: Final = ("line", _("Line"))
AREA: Final = ("area", _("Area"))


def drawing_field() -> DrawingField:
    """Filled by the map; off the screen but not hidden, so that an error can lead to it."""
    keys = {"class": "visually-hidden", "tabindex": "-1", "autocomplete": "off"}
    return DrawingField(label=_("Place on the map"), required=False, widget=forms.Textarea(keys))


def coordinates_field() -> CoordinatesField:
    return CoordinatesField(
        label=_("Coordinates"),
        required=False,
        max_length=120,
        help_text=_(
            "Latitude and longitude in WGS 84, for example 20.9123, 105.8336 or 20°54'44\"N 105°50'01\"E."
        ),
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )


def source_words(place: Place | None) -> str:
    """How the village was found."""
    return str(VillageSource(place.village_source).label) if place and place.village_source else ""


def find_place(
    shape: GEOSGeometry, user: User, deed: str, commune: Commune | None, *, thing: str = "site"
) -> Place:
    """Commune and village of `shape`, where `user` may do `deed` to a `thing`.

    ValidationError says where it lies instead; `commune` is the one the page is about.
    """
    place = locate(shape, access.communes_for(user, deed, thing))
    if place:
        return place
    elsewhere = locate(shape)
    names = {"own": commune or _("your commune"), "other": elsewhere and elsewhere.commune}
    if elsewhere:
        sentence = _(
            "This place lies in %(other)s, outside %(own)s. Please move it, or tell the staff of %(other)s about it."
        )
    else:
        sentence = _("This place lies outside %(own)s. Please check it on the map and move it.")
    raise ValidationError(sentence, "outside_commune", names)


class SettlesPlace:
    """Of a form with `geometry` and `coordinates`: one of them says where it is, what was typed first.

    The form's `settle(shape, source)` takes the shape, or adds an error to the field `source`.
    """

    no_place = _("Please show the place: tap the map, or paste coordinates.")

    def clean_coordinates(self):
        """Settle the place as soon as both ways of giving it are read: other fields follow from it."""
        coordinates = self.cleaned_data.get("coordinates")
        shape = coordinates or self.cleaned_data.get("geometry")
        if shape is not None:
            self.settle(shape, "coordinates" if coordinates else "geometry")
        elif "geometry" not in self.errors:
            self.add_error("geometry", ValidationError(self.no_place, "required"))
        return coordinates


class RecordsPlace(TakesKey, SettlesPlace):
    """Of a ModelForm of a record that lies somewhere: who fills it in, and for which commune.

    `stored` says whether the record is one that stands already, `place` is None until it is known
    to be good. A record with a village lies in the one of its place, if no other is chosen by hand.
    """

    def __init__(self, *args, user: User, commune: Commune | None, **kwargs):
        super().__init__(*args, **kwargs)
        record = self.instance
        self.user, self.commune = user, commune
        self.stored = not record._state.adding
        self.deed = access.CHANGE if self.stored else access.ADD
        self.place: Place | None = None
        if not self.stored:
            self.initial.setdefault("id", uuid.uuid4())
            return
        self.initial |= {"id": record.pk, "version": record.version, "geometry": record.geom}
        if record.village_source != VillageSource.HAND:
            self.initial["village"] = None

    def take_village(self, cleaned: dict) -> None:
        """Once the place is good: the commune it lies in, and the village, which a hand may have chosen."""
        if not self.place:
            return
        by_hand = cleaned.get("village")
        if not by_hand and "village" not in self.errors:
            cleaned["village"] = self.place.village
        self.instance.commune = self.place.commune
        self.instance.village_source = VillageSource.HAND if by_hand else self.place.village_source


class PlaceForm(forms.Form):
    """The place alone, asked about while the rest of the form is still being filled in."""

    geometry = drawing_field()
    coordinates = coordinates_field()

    def __init__(self, *args, user: User, deed: str, commune: Commune | None, **kwargs):
        super().__init__(*args, **kwargs)
        self.user, self.deed, self.commune = user, deed, commune
        self.place: Place | None = None

    def clean(self) -> dict:
        """Coordinates that were typed go before what was drawn earlier."""
        cleaned = super().clean()
        self.shape = cleaned.get("coordinates") or cleaned.get("geometry")
        if self.shape and not self.errors:
            try:
                self.place = find_place(self.shape, self.user, self.deed, self.commune)
            except ValidationError as error:
                self.add_error("coordinates" if cleaned.get("coordinates") else "geometry", error)
        return cleaned
