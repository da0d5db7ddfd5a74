"""Under which number and on which day a report is issued, and why it is withdrawn."""

import re
from typing import Any, Final

from django import forms
from django.core.validators import RegexValidator
from django.utils.translation import gettext_lazy as _

from foundation.form_fields import DayField
from foundation.key_fields import version_field

HIGHEST: Final = 99_999


class SignField(forms.CharField):
    """As it is told from others: “bc–ubnd ” is “BC-UBND”."""

    default_validators = [
        RegexValidator(
            r"\A[^\W_]+([-/.& ][^\W_]+)*\Z",
            _("Please write the sign with letters, digits and hyphens, for example BC-UBND."),
        )
    ]

    def to_python(self, value: Any) -> str:
        words = re.sub(r"[ \u00a0]+", " ", super().to_python(value))
        return re.sub(r" ?[‐-―−-] ?", "-", words).upper()


class IssueForm(forms.Form):
    version = version_field(required=True)
    number = forms.IntegerField(
        label=_("Number"),
        min_value=1,
        max_value=HIGHEST,
        help_text=_("Proposed: the next one of the year. Please check it with the register of papers."),
        widget=forms.NumberInput({"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("Please give the number of the paper.")},
    )
    sign = SignField(
        label=_("Sign"),
        max_length=40,
        error_messages={"required": _("Please give the sign, for example BC-UBND.")},
    )
    issued_on = DayField(fact=True, label=_("Day of issue"))


class WithdrawForm(forms.Form):
    version = version_field(required=True)
    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        max_length=255,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Please say why.")},
    )
