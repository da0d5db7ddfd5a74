"""A view of the list kept under a name."""

from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from hazards.filters import SiteFilter
from hazards.models import SavedView
from hazards.table import kept

WORDS: Final = {*SiteFilter.base_fields, "cols", "sort"}


def tidy(words: QueryDict) -> str:
    """The words that make a view: no page, and nothing that the list does not know."""
    return kept(words, without=[name for name in words if name not in WORDS]).urlencode(safe=",")


class SavedViewForm(forms.ModelForm):
    class Meta:
        model = SavedView
        fields = ["name", "is_shared", "words"]
        labels = {"name": _("Name of the view"), "is_shared": _("Show it to my colleagues of the commune")}
        widgets = {"words": forms.HiddenInput}
        error_messages = {
            "name": {"required": _("Please give the view a name.")},
            "words": {"max_length": _("These filters are too many to keep. Please choose fewer.")},
        }

    def clean_words(self) -> str:
        return tidy(QueryDict(self.cleaned_data["words"]))

    def clean_name(self) -> str:
        """Each name once for a person in a commune."""
        name = self.cleaned_data["name"]
        same = SavedView.objects.filter(
            user=self.instance.user_id, commune=self.instance.commune_id, name__iexact=name
        )
        if same.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("You already have a view of this name. Please choose another."), "taken")
        return name


class RenameForm(SavedViewForm):
    class Meta(SavedViewForm.Meta):
        fields = ["name", "is_shared"]

    clean_words = None
