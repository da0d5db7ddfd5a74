"""A site on a page of its own, and as the card beside the map."""

import json
import uuid
from datetime import date
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from foundation.contract import DAY, PAGE_NUMBER, reads
from hazards.beside import beside
from hazards.card import SiteCard
from hazards.costs import costs_of
from hazards.models import HazardSite, Incident
from hazards.secrets import closed
from hazards.small_map import small_map
from hazards.timeline import Timeline, timeline
from hazards.views.card import card_context
from hazards.views.reach import visible_site, withdrawn_site
from hazards.views.site_page import layer_addresses

ACCIDENTS_WITHIN_M = 200
MERGED = gettext_lazy(
    "The place you asked for turned out to be the same as this one. All that was recorded is here."
)


@asks(access.SEE, "site")
@require_safe
@reads(as_of=DAY, history=PAGE_NUMBER)
def site_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All that is known of a site."""
    site = site_at(request, pk)
    if site.pk != pk:
        messages.info(request, MERGED)
        return redirect("site", site.pk)
    context = whole_context(request, site)
    drawing = {
        "drawing": small_map(site.geom),
        "commune": site.commune,
        "script": map_data(context["card"]),
        "today": timezone.localdate(),
    }
    return render(request, "hazards/site.html", context | drawing)


@asks(access.SEE, "site")
@require_safe
@reads(as_of=DAY)
def site_card(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    site = visible_site(request, pk, follow=True)
    return draw_site(request, site, note="" if site.pk == pk else str(MERGED))


def site_at(request: HttpRequest, pk: uuid.UUID) -> HazardSite:
    """The site of an address, or the one it was merged into; a withdrawn one for who may restore it."""
    try:
        return visible_site(request, pk, follow=True)
    except Http404:
        return withdrawn_site(request, pk)


def draw_site(request: HttpRequest, site: HazardSite, note: str = "") -> HttpResponse:
    """The site anew for htmx: whole on its page, as a card beside the map."""
    if is_on_page(request, site):
        return render(request, "hazards/_whole_site.html", whole_context(request, site) | {"note": note})
    return render(request, "hazards/_card.html", card_context(request, site) | {"note": note})


def is_on_page(request: HttpRequest, site: HazardSite) -> bool:
    """Whether htmx asks from the site's own page."""
    try:
        shown = urlsplit(request.headers.get("HX-Current-URL", "")).path
    except ValueError:  # no address at all
        return False
    return shown == reverse("site", args=[site.pk])


def whole_context(request: HttpRequest, site: HazardSite) -> dict[str, object]:
    """What `_whole_site.html` needs: the card's context, and what only the page has room for."""
    context = card_context(request, site)
    card = context["card"]

    if site.withdrawn_at:
        context |= {name: False for name in context if name.startswith("may_")}
    return context | {
        "whole": True,
        "closed": closed(request.user, site.commune_id),
        "costs": costs_of([line.measure for line in card.measures], card.day),
        "accidents": accidents_nearby(request, site),
        "accidents_within_m": ACCIDENTS_WITHIN_M,
        "beside": beside(site, card.status, request.user),
        "merged": list(site.merged_sites.order_by("withdrawn_at")),
        "timeline": history_of(request, site, None if context["is_today"] else card.day),
    }


def history_of(request: HttpRequest, site: HazardSite, until: date | None) -> Timeline | None:
    """None, without a query, for who may not see who did what."""
    if not access.may(request.user, access.SEE, "history", site.commune, site.village):
        return None
    return timeline(site, request.user, page=history_page(request), until=until)


def history_page(request: HttpRequest) -> int:
    """`?history=2` is the second page of the history."""
    asked = request.GET.get("history", "")
    return max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1


def accidents_nearby(request: HttpRequest, site: HazardSite) -> int | None:
    """How many accidents are recorded nearby; None for who may not know. One query."""
    if not access.may(request.user, access.SEE, "incident", site.commune):
        return None
    known = Incident.objects.in_force().filter(access.within_reach(request.user, access.SEE, "incident"))
    return len(known.near(site.geom, ACCIDENTS_WITHIN_M))


def map_data(card: SiteCard) -> dict[str, object]:
    """What the script needs to draw the place and the places of its measures."""
    own_places = [line.measure for line in card.measures if line.measure.geom]
    return {
        "shape": json.loads(card.site.geom.geojson),
        "status": card.status,
        "measures": [
            {"shape": json.loads(measure.geom.geojson), "name": measure.kind.name} for measure in own_places
        ],
        "layers": layer_addresses(),
        "words": {"zoomIn": _("Zoom in"), "zoomOut": _("Zoom out")},
    }
