"""Merging two sites: which one stays, and which facts of the other it takes over."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from hazards.comparison import Fact
from hazards.models import HazardSite
from hazards.services.merging import TAKEABLE


class MergeForm(forms.Form):
    """`sites` are the two, in the order of the page; their versions come back as they were seen."""

    keep = forms.ChoiceField(
        label=_("Which one stays?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Please choose which of the two stays."),
            "invalid_choice": _("Please choose which of the two stays."),
        },
    )
    take = forms.MultipleChoiceField(required=False, choices=[(name, name) for name in TAKEABLE])

    def __init__(self, *args, sites: list[HazardSite], facts: list[Fact], **kwargs):
        super().__init__(*args, **kwargs)
        self.sites = sites
        self.fields["keep"].choices = [(str(site.pk), site.name) for site in sites]
        for site in sites:
            hidden = forms.IntegerField(
                widget=forms.HiddenInput({"autocomplete": "off"}), initial=site.version
            )
            self.fields[f"version_{site.pk}"] = hidden
        offered = [fact.name for fact in facts if fact.can_take]
        self.fields["take"].choices = [(name, name) for name in offered]
        self.initial |= {"keep": str(sites[0].pk), "take": offered}

    def version_fields(self) -> list[forms.BoundField]:
        return [self[f"version_{site.pk}"] for site in self.sites]

    @property
    def ticked(self) -> list[str]:
        return self["take"].value() or []

    def kept_and_gone(self) -> tuple[HazardSite, HazardSite]:
        one, other = self.sites
        return (one, other) if self.cleaned_data["keep"] == str(one.pk) else (other, one)

    def seen_version(self, site: HazardSite) -> int:
        return self.cleaned_data[f"version_{site.pk}"]

    def clean(self) -> dict:
        """A form without its versions was put together by hand."""
        cleaned = super().clean()
        if any(f"version_{site.pk}" in self.errors for site in self.sites):
            raise ValidationError(_("Please open this page again and choose once more."), "no_version")
        return cleaned
