"""Which places are due for an inspection, and a round through several of them."""

import uuid
from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.gis.geos import Point
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import BooleanField, Case, Count, Q, Value, When
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.coordinates import CoordinateError, parse_coordinates
from areas.models import Commune
from foundation.contract import KEY, PAGE_NUMBER, TEXT, many, reads
from foundation.ordering import by_name
from hazards.campaigns import own_share
from hazards.forms.looks import MONTH, LookFilter, own_villages
from hazards.lateness import mark_late
from hazards.models import Campaign, HazardSite
from hazards.querysets import HazardSiteQuerySet
from hazards.rounds import MOST_STOPS
from hazards.walks import Walk, walk_through

ON_A_PAGE = 100


def own_commune(request: HttpRequest) -> Commune:
    """The commune the person works in, when they may see its inspections."""
    commune = workplace_of(request).commune
    access.require(request.user, access.SEE, "inspection", commune)
    if commune is None:
        raise PermissionDenied
    return commune


@asks(access.SEE, "inspection")
@require_safe
@reads(LookFilter, page=PAGE_NUMBER)
def inspections(request: HttpRequest) -> HttpResponse:
    """Places to be looked at this week, overdue ones first, village by village."""
    commune = own_commune(request)
    words = LookFilter(request.GET, user=request.user, commune=commune)
    sites = words.narrow(existing_sites(request, commune))
    due = in_reading_order(sites.look_due_by(words.last_day), request, commune)
    page = Paginator(due, ON_A_PAGE).get_page(request.GET.get("page"))
    dress(page.object_list, request, commune, words.today)
    context = {
        "commune": commune,
        "filter": words,
        "tabs": tabs(words, sites),
        "page": page,
        "may_inspect": any(site.may_inspect for site in page.object_list),
        "may_see_campaigns": access.may(request.user, access.SEE, "campaign", commune),
        "most_stops": MOST_STOPS,
        "address": request.get_full_path(),
    }
    return render(request, "hazards/inspections.html", context)


def dress(sites: Iterable[HazardSite], request: HttpRequest, commune: Commune, today: date) -> None:
    """What a row shows beside its site: how late it is, whose it is, whether there is something to press."""
    mark_late(sites, today)
    for site in sites:
        site.may_inspect = access.may(request.user, access.ADD, "inspection", commune, site.village)
        site.look_days_late = max(0, (today - site.look_due_on).days)
        site.in_charge = access.unit_in_words(request.user, site.responsible_unit)


def existing_sites(request: HttpRequest, commune: Commune) -> HazardSiteQuerySet:
    """Sites of the commune that exist today and that the person may see, each with its next look."""
    today = timezone.localdate()
    reach = access.within_reach(request.user, access.SEE, "site")
    return HazardSite.objects.existing_on(today).filter(reach, commune=commune).with_next_look(today)


def in_reading_order(sites: HazardSiteQuerySet, request: HttpRequest, commune: Commune) -> HazardSiteQuerySet:
    """The own village first, then by name; in each the one that was due first. With status, without shapes."""
    own = own_villages(request.user, commune)
    is_elsewhere = Case(
        When(village__in=own, then=Value(False)), default=Value(True), output_field=BooleanField()
    )
    own_first = [is_elsewhere] if own else []  # PostgreSQL sorts by no constant
    shown = sites.with_status(timezone.localdate()).select_related("kind", "village", "responsible_unit")
    order = [*own_first, by_name("village__name").asc(nulls_last=True), "look_due_on", "name", "pk"]
    return shown.defer("geom", "village__boundary").order_by(*order)


def tabs(words: LookFilter, sites: HazardSiteQuerySet) -> list[dict[str, object]]:
    """How many are due by each of the days one can ask for. One query."""
    last_days = {
        words.Due.OVERDUE: Q(look_due_on__lt=words.today),
        words.Due.WEEK: Q(look_due_on__lte=words.end_of_week),
        words.Due.MONTH: Q(look_due_on__lte=words.today + MONTH),
    }
    numbers = sites.aggregate(**{due: Count("pk", filter=is_due) for due, is_due in last_days.items()})
    others = {name: value for name, value in words.data.items() if name in ("village", "unit", "mine")}
    return [
        {
            "label": due.label,
            "number": numbers[due],
            "is_chosen": due == words.asked,
            "query": urlencode({"due": due.value, **others}),
        }
        for due in words.Due
    ]


# --- a round ------------------------------------------------------------------------------------


