"""What a person chooses of a map that leaves the app: where, which day."""

from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts import access
from areas.models import Commune
from foundation.form_fields import DayField
from foundation.ordering import by_name
from schools.models import School

EVERY: Final = "all"


class ToTakeForm(forms.Form):
    """`in` one commune, or all of those in which `reader` may do `deed` to a `thing`, as of `as_of`."""

    name = "map"
    thing, deed = "site", access.EXPORT
    for_several = True

    as_of = DayField(fact=False, label=_("As of"), required=False, help_text=_("Empty: today."))

    def __init__(self, words: Any = None, *, reader: access.Reader, commune: Commune | None):
        super().__init__(words, auto_id=f"{self.name}-%s", initial={"in": commune.code if commune else ""})
        self.reader = reader
        choices = [(one.code, capfirst(one.full_name)) for one in self.within]
        if self.for_several and len(choices) > 1:
            choices.append((EVERY, _("All of them")))
        self.fields["in"] = forms.ChoiceField(label=_("Commune"), choices=choices)
        self.order_fields(["in", *self.fields])

    @cached_property
    def within(self) -> list[Commune]:
        """One query."""
        return list(access.communes_for(self.reader, self.deed, self.thing).defer("boundary"))

    def clean_as_of(self) -> date:
        return self.no_later(self.cleaned_data["as_of"] or timezone.localdate())

    def no_later(self, day: date) -> date:
        if day > timezone.localdate():
            raise ValidationError(
                _("This day has not come yet: nobody knows what will stand there."), "future"
            )
        return day

    @cached_property
    def communes(self) -> list[Commune]:
        """With their boundaries. One query."""
        asked = self.cleaned_data["in"]
        keys = [one.pk for one in self.within if asked in (EVERY, one.code)]
        return list(Commune.objects.filter(pk__in=keys))

    @property
    def day(self) -> date:
        return self.cleaned_data["as_of"]


class RemediationForm(ToTakeForm):
    name = "remediation"


class CoverageForm(ToTakeForm):
    name = "coverage"
    thing = "play_space"


class TwoDaysForm(ToTakeForm):
    name = "two-days"

    before = DayField(fact=False, label=_("First day"))

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["as_of"].label = _("Second day")
        self.order_fields(["in", "before", "as_of"])

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        before, after = words.get("before"), words.get("as_of")
        if before and after and before >= after:
            self.add_error("before", _("The first day must lie before the second one."))
        return words


class WallForm(ToTakeForm):
    """One commune on a sheet of paper."""

    name = "wall"
    for_several = False

    SHEETS: Final = [
        ("a3-landscape", _("A3, landscape")),
        ("a3-portrait", _("A3, portrait")),
        ("a4-landscape", _("A4, landscape")),
        ("a4-portrait", _("A4, portrait")),
    ]
    sheet = forms.ChoiceField(label=_("Paper"), choices=SHEETS)


class SchoolForm(ToTakeForm):
    name = "school"
    thing, deed = "school", access.SEE
    for_several = False

    def __init__(self, words: Any = None, *, reader: access.Reader, commune: Commune | None):
        super().__init__(words, reader=reader, commune=commune)
        del self.fields["in"]
        schools = School.objects.in_force().filter(access.within_reach(reader, access.SEE, "school"))
        if commune:
            schools = schools.filter(commune=commune)
        self.fields["school"] = forms.ModelChoiceField(
            schools.select_related("commune").order_by(by_name()), label=_("School"), empty_label=None
        )
        self.order_fields(["school", "as_of"])
