"""Days, decimals and telephone numbers as people here write them: 31/12/2026, 2,5, 0912 345 678."""

import re
from datetime import date
from decimal import Decimal

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import get_format
from django.utils.translation import gettext_lazy as _

from foundation.phones import normal_phone

EARLIEST = date(1990, 1, 1)
YEARS_AHEAD = 10
KEY = re.compile(r"[0-9]{1,18}")
DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d"]


class DayInput(forms.DateInput):
    """A text field, because a native date field shows the month first wherever the browser
    speaks American English. `date_field.js` adds the slashes and a calendar."""

    template_name = "hazards/widgets/day.html"

    def __init__(self, attrs: dict[str, str] | None = None):
        keys = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "10"}
        super().__init__({**keys, **(attrs or {})}, format="%d/%m/%Y")


class DayField(forms.DateField):
    """A day; with `fact`, one that is not in the future."""

    default_error_messages = {
        "invalid": _("Please write the day, the month and the year, for example 31/12/2026."),
        "required": _("Please give the date."),
    }

    def __init__(self, *, fact: bool, **kwargs):
        self.fact = fact
        kwargs.setdefault("widget", DayInput())
        super().__init__(input_formats=DAY_FORMATS, **kwargs)

    def clean(self, value: str | None) -> date | None:
        day = super().clean(value)
        today = timezone.localdate()
        if day and self.fact and day > today:
            raise ValidationError(
                _(
                    "This date is in the future. Please give the day on which it happened, today at the latest."
                ),
                "future",
            )
        if day and (day < EARLIEST or day.year > today.year + YEARS_AHEAD):
            raise ValidationError(_("Please check the year."), "year")
        return day


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


class PhoneField(forms.CharField):
    """A number of Vietnam, cleaned to its digits with a zero in front."""

    def __init__(self, **kwargs):
        keys = {"type": "tel", "inputmode": "tel", "autocomplete": "off"}
        super().__init__(max_length=40, widget=forms.TextInput(keys), **kwargs)

    def clean(self, value: str | None) -> str:
        text = super().clean(value)
        if not text:
            return ""
        number = normal_phone(text)
        if number is None:
            sentence = _(
                "Please check this number: a mobile number has ten digits, for example 0912 345 678,"
                " a fixed line eleven, for example 024 3861 2345."
            )
            raise ValidationError(sentence, "invalid")
        return number


class TickedField(forms.ModelMultipleChoiceField):
    """Rows to tick. A key too large for the database is one that does not exist."""

    def clean(self, value: object) -> object:
        for key in value if isinstance(value, (list, tuple)) else ():
            if not KEY.fullmatch(str(key)):
                raise ValidationError(self.error_messages["invalid_choice"], "invalid_choice", {"value": key})
        return super().clean(value)
