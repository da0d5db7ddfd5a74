"""What the list of schools is asked for: the words of its address, as a form."""

from datetime import date
from typing import Final

from django import forms
from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from areas.models import Commune, Village
from foundation.form_fields import AsksDay, DayField
from foundation.ordering import by_name
from schools.models import PupilCount, SchoolLevel, SchoolQuerySet
from schools.school_year import school_year_of

OPEN: Final = "open"
CLOSED: Final = "closed"
WITHDRAWN: Final = "withdrawn"
STATES: Final = {
    OPEN: pgettext_lazy("school", "Open"),
    CLOSED: _("Closed for good"),
    WITHDRAWN: _("Withdrawn"),
}


class SchoolFilter(AsksDay, forms.Form):
    """`?q=tieu hoc&level=primary&village=12&state=closed&as_of=30/06/2026`

    Nothing chosen means all. A word that is not valid narrows nothing.
    """

    is_search = True

    q = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    level = forms.ModelChoiceField(
        SchoolLevel.objects.all(),
        label=_("Level"),
        to_field_name="code",
        required=False,
        empty_label=_("All levels"),
    )
    village = forms.ModelChoiceField(Village.objects.none(), required=False)
    as_of = DayField(fact=False, label=_("As of"), required=False)
    state = forms.ChoiceField(choices=STATES.items(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, commune: Commune, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["village"].label = commune.village_word.capitalize()
        self.fields["village"].empty_label = _("Everywhere")
        self.fields["village"].queryset = (
            Village.objects.filter(commune=commune).defer("boundary").order_by(by_name())
        )

    @property
    def in_use(self) -> bool:
        return any(self.words.get(name) for name in ("q", "level", "village"))

    def asked_state(self, *, may_restore: bool) -> str:
        asked = self.words.get("state") or OPEN
        return OPEN if asked == WITHDRAWN and not may_restore else asked

    def narrow(self, schools: SchoolQuerySet, state: str) -> SchoolQuerySet:
        """Those of `schools` that are asked for, by level and name, with `counted_pupils`. One query."""
        schools = in_state(schools, state, self.day)
        if self.words.get("q"):
            schools = schools.matching(self.words["q"])
        for name in ("level", "village"):
            if self.words.get(name):
                schools = schools.filter(**{name: self.words[name]})
        return with_pupils(schools, self.day).order_by("level__position", by_name(), "pk")


def in_state(schools: SchoolQuerySet, state: str, day: date) -> SchoolQuerySet:
    """Those of `schools` that on `day` are open, closed for good, or were withdrawn at any time."""
    if state == WITHDRAWN:
        return schools.filter(withdrawn_at__isnull=False)
    if state == CLOSED:
        return schools.in_force().closed_on(day)
    return schools.in_force().open_on(day)


def with_pupils(schools: SchoolQuerySet, day: date) -> SchoolQuerySet:
    """Each with `counted_pupils` and `counted_in`: the last count up to the school year of `day`."""
    counts = PupilCount.objects.filter(school=OuterRef("pk"), school_year__lte=school_year_of(day))
    last = counts.order_by("-school_year")
    return schools.annotate(
        counted_pupils=Subquery(last.values("pupils")[:1]),
        counted_in=Subquery(last.values("school_year")[:1]),
    )
