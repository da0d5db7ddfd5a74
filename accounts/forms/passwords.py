from django import forms
from django.utils.translation import gettext_lazy as _


class LostPasswordForm(forms.Form):
    who = forms.CharField(
        label=_("User name or e-mail"),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_who(self) -> str:
        return self.cleaned_data["who"].replace("\0", "").strip()
