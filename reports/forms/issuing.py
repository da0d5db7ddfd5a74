"""Under which number and on which day a report is issued, and why it is withdrawn."""

from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from foundation.form_fields import DayField
from foundation.key_fields import version_field

HIGHEST: Final = 99_999


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
    sign = forms.RegexField(
        r"\A\w[\w.&/ –-]{0,39}\Z",
        strip=True,
        label=_("Sign"),
        max_length=40,
        error_messages={
            "invalid": _("Please write the sign with letters, digits and hyphens, for example BC-UBND."),
            "required": _("Please give the sign, for example BC-UBND."),
        },
    )
    issued_on = DayField(fact=True, label=_("Day of issue"))

    def clean_sign(self) -> str:
        """As it is told from others: “bc–ubnd” is “BC-UBND”."""
        return " ".join(self.cleaned_data["sign"].split()).replace("–", "-").upper()


class WithdrawForm(forms.Form):
    version = version_field(required=True)
    reason = forms.CharField(
        label=_("Why is it withdrawn?"),
        max_length=255,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Please say why.")},
    )
