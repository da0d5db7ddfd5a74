"""The map page: what it shows is named by its address, and drawn here once before any script runs."""

import uuid
from typing import Any

from django.contrib import messages
from django.contrib.gis.db.models import Extent
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Village
from foundation.contract import KEY, ROW, many, one_of, reads
from hazards.filters import SiteFilter
from hazards.kinds import HazardKind
from hazards.models import HazardSite
from hazards.views.whole_site import MERGED
from maps.layers import LAYERS
from maps.places import SORTS, lon_lat
from maps.views.layers import filter_of
from maps.views.listing import listing

Bounds = list[list[float]]

# Layers that a person can switch off; the commune's own border always shows.
SWITCHED = ("hazards", "villages", "playspaces", "schools")


@asks(access.SEE, "site")
@require_safe
@reads(SiteFilter, site=KEY, playspace=KEY, school=KEY, village_card=ROW, hide=many(one_of(SWITCHED)))
def map_page(request: HttpRequest) -> HttpResponse:
    commune = workplace_of(request).commune
    access.require(request.user, access.SEE, "site", commune)
    if commune is None:
        return render(request, "maps/no_commune.html")
    kept = kept_site(request)
    if kept:
        messages.info(request, MERGED)
        asked = request.GET.copy()
        asked["site"] = str(kept.pk)
        return redirect(f"{request.path}?{asked.urlencode()}")
    words = filter_of(request, commune)
    context = {
        "filter": words,
        "shown": [name for name in SWITCHED if name not in request.GET.getlist("hide")],
        "kinds": HazardKind.objects.filter(is_active=True),
        "page": page_data(request, words),
        **listing(request, words, commune.boundary.envelope),
    }
    return render(request, "maps/map.html", context)


def kept_site(request: HttpRequest) -> HazardSite | None:
    """The site that a merged one, named in the address, is part of now."""
    try:
        key = uuid.UUID(request.GET.get("site", ""))
    except ValueError:
        return None
    return HazardSite.objects.filter(access.within_reach(request.user, access.SEE, "site")).standing_for(key)


def page_data(request: HttpRequest, words: SiteFilter) -> dict[str, Any]:
    """What the scripts of the page need to know, apart from how a map is drawn."""
    return {
        "layers": {name: reverse("map-layer", args=[name]) for name in LAYERS},
        "list": reverse("map-list"),
        "cards": {sort.word: sort.card_address for sort in SORTS},
        "valid": words.is_valid(),
        "chosen": chosen_place(request),
        "focus": village_bounds(words.cleaned_data.get("village")),
        **wider_reach(request),
    }


def chosen_place(request: HttpRequest) -> dict[str, str] | None:
    """Where the thing lies that the address names, so that the map can go there first."""
    for sort in SORTS:
        key = request.GET.get(sort.word)
        thing = sort.find(request.user, key) if key else None
        if thing:
            lon, lat = lon_lat(thing)
            return {"word": sort.word, "key": str(thing.pk), "lon": lon, "lat": lat}
    return None


def village_bounds(village: Village | None) -> Bounds | None:
    shape = village and (village.boundary or village.centre)
    return corners(shape.extent) if shape else None


def wider_reach(request: HttpRequest) -> dict[str, Any]:
    """For those who see several communes: which one this is, and how far the map may go."""
    workplace = workplace_of(request)
    if len(workplace.choices) < 2:
        return {}
    extent = access.communes_for(request.user).aggregate(box=Extent("boundary"))["box"]
    return {"commune": workplace.commune.code, "reach": corners(extent)}


def corners(extent: tuple[float, float, float, float]) -> Bounds:
    """As Leaflet wants it: [[south, west], [north, east]]."""
    west, south, east, north = extent
    return [[south, west], [north, east]]
