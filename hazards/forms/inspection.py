"""An inspection: the day, and how each standing measure was found."""

import uuid

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from areas.fields import CoordinatesField
from foundation.key_fields import key_field
from hazards.forms.fields import DayField
from hazards.forms.photos import PhotosField, TakesPhotos
from hazards.models import Inspection, Measure
from hazards.status import Condition

NOT_LOOKED_AT = "not_looked_at"
ANSWERS = [
    (Condition.SOUND, Condition.SOUND.label),
    (Condition.DAMAGED, Condition.DAMAGED.label),
    (Condition.REPAIRING, Condition.REPAIRING.label),
    (NOT_LOOKED_AT, _("not looked at")),
]


class InspectionForm(TakesPhotos, forms.Form):
    """Nothing is chosen beforehand: a measure that nobody looked at must not pass for sound."""

    id = key_field()
    on = DayField(fact=True, label=_("Date"), initial=timezone.localdate)
    place = CoordinatesField(
        label=_("Where you stood"),
        required=False,
        max_length=120,
        widget=forms.TextInput({"autocomplete": "off", "spellcheck": "false"}),
    )
    note = forms.CharField(
        label=_("Note"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )

    photos = PhotosField()

    def __init__(self, *args, measures: list[Measure], user: User, **kwargs):
        super().__init__(*args, sender=user, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        self.measures = {f"measure_{measure.pk}": measure for measure in measures}
        for name, measure in self.measures.items():
            self.fields[name] = forms.ChoiceField(
                label=str(measure.kind),
                choices=ANSWERS,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please say how you found it, or “not looked at”.")},
            )
        self.order_fields(["id", *self.measures, "on", "place", "note", "photos"])

    def measure_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in self.measures]

    def clean(self) -> dict:
        cleaned = super().clean()
        for name, measure in self.measures.items():
            looked_at = cleaned.get(name) not in (None, NOT_LOOKED_AT)
            if looked_at and cleaned.get("on") and cleaned["on"] < measure.installed_on:
                self.add_error(
                    name,
                    _("It was installed on %(day)s, after this inspection. Please choose “not looked at”.")
                    % {"day": f"{measure.installed_on:%d/%m/%Y}"},
                )
        answers = [cleaned.get(name) for name in self.measures]
        if answers and all(answer == NOT_LOOKED_AT for answer in answers):
            # It would count as a look and put off the next one.
            self.add_error(
                None, _("Nobody looked at a measure: that is no inspection. Please look at one at least.")
            )
        return cleaned

    def inspection(self) -> Inspection:
        """The inspection described, not stored yet; its site and author are the caller's."""
        answers = self.cleaned_data
        return Inspection(
            id=answers["id"] or uuid.uuid4(),
            on=answers["on"],
            place=answers["place"],
            note=answers["note"],
        )

    def conditions(self) -> dict[Measure, str]:
        answers = {measure: self.cleaned_data[name] for name, measure in self.measures.items()}
        return {measure: answer for measure, answer in answers.items() if answer != NOT_LOOKED_AT}
