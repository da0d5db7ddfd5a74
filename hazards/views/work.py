"""`/hazards/mine/`: what waits for the person who is logged in."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from areas.working_days import working_days
from foundation.contract import PAGE_NUMBER, one_of, reads
from hazards.hands import hands_of
from hazards.my_work import BY_CODE, PARTS, Desk, dressed, shown

ROWS = 50


def desk_of(request: HttpRequest, commune: Commune) -> Desk:
    """Three queries; the parts ask more."""
    return Desk(hands_of(request.user), commune, timezone.localdate(), working_days())


@asks(access.SEE, "site")
@require_safe
def my_work(request: HttpRequest) -> HttpResponse:
    commune = workplace_of(request).commune
    access.require(request.user, access.SEE, "site", commune)
    if commune is None:
        return render(request, "maps/no_commune.html")
    desk = desk_of(request, commune)
    parts = [shown(part, desk) for part in PARTS]
    return render(request, "hazards/my_work/page.html", {"desk": desk, "parts": parts})


@asks(access.SEE, "site")
@require_safe
@reads(part=one_of(BY_CODE), page=PAGE_NUMBER)
def my_work_part(request: HttpRequest, part: str) -> HttpResponse:
    """All of one part, page by page."""
    commune = workplace_of(request).commune
    access.require(request.user, access.SEE, "site", commune)
    if commune is None or part not in BY_CODE:
        raise Http404
    desk = desk_of(request, commune)
    page = Paginator(BY_CODE[part].rows(desk), ROWS).get_page(request.GET.get("page"))
    rows = dressed(page.object_list, desk)
    return render(request, "hazards/my_work/part.html", {"part": BY_CODE[part], "page": page, "rows": rows})
