"""Measures: a new one, planned or installed; and what happened to a stored one."""

import uuid

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from hazards.facts import measure_facts
from hazards.forms.fields import AmountField, DayField
from hazards.kinds import MeasureKind
from hazards.measure_state import STEPS, Step, last_fact_on, state_on
from hazards.models import Measure


def note_field() -> forms.CharField:
    return forms.CharField(label=_("Note"), max_length=500, required=False)


def quantity_field() -> AmountField:
    return AmountField(
        label=_("Quantity"),
        required=False,
        min_value=0,
        max_digits=9,
        decimal_places=2,
        error_messages={"min_value": _("A quantity is not below 0. Please check the number.")},
    )


class MeasureForm(forms.Form):
    class State(models.TextChoices):
        INSTALLED = "installed", _("Installed")
        PLANNED = "planned", _("Planned")

    id = forms.UUIDField(required=False, widget=forms.HiddenInput({"autocomplete": "off"}))
    kind = forms.ModelChoiceField(
        label=_("Measure"),
        queryset=MeasureKind.objects.filter(is_active=True),
        empty_label=None,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose which measure this is.")},
    )
    state = forms.ChoiceField(
        label=_("State"), choices=State, initial=State.INSTALLED, widget=forms.RadioSelect
    )
    on = DayField(
        fact=False,
        label=_("Date"),
        initial=timezone.localdate,
        help_text=_("Day of installation, or the day it is planned for."),
    )
    quantity = quantity_field()
    note = note_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        in_metres = self.fields["kind"].queryset.filter(unit=MeasureKind.Unit.METRE)
        self.fields["quantity"].help_text = _("In metres for: %(kinds)s. Otherwise how many.") % {
            "kinds": ", ".join(kind.name for kind in in_metres)
        }

    def clean(self) -> dict:
        cleaned = super().clean()
        on, is_done = cleaned.get("on"), cleaned.get("state") == self.State.INSTALLED
        if on and is_done and on > timezone.localdate():
            self.add_error(
                "on",
                _(
                    "A measure cannot be installed in the future. Please give the day it was installed,"
                    " or choose “Planned”."
                ),
            )
        return cleaned

    def measure(self) -> Measure:
        """The measure described, not stored yet; its site and author are the caller's."""
        answers = self.cleaned_data
        day = "installed_on" if answers["state"] == self.State.INSTALLED else "planned_on"
        return Measure(
            id=answers["id"] or uuid.uuid4(),
            kind=answers["kind"],
            quantity=answers["quantity"],
            note=answers["note"],
            **{day: answers["on"]},
        )


class StepForm(forms.Form):
    """What happened to a stored measure: which steps are possible follows from its state today."""

    version = forms.IntegerField(widget=forms.HiddenInput({"autocomplete": "off"}))
    step = forms.ChoiceField(
        label=_("What happened"),
        choices=Step,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what happened.")},
    )
    on = DayField(fact=True, label=_("Date"), initial=timezone.localdate)
    quantity = quantity_field()
    note = note_field()

    def __init__(self, *args, measure: Measure, **kwargs):
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.facts = measure_facts(measure)
        state = state_on(self.facts, timezone.localdate())
        self.fields["step"].choices = [(step.value, step.label) for step in STEPS.get(state, ())]
        self.fields["step"].error_messages["invalid_choice"] = _(
            "This cannot be recorded now: the measure is already “%(state)s”."
        ) % {"state": state.label if state else "–"}
        self.fields["quantity"].label = _("Quantity (%(unit)s)") % {"unit": measure.kind.get_unit_display()}
        self.initial |= {"version": measure.version, "quantity": measure.quantity}

    @property
    def asks_quantity(self) -> bool:
        """How much was put in place is asked when it is installed."""
        return self["step"].value() == Step.INSTALLED

    def clean_on(self):
        on, latest = self.cleaned_data["on"], last_fact_on(self.facts)
        if latest and on < latest:
            sentence = _(
                "Something was recorded about this measure for %(day)s. Please give that day or a later one."
            )
            raise ValidationError(sentence, "too_early", {"day": f"{latest:%d/%m/%Y}"})
        return on
