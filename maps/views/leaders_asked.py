"""As of which day, and since which, a leaders' page is asked for."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from foundation.days import FIRST, months_before
from foundation.form_fields import DayField
from hazards.filters import DAYS, AsksSites
from hazards.status import Status


class LeadersForm(forms.Form):
    """`?as_of=2026-06-30&since=2026-05-31`: today, and the month before it, unless said."""

    as_of = DayField(fact=False, earliest=FIRST, label=_("As of"), required=False)
    since = DayField(fact=False, earliest=FIRST, label=_("What changed since"), required=False)

    def __init__(self, words):
        super().__init__(words, auto_id="%s")
        self.full_clean()

    @property
    def day(self) -> date:
        return self.cleaned_data.get("as_of") or timezone.localdate()

    @property
    def changed_since(self) -> date:
        since = self.cleaned_data.get("since")
        return since if since and since <= self.day else months_before(self.day, 1)

    @property
    def in_words(self) -> str:
        """What is wrong with the days, in a sentence or two."""
        return " ".join(str(error) for errors in self.errors.values() for error in errors)

    def clean(self) -> dict[str, date]:
        words = self.cleaned_data
        if words.get("since") and words["since"] > self.day:
            self.add_error("since", ValidationError(_("This period ends before it starts."), "order"))
        return words


class CitySitesForm(LeadersForm, AsksSites):
    """`?kind=pond&status=unprotected&drowning=1&overdue=1&change=reopened&money=spent`: nothing chosen means all."""

    @property
    def in_fields(self) -> list[forms.BoundField]:
        """Those that are no chips."""
        return [self[name] for name in ("change", "money", *reversed(DAYS))]

    @property
    def further_in_use(self) -> int:
        """How many are set of those that are not seen at once."""
        return sum(bool(self.cleaned_data.get(name)) for name in ("kind", "change", "money", *DAYS))

    @property
    def is_narrowed(self) -> bool:
        return any(value for name, value in self.cleaned_data.items() if name not in DAYS)


def words_of(form: LeadersForm) -> dict[str, Any]:
    """What every page about a day says of it."""
    today = timezone.localdate()
    words = {name: form.data[name] for name in ("as_of", "since") if form.data.get(name) and not form.errors}
    return {
        "form": form,
        "day": form.day,
        "since": form.changed_since,
        "is_today": form.day == today,
        "is_ahead": form.day > today,
        "query": urlencode(words),
        "statuses": list(Status),
    }
