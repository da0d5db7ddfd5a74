"""Measures: a new one, planned or installed; what happened to a stored one; its details changed."""

import uuid
from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from foundation.key_fields import key_field
from hazards.facts import measure_facts
from hazards.forms.fields import DayField
from hazards.forms.measure_details import DETAILS, DetailFields
from hazards.forms.photos import PhotosField, TakesPhotos, stage_field
from hazards.kinds import MeasureKind
from hazards.measure_state import STEPS, Step, last_fact_on, state_on
from hazards.models import HazardSite, Measure, Photo


def note_field() -> forms.CharField:
    return forms.CharField(label=_("Note"), max_length=500, required=False)


class MeasureForm(TakesPhotos, DetailFields):
    class State(models.TextChoices):
        INSTALLED = "installed", _("Installed")
        PLANNED = "planned", _("Planned")

    id = key_field()
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
    note = note_field()
    photos = PhotosField()
    photos_stage = stage_field()

    def __init__(self, *args, site: HazardSite, user: User, **kwargs):
        super().__init__(*args, sender=user, **kwargs)
        self.offer_details(site, user)
        is_planned = self.initial.get("state") == self.State.PLANNED
        self.initial["photos_stage"] = Photo.Stage.BEFORE if is_planned else Photo.Stage.AFTER
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
            note=answers["note"],
            **{day: answers["on"]},
            **self.details(),
        )


class StepForm(TakesPhotos, DetailFields):
    """What happened to a stored measure: which steps are possible follows from its state today."""

    version = forms.IntegerField(widget=forms.HiddenInput({"autocomplete": "off"}))
    step = forms.ChoiceField(
        label=_("What happened"),
        choices=Step,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose what happened.")},
    )
    on = DayField(fact=True, label=_("Date"), initial=timezone.localdate)
    note = note_field()
    photos = PhotosField()
    photos_stage = stage_field()

    def __init__(self, *args, measure: Measure, user: User, **kwargs):
        super().__init__(*args, sender=user, **kwargs)
        needs_work = self.initial.get("step") in (Step.DAMAGED, Step.REPAIRING)
        self.initial["photos_stage"] = Photo.Stage.BEFORE if needs_work else Photo.Stage.AFTER
        self.offer_details(measure.site, user, measure)
        self.measure = measure
        self.facts = measure_facts(measure)
        state = state_on(self.facts, timezone.localdate())
        self.fields["step"].choices = [(step.value, step.label) for step in STEPS.get(state, ())]
        self.fields["step"].error_messages["invalid_choice"] = _(
            "This cannot be recorded now: the measure is already “%(state)s”."
        ) % {"state": state.label if state else "–"}
        label_quantity(self, measure.kind)
        self.initial["version"] = measure.version

    def photo_scope(self) -> str:
        return f"{self.measure.pk} {self.data.get('version')}"

    @property
    def has_details(self) -> bool:
        """When it is installed, people know what was put in place: the details stand open."""
        return self["step"].value() == Step.INSTALLED or any(
            self[name].errors for name in self.detail_names()
        )

    def clean_on(self):
        on, latest = self.cleaned_data["on"], last_fact_on(self.facts)
        if latest and on < latest:
            sentence = _(
                "Something was recorded about this measure for %(day)s. Please give that day or a later one."
            )
            raise ValidationError(sentence, "too_early", {"day": f"{latest:%d/%m/%Y}"})
        return on


class MeasureEditForm(DetailFields):
    """Details of a stored measure, its plan and its day of installation."""

    version = forms.IntegerField(widget=forms.HiddenInput({"autocomplete": "off"}))
    planned_on = DayField(fact=False, label=_("Planned for"), required=False)
    installed_on = DayField(fact=True, label=_("Installed on"))
    note = forms.CharField(
        label=_("Note"), max_length=500, required=False, widget=forms.Textarea({"rows": 3})
    )
    field_order = ["version", "planned_on", "installed_on", *DETAILS, "note"]

    def __init__(self, *args, measure: Measure, user: User, **kwargs):
        super().__init__(*args, **kwargs)
        self.offer_details(measure.site, user, measure)
        self.measure = measure
        self.initial |= {
            "version": measure.version,
            "planned_on": measure.planned_on,
            "installed_on": measure.installed_on,
            "note": measure.note,
        }
        label_quantity(self, measure.kind)
        if not measure.installed_on:
            del self.fields["installed_on"]
            self.fields["planned_on"].required = True

    def clean_installed_on(self) -> date:
        """It stood before anything else happened to it."""
        on, facts = self.cleaned_data["installed_on"], measure_facts(self.measure)
        later = [day for day in facts.days() if day != facts.installed_on]
        first = min(later, default=None)
        if first and on > first:
            sentence = _(
                "Something was recorded about this measure for %(day)s. Please give that day or an earlier one."
            )
            raise ValidationError(sentence, "too_late", {"day": f"{first:%d/%m/%Y}"})
        return on

    def apply(self) -> None:
        """Set on the measure what was answered."""
        answers = {
            name: self.cleaned_data[name]
            for name in ("planned_on", "installed_on", "note")
            if name in self.fields
        }
        for name, value in (answers | self.details()).items():
            setattr(self.measure, name, value)


def label_quantity(form: DetailFields, kind: MeasureKind) -> None:
    form.fields["quantity"].label = _("Quantity (%(unit)s)") % {"unit": kind.get_unit_display()}
