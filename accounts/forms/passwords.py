"""Choosing a password with a link, and asking for a link."""

from django import forms
from django.contrib.auth.forms import SetPasswordForm
from django.utils.translation import gettext_lazy as _


class ChosenPasswordForm(SetPasswordForm):
    """The rules in one line; what is wrong with a password is said in full when it was sent."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].help_text = _(
            "At least 8 signs, not only digits, and not like your name. Three or four words are good."
        )
        self.fields["new_password2"].label = _("The same once more")
        self.fields["new_password2"].help_text = ""


class LostPasswordForm(forms.Form):
    who = forms.CharField(
        label=_("User name or e-mail"),
        max_length=254,
        widget=forms.TextInput({"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}),
    )

    def clean_who(self) -> str:
        return self.cleaned_data["who"].replace("\0", "").strip()
