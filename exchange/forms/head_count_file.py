"""Sending a file of head counts, and telling what its columns are."""

import uuid
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from exchange.errors import UnreadableFileError
from exchange.head_counts.ages import ADULT, Band, cover_childhood, overlap
from exchange.head_counts.figures import is_figure
from exchange.head_counts.headings import Columns, Role, columns_of
from exchange.head_counts.receiving import sheets_to_take, year_said
from exchange.tables.reading import MOST_BYTES, SPREADSHEETS, TEXTS, Sheet

EARLIEST_YEAR: Final = 2000


class YearField(forms.IntegerField):
    """The year in which children were counted: none to come."""

    def __init__(self, **kwargs):
        keys = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "4"}
        super().__init__(label=_("Year of the count"), widget=forms.TextInput(keys), **kwargs)

    def clean(self, value: str | None) -> int | None:
        year = super().clean(value)
        if year is not None and not EARLIEST_YEAR <= year <= timezone.localdate().year:
            raise ValidationError(_("Please give a year from 2000 to this one."), "year")
        return year


class HeadCountFileForm(forms.Form):
    """`sheets` is what the file held, `data` its bytes, once the form is valid."""

    id = forms.UUIDField(widget=forms.HiddenInput({"autocomplete": "off"}))
    file = forms.FileField(
        label=_("Table of head counts"),
        help_text=_("CSV, XLSX, XLS or ODS: one row for each village. Up to 5 MB."),
        widget=forms.FileInput({"accept": ",".join(SPREADSHEETS + TEXTS)}),
        error_messages={"required": _("Please choose a file."), "empty": _("The file is empty.")},
    )
    year = YearField(
        required=False,
        help_text=_("Leave it empty if the title of the table or the name of the file says it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial.setdefault("id", uuid.uuid4())
        self.sheets: list[Sheet] = []
        self.data_sent = b""

    def clean_file(self) -> UploadedFile:
        file = self.cleaned_data["file"]
        self.data_sent = file.read(MOST_BYTES + 1)
        try:
            self.sheets = sheets_to_take(file.name, self.data_sent)
        except UnreadableFileError as error:
            raise ValidationError(str(error), "unreadable") from error
        return file

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        if words.get("file") and "year" not in self.errors and words.get("year") is None:
            words["year"] = year_said(words["file"].name, self.sheets)
            this_year = timezone.localdate().year
            if words["year"] is None or not EARLIEST_YEAR <= words["year"] <= this_year:
                self.add_error("year", _("The file does not say of which year it is. Please give the year."))
        return words


def first_with_figure(sheet: Sheet) -> int:
    """Position of the first row that has both words and a number: a village, most likely."""
    for place, row in enumerate(sheet.rows):
        numbers = [is_figure(cell) for cell in row if str(cell).strip()]
        if any(numbers) and not all(numbers):
            return place
    return 0


class ColumnsForm(forms.Form):
    """For each column of a sheet what it holds; `columns` is the answer, once the form is valid."""

    CHOICES: Final = [
        (Role.UNUSED, _("Not used")),
        (Role.NAME, _("Name of the village")),
        (Role.CODE, _("Code of the village")),
        (Role.TOTAL, _("All children under 16")),
        (Role.AGES, _("Children of some ages")),
        (Role.COMMUNE, _("Name of the commune")),
        (Role.COMMUNE_CODE, _("Code of the commune")),
    ]
    version = forms.IntegerField(widget=forms.HiddenInput({"autocomplete": "off"}))
    first_row = forms.IntegerField(
        label=_("First row with a village"), min_value=1, widget=forms.TextInput({"inputmode": "numeric"})
    )

    def __init__(self, *args, sheet: Sheet, **kwargs):
        super().__init__(*args, **kwargs)
        self.sheet = sheet
        self.width = max(len(row) for row in sheet.rows)
        guess = columns_of(sheet.rows)
        self.initial.setdefault("first_row", (guess.first_row or first_with_figure(sheet)) + 1)
        roles = {place: role for role, place in guess.places.items()}
        for place in range(self.width):
            band = guess.ages.get(place)
            self.fields[f"role-{place}"] = forms.ChoiceField(
                label=_("Column %(number)s") % {"number": place + 1},
                choices=self.CHOICES,
                initial=Role.AGES if band else roles.get(place, Role.UNUSED),
            )
            for name, label, age in (
                ("from", _("from (years)"), band and band.first),
                ("to", _("to the end of (years)"), band and band.last - 1),
            ):
                self.fields[f"{name}-{place}"] = forms.IntegerField(
                    label=label,
                    required=False,
                    min_value=0,
                    max_value=ADULT - 1,
                    initial=age,
                    widget=forms.TextInput({"inputmode": "numeric", "maxlength": "2"}),
                )

    def columns_shown(self) -> list[dict[str, Any]]:
        """Each column that holds something: its fields and the first cells."""
        shown = []
        for place in range(self.width):
            cells = [
                str(row[place]) for row in self.sheet.rows if place < len(row) and str(row[place]).strip()
            ]
            if cells:
                fields = {name: self[f"{name}-{place}"] for name in ("role", "from", "to")}
                shown.append({"cells": cells[:6], **fields})
        return shown

    def clean_first_row(self) -> int:
        row = self.cleaned_data["first_row"]
        if row > len(self.sheet.rows):
            raise ValidationError(
                _("The sheet has only %(rows)s rows.") % {"rows": len(self.sheet.rows)}, "row"
            )
        return row

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        places: dict[Role, int] = {}
        ages: dict[int, Band] = {}
        for place in range(self.width):
            role = Role(words.get(f"role-{place}") or Role.UNUSED)
            if role is Role.AGES:
                self.take_ages(place, words, ages)
            elif role is not Role.UNUSED and role in places:
                self.add_error(f"role-{place}", _("Another column is that already."))
            elif role is not Role.UNUSED:
                places[role] = place
        if self.errors:
            return words
        if Role.NAME not in places and Role.CODE not in places:
            raise ValidationError(_("Please say which column names the village."), "village")
        if overlap(list(ages.values())):
            raise ValidationError(_("The ages of two columns overlap."), "overlap")
        if Role.TOTAL not in places and not cover_childhood(list(ages.values())):
            raise ValidationError(
                _("Please say which column is the number of all children, or give ages from 0 to 15."),
                "number",
            )
        self.columns = Columns(first_row=words["first_row"] - 1, places=places, ages=ages)
        return words

    def take_ages(self, place: int, words: dict[str, Any], ages: dict[int, Band]) -> None:
        first, last = words.get(f"from-{place}"), words.get(f"to-{place}")
        if first is None or last is None or last < first:
            self.add_error(f"role-{place}", _("Please give the first and the last age."))
        else:
            ages[place] = Band(first, last + 1)
