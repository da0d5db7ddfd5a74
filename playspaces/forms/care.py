"""Inspecting the equipment of a play space, and mending what was broken."""

import uuid
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from foundation.form_fields import DayField
from foundation.key_fields import TakesKey, key_field
from playspaces.forms.state import OnVersion
from playspaces.models import EquipmentFault, EquipmentInspection

FAULTS_SHOWN = 2
FAULTS_AT_ONCE = 20


class EquipmentInspectionForm(TakesKey, forms.ModelForm):
    id = key_field()
    on = DayField(fact=True, label=_("Date"), initial=timezone.localdate)

    class Meta:
        model = EquipmentInspection
        fields = ["on", "note"]
        labels = {"note": _("Note")}
        widgets = {"note": forms.Textarea({"rows": 2})}

    field_order = ["id", "on", "note"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())


class EquipmentFaultForm(forms.ModelForm):
    """One line of an inspection; an empty one says that nothing more is broken."""

    class Meta:
        model = EquipmentFault
        fields = ["item", "severity", "note"]
        labels = {"item": _("What is broken?"), "note": _("Note")}
        widgets = {
            "item": forms.TextInput({"autocomplete": "off"}),
            "severity": forms.RadioSelect,
            "note": forms.TextInput({"autocomplete": "off"}),
        }
        help_texts = {"item": _("For example: the rope of the left swing.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        severity = self.fields["severity"]
        severity.label = _("How bad is it?")
        severity.choices = [(value, capfirst(label)) for value, label in EquipmentFault.Severity.choices]
        self.fields["item"].required = False

    def has_changed(self) -> bool:
        """How bad it is has an answer from the start: that alone tells of no fault."""
        return any(name != "severity" for name in self.changed_data)

    def clean_item(self) -> str:
        item = self.cleaned_data["item"]
        if not item and self.has_changed():
            raise ValidationError(_("Please say what is broken."), "required")
        return item


FaultForms = forms.formset_factory(
    EquipmentFaultForm,
    extra=FAULTS_SHOWN,
    max_num=FAULTS_AT_ONCE,
    absolute_max=FAULTS_AT_ONCE,
    validate_max=True,
)


class MendForm(OnVersion):
    """For a fault that is mended already an empty date takes that back."""

    on = DayField(fact=True, label=_("Mended on"))

    def __init__(self, *args, fault: EquipmentFault, **kwargs):
        super().__init__(*args, **kwargs)
        self.fault = fault
        self.initial |= {"version": fault.version, "on": fault.fixed_on or timezone.localdate()}
        if fault.fixed_on:
            self.fields["on"].required = False
            self.fields["on"].help_text = _("Leave empty if it is still broken.")

    def clean_on(self) -> date | None:
        on = self.cleaned_data["on"]
        if on and on < self.fault.found_on:
            sentence = _("It was found on %(day)s. Please give that day or a later one.")
            raise ValidationError(sentence, "too_early", {"day": f"{self.fault.found_on:%d/%m/%Y}"})
        return on
