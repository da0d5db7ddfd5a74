"""Taking a school out of the register, and bringing it back."""

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.key_fields import version_field
from hazards.forms.closing import reason_field


class WithdrawSchoolForm(forms.Form):
    version = version_field(required=True)
    reason = reason_field(
        label=_("Reason for taking this school off the list"),
        help_text=_("For example: entered twice. A school that closed for good stays, with the day."),
    )


class RestoreSchoolForm(forms.Form):
    version = version_field(required=True)
    reason = reason_field(
        label=_("Why does it come back?"),
        max_length=90,
        help_text=_("Your reason and your name are kept with it."),
    )
