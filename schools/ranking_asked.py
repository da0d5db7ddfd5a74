"""Which schools a ranking is asked for: the words of its address."""

from typing import Final

from django import forms
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.workplace import workplace_of
from areas.models import Commune
from foundation.form_fields import AsksDay, DayField
from foundation.vietnamese import fold
from schools.models import SchoolLevel
from schools.ranked import Ranked

EVERY: Final = "all"
# Words of `ORDERS`, as a phone offers them, where the table has no heads to press.
ORDERS_IN_WORDS: Final = {
    "rank": _("Most danger first"),
    "-rank": _("Least danger first"),
    "-open": _("Most places without protection first"),
    "open": _("Fewest places without protection first"),
    "nearest": _("Nearest danger first"),
    "-nearest": _("Nearest danger last"),
    "-pupils": _("Most pupils first"),
    "pupils": _("Fewest pupils first"),
    "name": _("Name, A to Z"),
    "-name": _("Name, Z to A"),
    "commune": _("Commune, A to Z"),
    "-commune": _("Commune, Z to A"),
}


class RankingFilter(AsksDay, forms.Form):
    """`?q=tieu hoc&level=primary&as_of=30/06/2026`: what is shown of the ranking; ranks stay as they are."""

    is_search = True

    q = forms.CharField(label=_("Name contains"), max_length=100, required=False)
    level = forms.ModelChoiceField(
        SchoolLevel.objects.all(),
        label=_("Level"),
        to_field_name="code",
        required=False,
        empty_label=_("All levels"),
    )
    as_of = DayField(fact=False, label=_("As of"), required=False)
    sort = forms.ChoiceField(label=_("Order of the list"), choices=[*ORDERS_IN_WORDS.items()], required=False)

    def __init__(self, *args, of_several: bool = True, **kwargs) -> None:
        """`of_several` communes: only then is there an order by commune."""
        super().__init__(*args, **kwargs)
        if not of_several:
            offered = [*ORDERS_IN_WORDS.items()]
            self.fields["sort"].choices = [one for one in offered if not one[0].endswith("commune")]

    @property
    def order(self) -> str:
        """A word of `ORDERS`, after a “-” where it is turned round."""
        return self.words.get("sort") or "rank"

    @property
    def in_use(self) -> bool:
        return any(self.words.get(name) for name in ("q", "level"))

    def narrow(self, lines: list[Ranked]) -> list[Ranked]:
        text, level = fold(self.words.get("q") or ""), self.words.get("level")
        return [
            line for line in lines if text in line.school.search_key and level in (None, line.school.level)
        ]


def communes_asked(request: HttpRequest, deed: str) -> list[Commune]:
    """Those of `?in=CODE&in=CODE`, all within reach for `?in=all`, else the one the reader works in.

    404 for one in which the reader may not do `deed` to schools, 403 where that is the own one.
    """
    codes = set(request.GET.getlist("in"))
    if not codes:
        commune = workplace_of(request).commune
        if commune is not None:
            access.require(request.user, deed, "school", commune)
        return [commune] if commune else []
    within = access.communes_for(request.user, deed, "school").defer("boundary")
    if EVERY in codes:
        return list(within)
    # PostgreSQL breaks off at a null byte.
    found = [] if any("\0" in code for code in codes) else list(within.filter(code__in=codes))
    if len(found) < len(codes):
        raise Http404
    return found
