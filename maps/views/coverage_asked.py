"""Which communes and which day a page about coverage is asked for."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from django.http import Http404, HttpRequest

from accounts import access
from accounts.workplace import workplace_of
from areas.models import Commune
from areas.village_words import village_word, villages_word
from foundation.contract import DAY, TEXT, Schema, many
from foundation.days import asked_day

EVERY: Final = "all"
# What the address may say: `?in=00679&in=00640&as_of=2026-06-30`, or `?in=all`.
WORDS: Final[dict[str, Schema]] = {"in": many(TEXT), "as_of": DAY}


@dataclass(frozen=True)
class Asked:
    """`words` name the communes and the day again; children are for who may see them in all of these."""

    communes: list[Commune]
    day: date
    words: dict[str, Any]
    sees_children: bool

    @property
    def query(self) -> str:
        return urlencode(self.words, doseq=True)

    @property
    def day_words(self) -> dict[str, str]:
        return {"as_of": self.words["as_of"]} if "as_of" in self.words else {}

    @property
    def commune(self) -> Commune | None:
        """The one commune that is asked for; None for several."""
        return self.communes[0] if len(self.communes) == 1 else None

    @property
    def village_word(self) -> str:
        return village_word(self.communes)

    @property
    def villages_word(self) -> str:
        return villages_word(self.communes)


def asked(request: HttpRequest, day: date, deed: str = access.SEE) -> Asked:
    """404 for a commune in which the reader may not do the deed to play spaces. One query, or two."""
    communes = asked_communes(request, deed)
    words: dict[str, Any] = {"in": request.GET.getlist("in")} if "in" in request.GET else {}
    if day != asked_day(None):
        words["as_of"] = day.isoformat()
    reach = access.reach(request.user, access.SEE, "head_count")
    sees_children = reach is None or all(commune.pk in reach for commune in communes)
    return Asked(communes, day, words, sees_children)


def asked_communes(request: HttpRequest, deed: str) -> list[Commune]:
    """Those of `in`, all within reach for `all`, else the one that the reader works in."""
    codes = set(request.GET.getlist("in"))
    if not codes:
        commune = workplace_of(request).commune
        if commune is None:
            return []
        access.require(request.user, deed, "play_space", commune)
        return [commune]
    within = access.communes_for(request.user, deed, "play_space")
    if EVERY in codes:
        return list(within)
    # PostgreSQL breaks off at a null byte.
    found = [] if any("\0" in code for code in codes) else list(within.filter(code__in=codes))
    if len(found) < len(codes):
        raise Http404
    return found
