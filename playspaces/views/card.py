"""The card of a play space, for the panel beside the map."""

import uuid

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from foundation.contract import DAY, reads
from foundation.days import BadDay, asked_day
from playspaces.models import PlaySpace


@asks(access.SEE, "play_space")
@require_safe
@reads(as_of=DAY)
def playspace_card(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    try:
        day = asked_day(request.GET.get("as_of"))
    except BadDay:
        day = asked_day(None)
    visible = PlaySpace.objects.in_force().filter(access.within_reach(request.user, access.SEE, "play_space"))
    space = get_object_or_404(visible.with_open(day).select_related("kind", "village"), pk=pk)
    closure = space.closures.filter(Q(until=None) | Q(until__gt=day), since__lte=day).first()
    return render(request, "playspaces/_card.html", {"space": space, "day": day, "closure": closure})
