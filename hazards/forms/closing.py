"""Taking a site out of the counts: its danger is gone, or it should not be there."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.forms.fields import DayField
from hazards.models import HazardSite


class VersionForm(forms.Form):
    """A deed on the version that the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput({"autocomplete": "off"}))


def reason_field(**words) -> forms.CharField:
    """As long as the record keeps it, unless said."""
    words.setdefault("max_length", 255)
    words.setdefault("error_messages", {"required": _("Please say why, in a few words.")})
    return forms.CharField(**words)


class EliminateForm(VersionForm):
    """For a site that is eliminated already an empty date takes that back."""

    on = DayField(
        fact=True,
        label=_("Gone for good since"),
        help_text=_("Filled in, closed or taken away. From that day the place leaves every count."),
    )

    def __init__(self, *args, site: HazardSite, **kwargs):
        super().__init__(*args, **kwargs)
        self.site = site
        self.initial |= {"version": site.version, "on": site.eliminated_on or timezone.localdate()}
        if site.eliminated_on:
            self.fields["on"].required = False
            self.fields["on"].help_text = _("Leave empty if the danger is still there.")

    def clean_on(self):
        on = self.cleaned_data["on"]
        if on and on < self.site.found_on:
            sentence = _("The place was found on %(day)s. Please give that day or a later one.")
            raise ValidationError(sentence, "too_early", {"day": f"{self.site.found_on:%d/%m/%Y}"})
        return on


class MistakeForm(VersionForm):
    """For a measure or an inspection that was recorded by mistake."""

    reason = reason_field(
        label=_("What was the mistake?"),
        help_text=_("It leaves every list and count, and is kept with your reason."),
        error_messages={"required": _("Please say what was wrong, in a few words.")},
    )


class WithdrawForm(VersionForm):
    reason = reason_field(
        label=_("Reason for taking this place off the list"),
        help_text=_("For example: logged twice. What was recorded is kept, with your name."),
    )


class RestoreForm(VersionForm):
    reason = reason_field(
        label=_("Why does it come back?"),
        max_length=90,
        help_text=_("It counts again from now on. Your reason and your name are kept with it."),
    )


class EndCampaignForm(VersionForm):
    reason = reason_field(
        label=_("Reason for ending the campaign"),
        help_text=_("For example: done, or started by mistake. It asks for no more inspections then."),
    )
