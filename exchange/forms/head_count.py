"""One village's head count of a year, written by hand."""

from collections.abc import Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas.models import ChildCount
from exchange.forms.head_count_row import FigureField
from exchange.head_counts.ages import Band, cover_childhood, disagree
from exchange.head_counts.by_hand import seen_of
from exchange.head_counts.storing import as_counted
from exchange.head_counts.wording import ages_in_words

USUAL: Final = (Band(0, 6), Band(6, 11), Band(11, 16))


class HeadCountForm(forms.Form):
    """`count` is what is stored, None where nothing is; `figures()` is the total and the ages."""

    seen = forms.CharField(required=False, max_length=400, widget=forms.HiddenInput({"autocomplete": "off"}))
    children = FigureField(label=_("All children under 16"))

    def __init__(self, *args, count: ChildCount | None, bands: Sequence[Band] = (), **kwargs):
        super().__init__(*args, **kwargs)
        children, ages = as_counted(count) if count else (None, {})
        self.bands = sorted(ages) or list(bands) or list(USUAL)
        self.initial |= {"seen": seen_of(count), "children": children}
        for band in self.bands:
            self.fields[band.key] = FigureField(label=ages_in_words(band), initial=ages.get(band))

    @property
    def age_fields(self) -> list[forms.BoundField]:
        return [self[band.key] for band in self.bands]

    def clean(self) -> dict[str, Any]:
        words = super().clean() or {}
        if self.errors:
            return words
        ages = {band: words[band.key] for band in self.bands if words.get(band.key) is not None}
        if ages and len(ages) < len(self.bands):
            raise ValidationError(_("Please give the number of each age, or of none."), "ages")
        total = words.get("children")
        if total is None and ages and cover_childhood(list(ages)):
            total = sum(ages.values())
        if total is None:
            self.add_error("children", _("Please give the number of children, 0 if there are none."))
        elif disagree(total, ages):
            sentence = _("The ages add up to %(ages)s, the total says %(total)s. Please correct one of them.")
            self.add_error("children", sentence % {"ages": sum(ages.values()), "total": total})
        else:
            self.figures = total, ages
        return words
