"""As of which day, and since which, a leaders' page is asked for."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.days import months_before
from foundation.form_fields import DayField


class LeadersForm(forms.Form):
    """`?as_of=2026-06-30&since=2026-05-31`: today, and the month before it, unless said."""

    as_of = DayField(fact=False, label=_("As of"), required=False)
    since = DayField(fact=False, label=_("What changed since"), required=False)

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

    def clean(self) -> dict[str, date]:
        words = self.cleaned_data
        if words.get("since") and words["since"] > self.day:
            self.add_error("since", ValidationError(_("This period ends before it starts."), "order"))
        return words
