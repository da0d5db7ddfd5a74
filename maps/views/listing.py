"""The list beside the map: the same sites in words, the most urgent first."""

from typing import Any, Final

from django.contrib.gis.db.models.functions import PointOnSurface
from django.contrib.gis.geos import GEOSGeometry
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from foundation.contract import BOX, PLAIN, answers, reads
from foundation.ordering import by_name
from hazards.filters import SiteFilter
from hazards.lateness import days_late
from hazards.models import HazardSite
from hazards.querysets import HazardSiteQuerySet
from hazards.status import Status
from maps.box import BadBox, parse_box
from maps.layers import LIMIT
from maps.places import lon_lat
from maps.views.layers import filter_of, refusal

ROWS: Final = 40


@asks(access.SEE, "site")
@require_safe
@reads(SiteFilter, bbox=BOX)
@answers(PLAIN, status=400)
def site_list(request: HttpRequest) -> HttpResponse:
    """`/map/list/?bbox=w,s,e,n&…`, a fragment; 400 with a sentence for a bad box."""
    commune = workplace_of(request).commune
    access.require(request.user, access.SEE, "site", commune)
    words = filter_of(request, commune)
    try:
        box = parse_box(request.GET.get("bbox", ""))
    except BadBox as error:
        return refusal(str(error))
    return render(request, "maps/_list.html", {"filter": words, **listing(request, words, box)})


def listing(request: HttpRequest, words: SiteFilter, box: GEOSGeometry) -> dict[str, Any]:
    """The first sites in the box, how many there are, and how many elsewhere. Two to five queries.

    None are listed where the map shows numbers only: to sort them all would take seconds.
    """
    matching = words.narrow(HazardSite.objects.filter(access.within_reach(request.user, access.SEE, "site")))
    inside = matching.in_box(box)
    total = inside.count()
    rows = most_urgent_first(inside, words) if 0 < total <= LIMIT else []
    return {
        "rows": rows,
        "total": total,
        "more": total - len(rows),
        "elsewhere": 0 if total else matching.count(),
    }


def most_urgent_first(sites: HazardSiteQuerySet, words: SiteFilter) -> list[HazardSite]:
    """What is to do in its order, then what is done by name; at most `ROWS`."""
    named = sites.select_related("kind", "village").annotate(at=PointOnSurface("geom"))
    rows = list(named.most_urgent(words.day, words.calendar)[:ROWS])
    if len(rows) < ROWS:
        done = named.filter(status__in=[Status.PROTECTED, Status.ELIMINATED]).with_risk()
        rows += done.order_by(by_name())[: ROWS - len(rows)]
    for site in rows:
        site.lon, site.lat = lon_lat(site)
        site.status_label = Status(site.status).label
        site.days_late = days_late(site.deadline, site.status, words.day, words.calendar)
    return rows
