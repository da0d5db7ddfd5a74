"""Decimals as people here write them, and rows to tick; days and numbers stand in `foundation`."""

import re
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from foundation.form_fields import DayField as DayField
from foundation.form_fields import PhoneField as PhoneField

KEY = re.compile(r"[0-9]{1,18}")


class AmountField(forms.DecimalField):
    """A decimal with comma or point; points between groups of three digits are left out."""

    default_error_messages = {"invalid": _("Please write a number, for example 2,5.")}

    def __init__(self, **kwargs):
        keys = {"inputmode": "decimal", "autocomplete": "off"}
        kwargs.setdefault("max_digits", 9)  # what lies above 10^999999 nobody can reckon with
        super().__init__(widget=forms.TextInput(keys), **kwargs)

    def to_python(self, value: object) -> Decimal | None:
        text = re.sub(r"\s", "", str(value or ""))
        if re.fullmatch(r"\d{1,3}(\.\d{3})+(,\d+)?", text):
            text = text.replace(".", "")
        return super().to_python(text.replace(",", "."))

    def prepare_value(self, value: object) -> object:
        if not isinstance(value, Decimal):
            return value
        return f"{value.normalize():f}".replace(".", get_format("DECIMAL_SEPARATOR"))


class TickedField(forms.ModelMultipleChoiceField):
    """Rows to tick. A key too large for the database is one that does not exist."""

    def clean(self, value: object) -> object:
        for key in value if isinstance(value, (list, tuple)) else ():
            if not KEY.fullmatch(str(key)):
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super().clean(value)
