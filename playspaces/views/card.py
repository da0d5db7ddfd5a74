"""A play space as the card beside the map, and on a page of its own."""

import json
import uuid
from datetime import date

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from foundation.contract import DAY, PAGE_NUMBER, reads
from foundation.days import BadDay, asked_day
from hazards.small_map import small_map
from hazards.timeline import Timeline
from hazards.views.site_page import layer_addresses
from playspaces.history import history_of, may_see_history
from playspaces.models import PlaySpace
from playspaces.overview import Overview
from playspaces.views.reach import spaces_in_reach, withdrawn_space


def day_of(request: HttpRequest) -> date:
    try:
        return asked_day(request.GET.get("as_of"))
    except BadDay:
        return asked_day(None)


def overview_of(request: HttpRequest, pk: uuid.UUID) -> Overview:
    """The play space on the day that is asked for; a withdrawn one for who may bring it back."""
    day = day_of(request)
    known = spaces_in_reach(request).with_state(day).with_care(day)
    space = known.in_force().filter(pk=pk).first()
    if space is None:
        space = get_object_or_404(known, pk=withdrawn_space(request, pk).pk)
    return Overview(space, request.user, day)


@asks(access.SEE, "play_space")
@require_safe
@reads(as_of=DAY)
def playspace_card(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    shown = overview_of(request, pk)
    if shown.space.withdrawn_at:
        raise Http404
    return render(request, "playspaces/_card.html", {"shown": shown, "space": shown.space})


@asks(access.SEE, "play_space")
@require_safe
@reads(as_of=DAY, history=PAGE_NUMBER)
def playspace_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """All that is known of a play space. The number of queries does not follow how much that is."""
    shown = overview_of(request, pk)
    space, stands = shown.space, shown.space.withdrawn_at is None
    context = {
        "shown": shown,
        "space": space,
        "commune": space.commune,
        "today": timezone.localdate(),
        "is_today": shown.is_today,
        "drawing": small_map(space.geom),
        "timeline": told(request, shown),
        "script": for_script(shown),
        "may_change": stands
        and shown.is_today
        and access.may_at(request.user, access.CHANGE, "play_space", space),
        "may_withdraw": stands
        and shown.is_today
        and access.may_at(request.user, access.WITHDRAW, "play_space", space),
    }
    return render(request, "playspaces/space.html", context)


def told(request: HttpRequest, shown: Overview) -> Timeline | None:
    """None, without a query, for who may not see who did what."""
    space: PlaySpace = shown.space
    if not may_see_history(request.user, space):
        return None
    asked = request.GET.get("history", "")
    page = max(1, int(asked)) if asked.isdecimal() and len(asked) < 5 else 1
    return history_of(space, request.user, page=page, until=None if shown.is_today else shown.day)


def for_script(shown: Overview) -> dict[str, object]:
    """What the map of the page draws: the place, and the dangers near it that the reader may see."""
    return {
        "shape": json.loads(shown.space.geom.geojson),
        "dangers": [
            {"shape": json.loads(near.site.geom.geojson), "name": near.site.name, "status": near.site.status}
            for near in shown.visible_dangers
        ],
        "layers": layer_addresses(),
        "words": {"zoomIn": _("Zoom in"), "zoomOut": _("Zoom out")},
    }
