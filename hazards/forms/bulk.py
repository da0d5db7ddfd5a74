"""What to set of many sites at once."""

import uuid
from typing import Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from areas.models import Commune
from hazards.bulk import MOST, Changes
from hazards.forms.fields import DayField
from hazards.forms.responsible import PersonField, UnitField
from hazards.kinds import MeasureKind

AS_IT_IS: Final = _("Leave as it is")
TO_CLEAR: Final = [
    ("responsible_unit", _("The responsible unit: nobody")),
    ("responsible_person", _("The responsible person: nobody")),
    ("deadline", _("The deadline: none")),
]


def packed(versions: dict[uuid.UUID, int]) -> str:
    """Sites and the version each was shown in, in one field: a form may have a thousand of them."""
    return ",".join(f"{key}:{version}" for key, version in versions.items())


class BulkForm(forms.Form):
    """`id` and `seen` travel from page to page until the change is confirmed."""

    id = forms.UUIDField(widget=forms.HiddenInput({"autocomplete": "off"}))
    seen = forms.CharField(widget=forms.HiddenInput({"autocomplete": "off"}), max_length=60 * MOST)
    responsible_unit = UnitField(required=False, empty_label=AS_IT_IS)
    responsible_person = PersonField(required=False, empty_label=AS_IT_IS)
    deadline = DayField(
        fact=False,
        label=_("Deadline for making it safe"),
        required=False,
        help_text=_("Leave empty to leave it as it is."),
    )
    clear = forms.MultipleChoiceField(
        label=_("Take away"), choices=TO_CLEAR, required=False, widget=forms.CheckboxSelectMultiple
    )
    measure = forms.ModelChoiceField(
        MeasureKind.objects.filter(is_active=True),
        label=_("Plan a measure"),
        required=False,
        empty_label=_("None"),
    )
    planned_on = DayField(fact=False, label=_("Planned for"), required=False)

    def __init__(self, *args, user: User, commune: Commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["responsible_unit"].offer(user, commune)
        self.fields["responsible_person"].offer(commune)

    def clean_seen(self) -> dict[uuid.UUID, int]:
        try:
            pairs = (pair.split(":") for pair in self.cleaned_data["seen"].split(","))
            seen = {uuid.UUID(key): int(version) for key, version in pairs}
        except ValueError:
            raise ValidationError(_("Please choose the sites in the list once more."), "unreadable") from None
        if len(seen) > MOST:
            raise ValidationError(_("Please choose at most %(most)s sites."), "too_many", {"most": MOST})
        return seen

    def clean(self) -> dict:
        cleaned = super().clean()
        for name in cleaned.get("clear", ()):
            if cleaned.get(name):
                self.add_error(name, _("Choose one: set it, or take it away."))
        if cleaned.get("measure") and not cleaned.get("planned_on") and "planned_on" not in self.errors:
            self.add_error("planned_on", _("Please say for which day the measure is planned."))
        if cleaned.get("planned_on") and not cleaned.get("measure") and "measure" not in self.errors:
            self.add_error("measure", _("Please choose which measure is planned."))
        if not self.errors and not any(cleaned.get(name) for name in ASKED):
            raise ValidationError(_("Please choose at least one thing to change."), "nothing")
        return cleaned

    @property
    def changes(self) -> Changes:
        cleaned = self.cleaned_data
        names = [name for name, _label in TO_CLEAR]
        fields = {name: cleaned[name] for name in names if cleaned[name] or name in cleaned["clear"]}
        return Changes(fields, cleaned["measure"], cleaned["planned_on"])


ASKED: Final = ("responsible_unit", "responsible_person", "deadline", "clear", "measure", "planned_on")
