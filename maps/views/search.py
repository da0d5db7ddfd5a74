"""Find a village, a site, a play space or a school by its name, or a place by its coordinates."""

from dataclasses import dataclass, replace
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.models import User
from accounts.workplace import workplace_of
from areas.coordinates import CoordinateError, parse_coordinates
from areas.models import Commune
from areas.working_days import working_days
from foundation.contract import TEXT, reads
from foundation.ordering import by_name
from foundation.vietnamese import fold
from hazards.lateness import days_late
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
    status: str = ""
    days_late: int = 0

    @property
    def address(self) -> str:
        return f"{reverse('map')}?{self.word}={self.key}"


@asks(access.SEE, "site")
@require_safe
@reads(q=TEXT)
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
    return with_status(hits)


def with_status(hits: list[Hit]) -> list[Hit]:
    """The sites among `hits` with how they stand today. Two queries, if there are any."""
    keys = [hit.key for hit in hits if hit.word == "site"]
    if not keys:
        return hits
    day, calendar = timezone.localdate(), working_days()
    rows = HazardSite.objects.filter(pk__in=keys).with_status(day).values_list("pk", "status", "deadline")
    stand = {
        str(key): {"status": status, "days_late": days_late(deadline, status, day, calendar)}
        for key, status, deadline in rows
    }
    return [replace(hit, **stand.get(hit.key, {})) for hit in hits]


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
