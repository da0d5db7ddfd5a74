"""The card of a village."""

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from areas.models import Village
from foundation.contract import DAY, reads
from foundation.days import BadDay, asked_day
from foundation.ordering import by_name
from hazards.models import HazardSite
from hazards.status import Status
from playspaces.coverage import with_coverage
from playspaces.models import PlaySpace


@asks(access.SEE, "area")
@require_safe
@reads(as_of=DAY)
def village_card(request: HttpRequest, pk: int) -> HttpResponse:
    try:
        day = asked_day(request.GET.get("as_of"))
    except BadDay:
        day = asked_day(None)
    visible = Village.objects.filter(access.within_reach(request.user, access.SEE, "area")).defer("boundary")
    village = get_object_or_404(with_coverage(visible, day), pk=pk)
    sites = HazardSite.objects.known_on(day).with_status(day).filter(village=village)
    numbers = dict(sites.order_by().values_list("status").annotate(Count("pk")))
    spaces = PlaySpace.objects.in_force().in_village(village).with_open(day).select_related("kind")
    may_see_count = access.may_at(request.user, access.SEE, "head_count", access.Place(village.commune_id))
    context = {
        "village": village,
        "day": day,
        "may_see_count": may_see_count,
        "count": village.child_counts.filter(year__lte=day.year).first() if may_see_count else None,
        "by_status": [(status, numbers[status]) for status in Status.values if status in numbers],
        "play_spaces": spaces.order_by(by_name()),
    }
    return render(request, "maps/_village_card.html", context)
