"""Days and telephone numbers as people here write them: 31/12/2026, 0912 345 678."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from foundation.phones import normal_phone

EARLIEST = date(1990, 1, 1)
YEARS_AHEAD = 10
DAY_FORMATS = ["%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d%m%Y", "%Y-%m-%d"]


class DayInput(forms.DateInput):
    """A text field, because a native date field shows the month first wherever the browser
    speaks American English. `date_field.js` adds the slashes and a calendar."""

    template_name = "forms/widgets/day.html"

    def __init__(self, attrs: dict[str, str] | None = None):
        keys = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "10"}
        super().__init__({**keys, **(attrs or {})}, format="%d/%m/%Y")


class DayField(forms.DateField):
    """A day, `earliest` or later; with `fact`, one that is not in the future."""

    default_error_messages = {
        "invalid": _("Please write the day, the month and the year, for example 31/12/2026."),
        "required": _("Please give the date."),
    }

    def __init__(self, *, fact: bool, earliest: date = EARLIEST, **kwargs):
        self.fact, self.earliest = fact, earliest
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
        if day and (day < self.earliest or day.year > today.year + YEARS_AHEAD):
            raise ValidationError(_("Please check the year."), "year")
        return day


class AsksDay:
    """Of a search form with a day `as_of`: today, unless it says another."""

    is_valid: Callable[[], bool]
    cleaned_data: dict[str, Any]

    @cached_property
    def words(self) -> dict[str, Any]:
        """What is asked for; a word that is not valid asks for nothing."""
        self.is_valid()
        return self.cleaned_data

    @cached_property
    def day(self) -> date:
        return self.words.get("as_of") or timezone.localdate()

    @property
    def is_today(self) -> bool:
        return self.day == timezone.localdate()


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
