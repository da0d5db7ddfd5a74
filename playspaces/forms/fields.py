"""Fields that several forms of play spaces have."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

OLDEST = 18  # years: whom the law calls a child is younger
YES_NO = [("", _("Not known")), ("True", _("Yes")), ("False", _("No"))]


def as_bool(value: str) -> bool:
    return value == "True"


def yes_no_field(label: str) -> forms.TypedChoiceField:
    """Yes, no, or not known (None)."""
    return forms.TypedChoiceField(
        label=label,
        choices=YES_NO,
        coerce=as_bool,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )


def number_field(label: str, *, least: int, most: int, **words) -> forms.IntegerField:
    keys = {"inputmode": "numeric", "autocomplete": "off"}
    errors = {
        "invalid": _("Please write a whole number."),
        "min_value": _("Please write a number of at least %(limit_value)s."),
        "max_value": _("Please write a number of at most %(limit_value)s."),
    }
    return forms.IntegerField(
        label=label,
        min_value=least,
        max_value=most,
        required=False,
        widget=forms.TextInput(keys),
        error_messages=errors,
        **words,
    )


def age_field(label: str) -> forms.IntegerField:
    return number_field(label, least=0, most=OLDEST)


class AgesInOrder:
    """Of a form with `age_from` and `age_to`: the youngest comes first."""

    def clean_age_to(self) -> int | None:
        youngest, oldest = self.cleaned_data.get("age_from"), self.cleaned_data["age_to"]
        if youngest is not None and oldest is not None and oldest < youngest:
            sentence = _("The youngest age is %(youngest)s. Please give that age or an older one here.")
            raise ValidationError(sentence, "reversed", {"youngest": youngest})
        return oldest
