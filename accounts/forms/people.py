"""A person's details: for an invitation, and to change them later."""

import unicodedata

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts import usernames
from accounts.models import User
from accounts.people import people_in
from areas.models import Commune
from foundation.form_fields import PhoneField
from foundation.vietnamese import fold


class PersonForm(forms.ModelForm):
    """Name, e-mail, phone."""

    phone = PhoneField(label=_("Phone"), required=False)

    class Meta:
        model = User
        fields = ["full_name", "email", "phone"]

    def __init__(self, *args, is_own: bool = False, **kwargs):
        """One's own e-mail is changed in one's own account, which asks for the password."""
        super().__init__(*args, **kwargs)
        for name in ("full_name", "email"):
            self.fields[name].widget.attrs["autocomplete"] = "off"
        self.fields["full_name"].help_text = _("As it is written, with diacritics.")
        self.fields["email"].widget.attrs["inputmode"] = "email"
        if is_own:
            del self.fields["email"]

    def clean_full_name(self) -> str:
        """Without invisible signs: some turn the words beside them around, in the security log as well."""
        seen = [sign for sign in self.cleaned_data["full_name"] if unicodedata.category(sign) != "Cf"]
        name = " ".join("".join(seen).split())
        if not name:
            raise forms.ValidationError(self.fields["full_name"].error_messages["required"], "required")
        return name


class InvitedForm(PersonForm):
    """Whoever is invited. Without a user name one is made from the name."""

    username = forms.CharField(
        label=_("User name"),
        required=False,
        max_length=59,
        help_text=_("Leave it empty to have it made from the name, such as lan.nguyen."),
        widget=forms.TextInput({"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    is_another = forms.BooleanField(
        label=_("It is another person of the same name"), required=False, widget=forms.HiddenInput
    )

    def __init__(self, *args, commune: Commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.commune = commune
        # Somebody who is here already, and may be meant.
        self.known: User | None = None

    def clean_username(self) -> str:
        name = self.cleaned_data["username"].strip().lower()
        if name and not usernames.PATTERN.fullmatch(name):
            raise forms.ValidationError(
                _(
                    "Please use small letters without diacritics, digits, points and dashes, at least two signs."
                )
            )
        if name and usernames.is_taken(name):
            self.known = User.objects.filter(username=name).first()
            raise forms.ValidationError(_("Someone already has this user name."))
        return name

    def clean(self) -> dict[str, object]:
        words = super().clean()
        if words.get("full_name") and not words.get("is_another"):
            self.known = self.known or self.namesake(words["full_name"])
            if self.known and not self.errors:
                self.ask_whether_another()
        return words

    def ask_whether_another(self) -> None:
        self.fields["is_another"].widget = forms.CheckboxInput()
        self.add_error(
            "is_another", _("Somebody of this name is on the list already. Please tick if you mean another.")
        )

    def namesake(self, full_name: str) -> User | None:
        """Somebody of the commune with the same name, diacritics or not. One query."""
        there = people_in(self.commune).filter(is_active=True)
        return next((person for person in there if fold(person.full_name) == fold(full_name)), None)

    def person(self) -> User:
        """The person as typed, not stored yet. One query where the user name is to be made."""
        person = self.save(commit=False)
        person.username = self.cleaned_data["username"] or usernames.free_name(person.full_name)
        return person