@asks(access.SEE, "inspection")
@require_safe
@reads(LookFilter, site=many(KEY), at=TEXT, campaign=KEY)
def walk(request: HttpRequest) -> HttpResponse:
    """`?site=…&site=…&at=lat,lon`: the stops in walking order; the address is all that is kept.

    `?due=week&village=12` stands for the sites that are due now: it leads to their address, as
    an inspected site is no longer due and would vanish from the round.
    """
    commune = own_commune(request)
    if "site" not in request.GET:
        return named_round(request, commune)
    today = timezone.localdate()
    asked = list(dict.fromkeys(known_keys(request.GET.getlist("site"))))
    reach = access.within_reach(request.user, access.SEE, "site")
    sites = HazardSite.objects.in_force().filter(reach, pk__in=asked[:MOST_STOPS])
    sites = sites.with_next_look(today).with_status(today).select_related("kind", "village", "commune")
    found = list(sites.defer("village__boundary", "commune__boundary").order_by("pk"))
    start = starting_point(request)
    mark_late(found, today)
    plan = walk_through(found, today, start)
    for stop in plan.stops:
        site = stop.site
        site.may_inspect = access.may(request.user, access.ADD, "inspection", site.commune, site.village)
    context = {
        "commune": commune,
        "walk": plan,
        "start": start,
        "left_out": max(0, len(asked) - MOST_STOPS),
        "missing": len(asked[:MOST_STOPS]) - len(found),
        "most_stops": MOST_STOPS,
        "address": request.get_full_path(),
        "today": today,
        "script": for_script(plan, start),
    }
    return render(request, "hazards/round.html", context)


def named_round(request: HttpRequest, commune: Commune) -> HttpResponse:
    """The sites that are due, as a round of their own; the most urgent ones where there are too many."""
    words = LookFilter(request.GET, user=request.user, commune=commune)
    sites = existing_sites(request, commune)
    if "campaign" in request.GET:
        due = left_in_campaign(request, sites)
    else:
        due = words.narrow(sites).look_due_by(words.last_day)
    return redirect(round_of(request, due.order_by("look_due_on", "pk").values_list("pk", flat=True)))


def left_in_campaign(request: HttpRequest, sites: HazardSiteQuerySet) -> HazardSiteQuerySet:
    """`?campaign=…`: what nobody has looked at yet, of the person's own share if there is one."""
    key = next(iter(known_keys([request.GET["campaign"]])), None)
    reach = access.within_reach(request.user, access.SEE, "campaign")
    campaign = get_object_or_404(Campaign.objects.in_force().filter(reach), pk=key)
    left = sites.in_campaign(campaign, timezone.localdate()).filter(is_looked_at=False)
    own = own_share(campaign, request.user)
    return left.filter(own) if own else left


def round_of(request: HttpRequest, keys: Iterable[uuid.UUID]) -> str:
    """Address of the round through these sites; says so when there are more than one round can hold."""
    stops = list(keys)
    left = len(stops) - MOST_STOPS
    if left > 0:
        sentence = ngettext(
            "A round has %(most)s stops at most: %(left)s place is left for another one.",
            "A round has %(most)s stops at most: %(left)s places are left for another one.",
            left,
        )
        messages.warning(request, sentence % {"most": MOST_STOPS, "left": left})
    if not stops:
        messages.info(request, _("No place is due here. There is nothing to walk to."))
        return reverse("inspections")
    query = [("site", key) for key in stops[:MOST_STOPS]]
    at = request.GET.get("at")
    return f"{reverse('round')}?{urlencode([*query, *([('at', at)] if at else [])])}"


def known_keys(words: Iterable[str]) -> Iterable[uuid.UUID]:
    for word in words:
        try:
            yield uuid.UUID(word)
        except ValueError:
            continue


def starting_point(request: HttpRequest) -> Point | None:
    try:
        return Point(*parse_coordinates(request.GET.get("at", "")[:120]))
    except CoordinateError:
        return None


def for_script(plan: Walk, start: Point | None) -> dict[str, object]:
    return {
        "stops": [
            {"number": stop.number, "at": stop.at, "name": stop.site.name, "done": stop.is_done}
            for stop in plan.stops
        ],
        "start": [start.y, start.x] if start else None,
        "words": {
            "start": _("Start"),
            "zoomIn": _("Zoom in"),
            "zoomOut": _("Zoom out"),
            "locating": _("Looking for your position…"),
            "notLocated": _("Your position is not available. The round begins in the north."),
        },
    }
