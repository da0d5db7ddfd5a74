"""One part of a self-check as a form, and the small forms about a check."""

from datetime import date

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foundation.form_fields import DayField
from foundation.key_fields import key_field, version_field
from hazards.forms.closing import reason_field
from schools.check_sheet import Line, Part
from schools.models import SelfCheckAnswer

NO = SelfCheckAnswer.Answer.NO
ANSWERS = [("yes", _("Met")), ("no", _("Not met")), ("na", _("Does not apply"))]


class BeginForm(forms.Form):
    id = key_field()


class StepForm(forms.Form):
    """For each question of `part` an answer, and for one that is not met what is to be done and by when.

    Any of them may stay open: a part is saved as far as it is filled in.
    """

    id = key_field()
    version = version_field(required=True)

    def __init__(self, *args, part: Part | None = None, **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = part.lines if part else []
        for line in self.lines:
            self.ask(line)

    def ask(self, line: Line) -> None:
        code, stored = line.question.code, line.answer
        self.fields[f"answer_{code}"] = forms.ChoiceField(
            label=str(line.question.words),
            choices=ANSWERS,
            required=False,
            widget=forms.RadioSelect,
        )
        self.fields[f"note_{code}"] = forms.CharField(
            label=_("What is to be done"),
            max_length=500,
            required=False,
            widget=forms.Textarea({"rows": 2}),
        )
        self.fields[f"due_{code}"] = DayField(fact=False, label=_("To be done by"), required=False)
        if stored:
            self.initial |= {
                f"answer_{code}": stored.answer,
                f"note_{code}": stored.note,
                f"due_{code}": stored.due_on,
            }

    def questions(self) -> list[tuple[Line, forms.BoundField, forms.BoundField, forms.BoundField]]:
        """Each line with its three fields."""
        return [
            (line, *(self[f"{name}_{line.question.code}"] for name in ("answer", "note", "due")))
            for line in self.lines
        ]

    def clean(self) -> dict:
        cleaned = super().clean()
        for line in self.lines:
            self.check_day(line, cleaned.get(f"due_{line.question.code}"))
        return cleaned

    def check_day(self, line: Line, due: date | None) -> None:
        """A day that was promised long ago stays; a new one is to come."""
        code = line.question.code
        is_new = line.answer is None or line.answer.due_on != due
        if due and is_new and self.cleaned_data.get(f"answer_{code}") == NO and due < timezone.localdate():
            sentence = _("This day is past. Please give today or a later one.")
            self.add_error(f"due_{code}", ValidationError(sentence, "past"))

    def answers(self) -> dict[str, SelfCheckAnswer | None]:
        """By question; None for one that is open. What is to be done belongs to what is not met."""
        said = self.cleaned_data
        found: dict[str, SelfCheckAnswer | None] = {}
        for line in self.lines:
            code = line.question.code
            answer = said[f"answer_{code}"]
            plan = {"note": said[f"note_{code}"], "due_on": said[f"due_{code}"]} if answer == NO else {}
            found[code] = SelfCheckAnswer(question=code, answer=answer, **plan) if answer else None
        return found


class HandInForm(forms.Form):
    version = version_field(required=True)


class TakeBackForm(forms.Form):
    version = version_field(required=True)
    reason = reason_field(
        label=_("Why is it opened again?"),
        max_length=85,
        help_text=_("Your reason and your name are kept with it. Hand it in again when it is changed."),
    )


class PromiseForm(forms.Form):
    version = version_field(required=True)
    on = DayField(
        fact=True,
        label=_("Done on"),
        required=False,
        help_text=_("Leave empty if it is not done yet."),
    )
