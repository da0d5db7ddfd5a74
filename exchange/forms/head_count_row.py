"""Mending: one small form for each row of the file that is unclear, or that somebody asked to change."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from exchange.forms.head_count_file import YearField
from exchange.head_counts.draft import Draft
from exchange.head_counts.entries import Doubt, Entry
from exchange.head_counts.figures import MOST, Fault, figure
from exchange.head_counts.lines import TOTAL
from exchange.head_counts.mending import Decision, Reason
from exchange.head_counts.wording import doubts_in_words, figure_in_words, number, remarks_in_words


class MendingForm(forms.Form):
    """What is common to the rows that are sent: the version they were seen on, the year."""

    version = forms.IntegerField(widget=forms.HiddenInput({"autocomplete": "off"}))
    year = YearField()


class FigureField(forms.CharField):
    """A number of children as people write it: 1.234; None where it is empty.

    `in_file` is what the file says, wrong as it may be: left as it is, it is no correction.
    """

    def __init__(self, *, in_file: str = "", **kwargs):
        keys = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "12"}
        super().__init__(required=False, widget=forms.TextInput(keys), **kwargs)
        self.in_file = in_file

    def clean(self, value: str | None) -> int | None:
        text = super().clean(value)
        found = figure(text)
        if found is Fault.MISSING or (isinstance(found, Fault) and text == self.in_file):
            return None
        if isinstance(found, Fault):
            sentence = _("Please give a whole number from 0 to %(most)s.")
            raise ValidationError(sentence % {"most": number(MOST)}, "figure")
        return found


class RowForm(forms.Form):
    """`decision()` is what the person says of the row. Nothing is required: it may be left for later."""

    village = forms.TypedChoiceField(label=_("It is about"), required=False, coerce=int, empty_value=None)
    left_out = forms.ChoiceField(
        label=_("Or leave the row out"), required=False, choices=[("", _("No, it counts")), *Reason.choices]
    )

    def __init__(self, *args, entry: Entry, draft: Draft, **kwargs):
        super().__init__(*args, prefix=f"r{entry.line.number}", **kwargs)
        self.entry, self.draft = entry, draft
        self.keys = [*([TOTAL] if TOTAL in entry.line.figures or not draft.bands else [])]
        self.keys += [band.key for band in draft.bands]
        self.offer_villages()
        self.initial |= {"left_out": entry.line.left_out}
        for key in self.keys:
            in_file = str(entry.line.figures.get(key, "")).strip()
            self.fields[key] = FigureField(
                label=figure_in_words(key, draft.bands),
                initial=entry.line.fixed.get(key, in_file),
                in_file=in_file,
            )
        if Doubt.SUM in entry.doubts or entry.line.trust:
            self.fields["trust"] = forms.ChoiceField(
                label=_("Which is right?"),
                required=False,
                choices=self.trust_choices(),
                widget=forms.RadioSelect,
                initial=entry.line.trust,
            )
        if entry.others:
            self.fields["add_up"] = forms.BooleanField(
                label=_("Add up the rows of this village"), required=False, initial=entry.line.add_up
            )

    def offer_villages(self) -> None:
        """Those that the name could mean come first."""
        entry, villages = self.entry, self.draft.villages
        likely = [pk for pk in entry.candidates if pk in villages]
        order = likely + [pk for pk in villages if pk not in likely]
        empty = [("", _("Please choose"))]
        self.fields["village"].choices = empty + [(pk, villages[pk].full_name) for pk in order]
        self.initial["village"] = entry.village.pk if entry.village else ""

    def trust_choices(self) -> list[tuple[str, Any]]:
        line = self.entry.line
        ages = sum(found for found in line.ages(self.draft.bands).values() if isinstance(found, int))
        return [
            (TOTAL, _("The total: %(total)s") % {"total": number(line.figure(TOTAL))}),
            ("ages", _("The ages: %(total)s") % {"total": number(ages)}),
        ]

    @property
    def doubts(self) -> list[str]:
        return [] if self.entry.line.left_out else list(doubts_in_words(self.entry, self.draft.bands))

    @property
    def remarks(self) -> list[str]:
        return list(remarks_in_words(self.entry, self.draft.file.year))

    @property
    def figure_fields(self) -> Iterable[forms.BoundField]:
        return [self[key] for key in self.keys]

    @property
    def cells(self) -> list[tuple[str, Any]]:
        """The figures as they stand in the file."""
        figures = self.entry.line.figures
        return [(figure_in_words(key, self.draft.bands), value) for key, value in figures.items()]

    @property
    def bad_keys(self) -> set[str]:
        return set(self.entry.faults)

    def decision(self) -> Decision:
        words, line = self.cleaned_data, self.entry.line
        found = self.draft.known.find(line.code, line.name).village
        chosen = words.get("village")
        typed = {key: words[key] for key in self.keys if words.get(key) is not None}
        return Decision(
            number=line.number,
            village=None if chosen == found else chosen,
            left_out=words.get("left_out", ""),
            fixed={key: value for key, value in typed.items() if value != figure(line.figures.get(key))},
            trust=words.get("trust", ""),
            add_up=bool(words.get("add_up")),
        )
