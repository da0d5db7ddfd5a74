from django import forms

from accounts.models import User


class SettingsForm(forms.ModelForm):
    """By which way a person wants to be told; the address is changed with the account, for the password."""

    class Meta:
        model = User
        fields = ["email_digest"]

    def save(self, commit: bool = True) -> User:
        """That alone: the rest of the account may have changed since it was read."""
        self.instance.save(update_fields=self.Meta.fields)
        return self.instance
