"""The form of a place where a play space could be made, and that of proposing such places."""

from typing import Any

from django import forms
from django.contrib.gis.geos import GEOSGeometry
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from areas.fields import VillageField
from areas.models import Commune, Village
from foundation.key_fields import key_field, version_field
from foundation.ordering import by_name
from hazards.forms.measure_details import MoneyField
from hazards.forms.place import RecordsPlace, coordinates_field, drawing_field, find_place
from playspaces.models import Candidate, PlaySpaceKind


def cost_field(**words: Any) -> MoneyField:
    return MoneyField(label=_("Cost (VND)"), **words)


def kind_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        label=_("What it would become"),
        queryset=PlaySpaceKind.objects.filter(is_active=True),
        required=False,
        empty_label=_("Not decided yet"),
    )


class CandidateForm(RecordsPlace, forms.ModelForm):
    id = key_field()
    version = version_field()
    # These two come first: the place decides which villages can be chosen.
    geometry = drawing_field()
    coordinates = coordinates_field()
    kind = kind_field()
    cost = cost_field(
        required=False,
        help_text=_("For example: 350 triệu. A place without a cost stays in the list; plans leave it out."),
    )

    class Meta:
        model = Candidate
        fields = ["village", "name", "cost", "kind", "note"]
        labels = {"village": _("Village"), "name": _("Name"), "note": _("Note")}
        field_classes = {"village": VillageField}
        widgets = {"note": forms.Textarea({"rows": 3})}
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
        self.offer_villages_of(commune)
        if self.stored:
            self.fields["kind"].queryset |= PlaySpaceKind.objects.filter(pk=self.instance.kind_id)

    def offer_villages_of(self, commune: Commune | None) -> None:
        self.commune = commune
        villages = Village.objects.filter(commune=commune, dissolved_on=None).defer("boundary")
        self.fields["village"].queryset = villages.order_by(by_name())
        self.fields["village"].empty_label = _("By its place")

    def settle(self, shape: GEOSGeometry, source: str) -> None:
        try:
            if shape.geom_type != "Point":
                raise ValidationError(_("Please show this place as a point."), "point")
            self.place = find_place(shape, self.user, self.deed, self.commune, thing="plan")
        except ValidationError as error:
            self.add_error(source, error)
            return
        self.instance.geom = shape
        self.offer_villages_of(self.place.commune)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        self.take_village(cleaned)
        return cleaned


class GenerateForm(forms.Form):
    """Places on public land, all at one cost."""

    cost = cost_field(
        required=False,
        help_text=_("What one of them would cost. It can be changed for each later."),
    )
    kind = kind_field()
