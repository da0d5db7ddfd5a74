"""Out of use for a time, closed for good, withdrawn, restored."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.form_fields import DayField
from foundation.key_fields import version_field
from hazards.forms.closing import reason_field
from playspaces.models import Closure, PlaySpace


class OnVersion(forms.Form):
    """A deed on the version of the play space that the person saw."""

    version = version_field()

    def clean_version(self) -> int:
        return self.cleaned_data["version"] or 0


class ClosureForm(OnVersion, forms.ModelForm):
    since = DayField(fact=False, label=_("Not usable since"))
    reason = reason_field(label=_("Why not?"), help_text=_("For example: under repair, or under water."))
    until = DayField(
        fact=False,
        label=_("Usable again on"),
        required=False,
        help_text=_(
            "Leave empty while nobody knows. A mistake is taken back with the day on which it began."
        ),
    )

    class Meta:
        model = Closure
        fields = ["since", "reason", "until"]

    field_order = ["version", "since", "reason", "until"]

    def clean_until(self) -> date | None:
        since, until = self.cleaned_data.get("since"), self.cleaned_data["until"]
        if since and until and until < since:
            sentence = _(
                "It can't be usable again before %(day)s, when it closed. Please correct one of the two."
            )
            raise ValidationError(sentence, "reversed", {"day": f"{since:%d/%m/%Y}"})
        return until


class CloseForm(OnVersion):
    """For a place that is closed already an empty date takes that back."""

    on = DayField(
        fact=False,
        label=_("Closed for good on"),
        help_text=_("From that day it counts for no village. What was recorded stays."),
    )

    def __init__(self, *args, space: PlaySpace, **kwargs):
        super().__init__(*args, **kwargs)
        self.space = space
        self.initial |= {"version": space.version, "on": space.closed_on or timezone.localdate()}
        if space.closed_on:
            self.fields["on"].required = False
            self.fields["on"].help_text = _("Leave empty if it is open again.")

    def clean_on(self) -> date | None:
        on, opened = self.cleaned_data["on"], self.space.opened_on
        if on and opened and on < opened:
            sentence = _(
                "A place can't close before it opened, on %(day)s. Please give that day or a later one."
            )
            raise ValidationError(sentence, "reversed", {"day": f"{opened:%d/%m/%Y}"})
        return on


class WithdrawForm(OnVersion):
    reason = reason_field(
        label=_("Reason for taking this place off the list"),
        help_text=_("For example: recorded twice. What was recorded is kept, with your name."),
    )


class TakeBackForm(OnVersion):
    """For an inspection, a fault, a class or a photo that was recorded by mistake."""

    reason = reason_field(
        label=_("What was the mistake?"),
        help_text=_("It leaves every list and count, and is kept with your reason."),
        error_messages={"required": _("Please say what was wrong, in a few words.")},
    )


class RestoreForm(OnVersion):
    reason = reason_field(
        label=_("Why does it come back?"),
        max_length=90,
        help_text=_("It counts again from now on. Your reason and your name are kept with it."),
    )
