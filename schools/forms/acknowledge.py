"""A school says which dangers it has read of and told its pupils about."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _

from hazards.models import HazardSite
from schools.page import DangerLine


class AcknowledgeForm(forms.Form):
    """Offers what is unread; a danger is ticked as it stood when the page was shown."""

    read = forms.MultipleChoiceField(
        label=_("Dangers read of"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Please tick the dangers that you have read and told pupils about."),
            "invalid_choice": _(
                "What is known of one of the dangers changed since you opened the page. Please read it again."
            ),
        },
    )

    def __init__(self, *args, lines: Sequence[DangerLine], **kwargs):
        super().__init__(*args, **kwargs)
        self.by_key = {line.key: line.danger.site for line in lines}
        self.fields["read"].choices = [(line.key, line.danger.name) for line in lines]

    def sites(self) -> list[HazardSite]:
        return [self.by_key[key] for key in self.cleaned_data["read"]]
