"""What somebody outside tells of a danger, and what staff decide about it."""

import uuid

from django import forms
from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from areas.placing import locate
from foundation.key_fields import TakesKey, key_field
from hazards.forms.fields import PhoneField
from hazards.forms.incident import NearSiteField
from hazards.forms.place import SettlesPlace, coordinates_field, drawing_field
from hazards.kinds import HazardKind
from hazards.models import HazardSite, Report

SITES_WITHIN_M = 200


class ReportForm(TakesKey, SettlesPlace, forms.ModelForm):
    no_place = _("Please show the place: tap the map, use your position, or paste coordinates.")

    id = key_field()
    geometry = drawing_field()
    coordinates = coordinates_field()
    words = forms.CharField(
        label=_("What is dangerous there?"),
        max_length=1000,
        help_text=_("For example: a deep pond beside the path to school, without a fence."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Please say in a few words what is dangerous there.")},
    )
    kind = forms.ModelChoiceField(
        label=_("Kind of place"),
        queryset=HazardKind.objects.filter(is_active=True),
        required=False,
        empty_label=_("I don't know"),
    )
    reporter_name = forms.CharField(
        label=_("Your name"),
        max_length=120,
        required=False,
        widget=forms.TextInput({"autocomplete": "name"}),
    )
    reporter_phone = PhoneField(label=_("Your phone"), required=False)
    # People do not see it; programs that fill in whatever they find do.
    website = forms.CharField(
        label=_("Please leave this empty"),
        required=False,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = Report
        fields = ["words", "kind", "reporter_name", "reporter_phone"]

    field_order = ["id", "geometry", "coordinates", *Meta.fields]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "reporter_phone" in self.fields:
            self.fields["reporter_phone"].widget.attrs["autocomplete"] = "tel"
        self.initial["id"] = uuid.uuid4()

    @property
    def is_by_a_program(self) -> bool:
        return bool(self.data.get("website"))

    def settle(self, shape: GEOSGeometry, source: str) -> None:
        place = locate(shape) if shape.geom_type == "Point" else None
        if place is None:
            sentence = _(
                "This place lies in no commune that takes reports here. Please check it on the map,"
                " or tell the People's Committee there."
            )
            self.add_error(source, ValidationError(sentence, "outside"))
            return
        report = self.instance
        report.geom, report.commune = shape, place.commune
        report.village, report.village_source = place.village, place.village_source


def version_field() -> forms.IntegerField:
    return forms.IntegerField(widget=forms.HiddenInput({"autocomplete": "off"}))


class SameSiteForm(forms.Form):
    """The report tells of a place that is in the register."""

    version = version_field()
    site = NearSiteField(
        HazardSite.objects.none(),
        label=_("Which place is it?"),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose the place."),
            "invalid_choice": _("This place is not near the report. Please choose again."),
        },
    )

    def __init__(self, *args, report: Report, user: User, **kwargs):
        super().__init__(*args, initial={"version": report.version}, auto_id="same_%s", **kwargs)
        self.fields["site"].offer(report.geom, user, within_m=SITES_WITHIN_M)


class TurnDownForm(forms.Form):
    version = version_field()
    answer = forms.CharField(
        label=_("Why is it not taken up?"),
        max_length=255,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("For example: looked at on the spot, the pond was filled in."),
        error_messages={"required": _("Please say in a few words why.")},
    )

    def __init__(self, *args, report: Report, **kwargs):
        super().__init__(*args, initial={"version": report.version}, auto_id="down_%s", **kwargs)
