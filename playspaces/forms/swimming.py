"""A swimming class, new or stored."""

import uuid
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from foundation.form_fields import DayField
from foundation.key_fields import TakesKey, key_field, version_field
from playspaces.forms.fields import AgesInOrder, age_field, number_field
from playspaces.models import SwimmingClass

CHILDREN_AT_MOST = 1_000


class SwimmingClassForm(TakesKey, AgesInOrder, forms.ModelForm):
    id = key_field()
    version = version_field()
    begins_on = DayField(fact=False, label=_("Begins on"))
    ends_on = DayField(fact=False, label=_("Ends on"))
    age_from = age_field(_("For children from (years)"))
    age_to = age_field(_("Up to (years)"))
    places = number_field(_("Number of places"), least=1, most=CHILDREN_AT_MOST)
    enrolled = number_field(_("Children enrolled"), least=0, most=CHILDREN_AT_MOST)

    class Meta:
        model = SwimmingClass
        fields = [
            "name", "begins_on", "ends_on", "schedule", "teacher", "age_from", "age_to", "places", "enrolled",
        ]  # fmt: skip
        labels = {"name": _("Name"), "schedule": _("Days and hours"), "teacher": _("Who teaches")}
        widgets = {"teacher": forms.TextInput({"autocomplete": "off"})}
        error_messages = {"name": {"required": _("Please give the class a name.")}}

    field_order = ["id", "version", *Meta.fields]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance._state.adding:
            self.initial.setdefault("id", uuid.uuid4())
        else:
            self.initial |= {"id": self.instance.pk, "version": self.instance.version}

    def clean_ends_on(self) -> date:
        begins, ends = self.cleaned_data.get("begins_on"), self.cleaned_data["ends_on"]
        if begins and ends < begins:
            sentence = _("The class begins on %(day)s. Please give that day or a later one.")
            raise ValidationError(sentence, "reversed", {"day": f"{begins:%d/%m/%Y}"})
        return ends

    def clean_enrolled(self) -> int | None:
        places, enrolled = self.cleaned_data.get("places"), self.cleaned_data["enrolled"]
        if places is not None and enrolled is not None and enrolled > places:
            sentence = _("The class has %(places)s places. Please write fewer children, or more places.")
            raise ValidationError(sentence, "full", {"places": places})
        return enrolled
