"""Fields that several forms of schools have."""

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.models import Village
from hazards.forms.fields import TickedField

MOST_PUPILS = 20_000


class VillagesField(TickedField):
    def label_from_instance(self, village: Village) -> str:
        return village.full_name


def pupils_field(label: str) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        required=False,
        min_value=0,
        max_value=MOST_PUPILS,
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={
            "invalid": _("Please write a whole number."),
            "min_value": _("Please write a number of at least %(limit_value)s."),
            "max_value": _("Please write a number of at most %(limit_value)s."),
        },
    )
