"""What a person chooses of a map that leaves the app: where, which day; and the order that follows from it."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.formats import number_format
from django.utils.functional import cached_property
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts import access
from areas.models import Commune, Village
from foundation.form_fields import DayField
from foundation.ordering import by_name
from maps.leaving import orders
from maps.leaving.page import Heading
from maps.leaving.sees import OF_COVERAGE, OF_SITES, seen_by
from maps.leaving.sites import sites_in_reach
from schools.models import School

EVERY: Final = "all"
# With more places than these, or communes, a file takes longer than one waits for a page.
MOST_SITES: Final = 5_000
MOST_COMMUNES: Final = 20
MOST_ON_PAPER: Final = 300
# A city: the file opens in ten seconds. Beyond, browsers run out of memory.
MOST_IN_A_FILE: Final = 100_000


class ToTakeForm(forms.Form):
    """`in` one commune, or all of those in which `reader` may do `deed` to a `thing`, as of `as_of`."""

    name = "map"
    kind = ""  # of the order (`orders`), where there is one
    title: Any = ""
    thing, deed = "site", access.EXPORT
    seen: Sequence[str] = OF_SITES
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

    def clean(self) -> dict[str, Any]:
        words = super().clean() or self.cleaned_data
        if "in" in words and "as_of" in words and self.rows > MOST_IN_A_FILE:
            told = {"most": number_format(MOST_IN_A_FILE), "number": number_format(self.rows)}
            self.add_error(
                "in",
                _("One file holds at most %(most)s places; these are %(number)s. Please choose one commune.")
                % told,
            )
        return words

    @cached_property
    def communes(self) -> list[Commune]:
        """With their boundaries. One query."""
        asked = self.cleaned_data["in"]
        keys = [one.pk for one in self.within if asked in (EVERY, one.code)]
        return list(Commune.objects.filter(pk__in=keys))

    @property
    def day(self) -> date:
        return self.cleaned_data["as_of"]

    @property
    def heading(self) -> Heading:
        return Heading(str(self.title), self.communes, self.day, self.cleaned_data.get("before"))

    @property
    def params(self) -> dict[str, Any]:
        """Of the order, as plain values."""
        keys = sorted(commune.pk for commune in self.communes)
        return {
            "communes": keys,
            "day": self.day.isoformat(),
            "sees": seen_by(self.reader, self.seen, keys),
        }

    @cached_property
    def rows(self) -> int:
        """How many places are on the map. One query."""
        return sites_in_reach(self.reader, self.deed, self.communes, self.day).count()

    @property
    def takes_long(self) -> bool:
        return len(self.communes) > MOST_COMMUNES or self.rows > MOST_SITES


class RemediationForm(ToTakeForm):
    name, kind = "remediation", orders.REMEDIATION
    title = _("Remediation map")


class CoverageForm(ToTakeForm):
    name, kind = "coverage", orders.COVERAGE
    title = _("Play points in the villages")
    thing = "play_space"
    seen = OF_COVERAGE

    @cached_property
    def rows(self) -> int:
        return Village.objects.filter(commune__in=self.communes).existing_on(self.day).count()


class TwoDaysForm(ToTakeForm):
    name, kind = "two-days", orders.TWO_DAYS
    title = _("Remediation, two days side by side")

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

    @property
    def params(self) -> dict[str, Any]:
        return super().params | {"before": self.cleaned_data["before"].isoformat()}


class WallForm(ToTakeForm):
    """One commune on a sheet of paper."""

    name, kind = "wall", orders.WALL
    title = _("Wall map")
    for_several = False

    SHEETS: Final = [
        ("a3-landscape", _("A3, landscape")),
        ("a3-portrait", _("A3, portrait")),
        ("a4-landscape", _("A4, landscape")),
        ("a4-portrait", _("A4, portrait")),
    ]
    sheet = forms.ChoiceField(label=_("Paper"), choices=SHEETS)

    @property
    def params(self) -> dict[str, Any]:
        [commune] = self.communes
        return {
            "commune": commune.pk,
            "day": self.day.isoformat(),
            "sheet": self.cleaned_data["sheet"],
        }

    @property
    def takes_long(self) -> bool:
        return self.rows > MOST_ON_PAPER


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

    @property
    def communes(self) -> list[Commune]:
        return [self.cleaned_data["school"].commune]
