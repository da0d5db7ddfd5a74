from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User


class SettingsForm(forms.ModelForm):
    """By which way a person wants to be told."""

    class Meta:
        model = User
        fields = ["email", "email_digest"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("Only colleagues who manage accounts see it.")
        self.fields["email"].widget.attrs |= {"autocomplete": "email", "inputmode": "email"}
