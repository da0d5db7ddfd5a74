"""`/play-spaces/`: the register of the commune, to look through and to take away."""

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from audit.log import record_export
from foundation.contract import CSV, PAGE_NUMBER, answers, reads
from foundation.spreadsheets import csv_download
from playspaces.filters import PlaySpaceFilter
from playspaces.models import PlaySpace
from playspaces.register import Row, rows_of, table
from playspaces.views.reach import own_commune

ON_A_PAGE = 50


def rows_asked(request: HttpRequest, commune: Commune) -> tuple[PlaySpaceFilter, list[Row]]:
    words = PlaySpaceFilter(request.GET, commune=commune)
    reach = access.within_reach(request.user, access.SEE, "play_space")
    return words, rows_of(PlaySpace.objects.filter(reach, commune=commune), words)


@asks(access.SEE, "play_space")
@require_safe
@reads(PlaySpaceFilter, page=PAGE_NUMBER)
def playspace_list(request: HttpRequest) -> HttpResponse:
    """Five queries, whatever the page holds."""
    commune = workplace_of(request).commune
    if commune is None:
        access.require(request.user, access.SEE, "play_space")
        return render(request, "maps/no_commune.html")
    access.require(request.user, access.SEE, "play_space", commune)
    words, rows = rows_asked(request, commune)
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "commune": commune,
        "filter": words,
        "rows": rows,
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "near_danger": sum(bool(row.dangers) for row in rows),
        "to_care_for": sum(row.needs_care for row in rows),
        "kept": kept.urlencode(),
        "may_add": access.may(request.user, access.ADD, "play_space", commune),
        "may_export": access.may(request.user, access.EXPORT, "play_space", commune),
        "may_restore": access.may(request.user, access.RESTORE, "play_space", commune),
    }
    return render(request, "playspaces/list.html", context)


@asks(access.EXPORT, "play_space")
@require_safe
@reads(PlaySpaceFilter)
@answers(CSV)
def playspace_export(request: HttpRequest) -> HttpResponseBase:
    """The list as it is filtered, for a spreadsheet; that it was taken is written down."""
    commune = own_commune(request, access.EXPORT)
    words, rows = rows_asked(request, commune)
    record_export(request, what="playspaces", rows=len(rows), communes=[commune])
    return csv_download(table(rows, request.user), file_name(commune, words.day))


def file_name(commune: Commune, day: date) -> str:
    return f"play-spaces-{slugify(commune.code)}-{day:%Y-%m-%d}"
