"""The gates of a school, each a row of the school's form: set on the map or written as coordinates."""

from typing import Final

from django import forms
from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _
from shapely import wkb

from areas.distance import way
from areas.fields import CoordinatesField
from schools.models import Gate, School

MOST: Final = 12
FAR_M: Final = 200
MAIN: Final = "main_gate"  # the prefix of the row that is ticked


class GateForm(forms.Form):
    key = forms.IntegerField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    name = forms.CharField(
        label=_("Name of the gate"),
        max_length=80,
        required=False,
        widget=forms.TextInput({"autocomplete": "off"}),
    )
    place = CoordinatesField(
        label=_("Coordinates"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false", "inputmode": "text"}),
    )

    def clean(self) -> dict:
        cleaned = super().clean()
        named = cleaned.get("name") or cleaned.get("key")
        if named and not cleaned.get("place") and "place" not in self.errors:
            self.add_error(
                "place", _("Please show where this gate is: set it on the map, or write its coordinates.")
            )
        return cleaned


class BaseGates(BaseFormSet):
    """Rows left empty are no gates. The first one is the main gate where none is ticked."""

    default_error_messages = {
        "missing_management_form": _(
            "The form arrived incomplete. Please open it again and fill it in anew."
        ),
        "too_many_forms": _("A school has at most %(num)d gates here. Please leave some out."),
    }

    def described(self) -> list[tuple[forms.Form, dict]]:
        """Rows that stay, with what they say; the formset must be valid."""
        rows = [form for form in self.forms if form not in self.deleted_forms]
        return [(form, form.cleaned_data) for form in rows if form.cleaned_data.get("place")]

    def gates(self) -> list[Gate]:
        """The gates described, unsaved, with the keys of those that are stored."""
        rows = self.described()
        prefixes = [form.prefix for form, _said in rows]
        ticked = self.data.get(MAIN)
        main = ticked if ticked in prefixes else (prefixes or [None])[0]
        return [
            Gate(pk=said.get("key"), name=said["name"], geom=said["place"], is_main=form.prefix == main)
            for form, said in rows
        ]

    def ask_about_far_ones(self, grounds: GEOSGeometry) -> bool:
        """Whether some gate lies far from the grounds; each is asked about at its row."""
        shape = wkb.loads(bytes(grounds.wkb))
        far = [
            (form, metres)
            for form, said in self.described()
            if (metres := way(shape, wkb.loads(bytes(said["place"].wkb))).metres) > FAR_M
        ]
        for form, metres in far:
            sentence = _(
                "This gate lies %(metres)d m from the grounds. Please move it, or tick below that it is right."
            )
            form.add_error("place", ValidationError(sentence, "far", {"metres": metres}))
        return bool(far)


GateFormSet = formset_factory(
    GateForm,
    formset=BaseGates,
    extra=1,
    can_delete=True,
    max_num=MOST,
    absolute_max=MOST + 1,
    validate_max=True,
)


def gates_of(school: School | None) -> list[dict[str, object]]:
    """Initial rows: the stored gates of a school. One query."""
    gates = school.gates.all() if school else []
    return [
        {
            "key": gate.pk,
            "name": gate.name,
            "place": f"{gate.geom.y:.7f}, {gate.geom.x:.7f}",
            "is_main": gate.is_main,
        }
        for gate in gates
    ]
