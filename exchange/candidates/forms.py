"""The file that is sent, and each of its rows as a small form that can be mended."""

from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext_lazy as _

from areas.fields import CoordinatesField
from areas.placing import Place
from exchange.candidates.reading import LAYERS, MOST_ROWS, TextRow, rows_of
from exchange.errors import UnreadableFileError
from exchange.tables.reading import SPREADSHEETS, TEXTS
from foundation.vietnamese import fold
from hazards.forms.measure_details import MoneyField
from playspaces.models import PlaySpaceKind

PREFIX: Final = "rows"


class CandidateFileForm(forms.Form):
    """`rows` are those of the file once the form is valid."""

    file = forms.FileField(
        label=_("Table or map layer of places"),
        help_text=_("CSV, XLSX, XLS, ODS or GeoJSON, one row for each place, coordinates in WGS 84."),
        widget=forms.FileInput({"accept": ",".join(SPREADSHEETS + TEXTS + LAYERS)}),
        error_messages={"required": _("Please choose a file."), "empty": _("The file is empty.")},
    )
    rows: list[TextRow]

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        try:
            self.rows = rows_of(file.name, file.read())
        except UnreadableFileError as error:
            raise ValidationError(str(error), "unreadable") from error
        return file


class KindField(forms.CharField):
    """A kind of play space by its code or either name; empty for none yet."""

    def __init__(self, **kwargs):
        super().__init__(required=False, max_length=120, **kwargs)
        self.kinds: dict[str, PlaySpaceKind] = {}

    def clean(self, value: Any) -> PlaySpaceKind | None:
        text = super().clean(value)
        if not text:
            return None
        kind = self.kinds.get(fold(text))
        if kind is None:
            raise ValidationError(_("The kind “%(kind)s” is not known."), "unknown", {"kind": text})
        return kind


class CandidateRowForm(forms.Form):
    """`place` is where it lies, once that was looked for."""

    number = forms.CharField(required=False, max_length=10, widget=forms.HiddenInput)
    name = forms.CharField(
        label=_("Name"), max_length=160, error_messages={"required": _("Please give the place a name.")}
    )
    coordinates = CoordinatesField(
        label=_("Coordinates"),
        max_length=120,
        error_messages={"required": _("Please give the latitude and the longitude.")},
    )
    cost = MoneyField(label=_("Cost (VND)"), required=False)
    kind = KindField(label=_("What it would become"))
    note = forms.CharField(label=_("Note"), max_length=1000, required=False)
    place: Place | None = None

    def __init__(self, *args, kinds: dict[str, PlaySpaceKind], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].kinds = kinds


RowFormSet = formset_factory(
    CandidateRowForm, formset=BaseFormSet, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


def kinds_by_name() -> dict[str, PlaySpaceKind]:
    """By code and by either name, folded. One query."""
    return {
        fold(name): kind
        for kind in PlaySpaceKind.objects.filter(is_active=True)
        for name in (kind.name_en, kind.name_vi, kind.code)
        if name
    }


def bound(rows: list[TextRow]) -> dict[str, str]:
    """Rows as if somebody had typed them into the form."""
    data = {f"{PREFIX}-TOTAL_FORMS": str(len(rows)), f"{PREFIX}-INITIAL_FORMS": "0"}
    for at, row in enumerate(rows):
        data |= {f"{PREFIX}-{at}-{name}": value for name, value in row.items()}
    return data
