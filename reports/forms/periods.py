"""Which days a report tells about."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.form_fields import DayField
from foundation.key_fields import key_field
from reports.duties import DUTIES
from reports.register import Period

FIRST_YEAR: Final = 2021  # of the plan of the city that asks for reports


class YearForm(forms.Form):
    """`?year=2026`: this year, unless said; the next one at the latest."""

    year = forms.IntegerField(
        label=_("Year"),
        min_value=FIRST_YEAR,
        required=False,
        error_messages={"min_value": _("Please choose the year %(limit_value)s or a later one.")},
    )

    def clean_year(self) -> int:
        this_year = timezone.localdate().year
        year = self.cleaned_data["year"] or this_year
        if year > this_year + 1:
            raise ValidationError(_("Please choose the next year at the latest."), "max_value")
        return int(year)

    @property
    def chosen(self) -> int:
        self.full_clean()
        return int(self.cleaned_data.get("year") or timezone.localdate().year)


class DutyForm(YearForm):
    """Which of the reports of a year is begun."""

    kind = forms.ChoiceField(choices=[(kind, kind) for kind in DUTIES])


class PeriodFields(forms.Form):
    """Two days, both of which belong to the period; none of them is still to come."""

    from_on = DayField(fact=False, label=_("From"))
    to_on = DayField(fact=False, label=_("To"), help_text=_("The figures are those of this day."))

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        first, last = words.get("from_on"), words.get("to_on")
        if last and last > timezone.localdate():
            self.add_error(
                "to_on", ValidationError(_("The period ends in the future. Please give today at the latest."))
            )
        elif first and last and last < first:
            self.add_error("to_on", ValidationError(_("The period ends before it starts.")))
        return words


class PeriodForm(PeriodFields):
    """A report that nobody asked for, about any days."""

    id = key_field()

    field_order = ["id", "from_on", "to_on"]

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        today = timezone.localdate()
        self.initial |= {"from_on": date(today.year, 1, 1), "to_on": today}

    @property
    def period(self) -> Period:
        return Period(self.cleaned_data["from_on"], self.cleaned_data["to_on"])
