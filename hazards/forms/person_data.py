"""Asking what is stored about somebody, and choosing what of it is told or erased."""

from typing import Final

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from foundation.phones import normal_phone
from foundation.vietnamese import fold
from hazards.person_data import SHORTEST, Contact

SALT: Final = "person-data"


class SearchForm(forms.Form):
    words = forms.CharField(
        label=_("Phone or name"),
        max_length=120,
        help_text=_("The phone in full, or words of the name, with or without marks."),
        widget=forms.TextInput({"autocomplete": "off"}),
    )

    def clean_words(self) -> str:
        words = self.cleaned_data["words"]
        if not normal_phone(words) and len(fold(words)) < SHORTEST:
            raise forms.ValidationError(_("Please write at least two letters, or a phone in full."))
        return words


class ChosenForm(forms.Form):
    """Contacts as the page of results names them: signed, so that no page has them in its address."""

    contact = forms.MultipleChoiceField(required=False)

    def __init__(self, data):
        super().__init__(data)
        sent = data.getlist("contact")
        self.fields["contact"].choices = [(token, token) for token in sent]
        self.contacts = [contact for token in sent if (contact := contact_named(token))]


class EraseForm(forms.Form):
    """Why: a choice, because words could name the person again."""

    REASONS: Final = [
        ("asked", _("The person asked for it")),
        ("mistake", _("It was recorded by mistake")),
        ("not_needed", _("Nobody needs it any more")),
        ("authority", _("An authority ordered it")),
    ]
    reason = forms.ChoiceField(label=_("Why is it erased?"), choices=REASONS, widget=forms.RadioSelect)


def name_of(contact: Contact) -> str:
    return signing.dumps(list(contact), salt=SALT)


def contact_named(token: str) -> Contact | None:
    """What `name_of` named; None for anything else."""
    try:
        name, phone = signing.loads(token, salt=SALT, max_age=24 * 3600)
    except (signing.BadSignature, ValueError):
        return None
    return Contact(str(name), str(phone))
