"""Find a village, a site, a play space or a school by its name, or a place by its coordinates."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.models import User
from accounts.workplace import workplace_of
from areas.coordinates import CoordinateError, parse_coordinates
from areas.models import Commune
from foundation.ordering import by_name
from foundation.vietnamese import fold
from hazards.models import HazardSite
from maps.places import SORTS, lon_lat

EACH: Final = 5
LONGEST: Final = 100


@dataclass(frozen=True)
class Hit:
    """One thing found: `word` and `key` name it in the address, `detail` says what it is."""

    word: str
    key: str
    name: str
    detail: str
    icon: str
    lon: str
    lat: str

    @property
    def address(self) -> str:
        return f"{reverse('map')}?{self.word}={self.key}"


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    commune = workplace_of(request).commune
    access.require(request.user, access.SEE, "site", commune)
    text = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST]  # PostgreSQL breaks off at a null
    spot, problem = coordinates(text)
    hits = [] if spot or problem or not text else find(request.user, commune, text)
    context = {"text": text, "spot": spot, "problem": problem, "hits": hits}
    return render(request, "maps/_search_results.html", context)


def coordinates(text: str) -> tuple[dict[str, str] | None, str]:
    """The place that `text` gives in degrees, or why it gives none; neither for ordinary words."""
    try:
        lon, lat = parse_coordinates(text)
    except CoordinateError as error:
        return None, coordinate_problem(error)
    return {"lon": f"{lon:.6f}", "lat": f"{lat:.6f}"}, ""


def coordinate_problem(error: CoordinateError) -> str:
    return {
        "sixty": _("Minutes and seconds must be below 60."),
        "metres": _("These look like metres of a survey grid (VN-2000). Enter degrees here."),
    }.get(error.code, "")


def find(user: User, commune: Commune | None, text: str) -> list[Hit]:
    """At most `EACH` of each sort, by name. One query for each sort."""
    hits = []
    for sort in SORTS:
        rows = sort.rows(user).filter(commune=commune, search_key__contains=fold(text)).order_by(by_name())
        hits += [hit(sort.word, thing) for thing in rows[:EACH]]
    return hits


def hit(word: str, thing: Any) -> Hit:
    return Hit(word, str(thing.pk), thing.name, detail(thing), icon(thing), *lon_lat(thing))


def icon(thing: Any) -> str:
    """Shape of a site's kind; empty for the rest."""
    return thing.kind.icon if isinstance(thing, HazardSite) else ""


def detail(thing: Any) -> str:
    """Kind and village: “Ao, Đại Áng”."""
    sort = getattr(thing, "kind", None) or getattr(thing, "level", None) or _("village")
    village = getattr(thing, "village", None)
    return f"{sort}, {village}" if village else str(sort)
