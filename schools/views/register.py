"""`/schools/`: the register of the commune's schools, and the same as a file."""

from collections.abc import Iterator
from datetime import date

from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from audit.log import record_export
from foundation.contract import CSV, PAGE_NUMBER, answers, reads
from foundation.spreadsheets import csv_download
from hazards.table import kept
from schools.models import School, SchoolQuerySet
from schools.register import STATES, WITHDRAWN, SchoolFilter
from schools.school_year import in_words
from schools.views.reach import own_commune, schools_in_reach

ON_A_PAGE = 50


@asks(access.SEE, "school")
@require_safe
@reads(SchoolFilter, page=PAGE_NUMBER)
def school_list(request: HttpRequest) -> HttpResponse:
    """By level, then by name. As many queries whatever the page holds."""
    commune = own_commune(request, access.SEE)
    words = SchoolFilter(request.GET, commune=commune)
    may_restore = access.may(request.user, access.RESTORE, "school", commune)
    state = words.asked_state(may_restore=may_restore)
    rows = words.narrow(schools_in_reach(request).filter(commune=commune), state)
    context = {
        "commune": commune,
        "filter": words,
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "state": state,
        "states": {code: name for code, name in STATES.items() if code != WITHDRAWN or may_restore},
        "kept": kept(request.GET, without=["page"]),
        "may_add": access.may(request.user, access.ADD, "school", commune),
        "may_export": access.may(request.user, access.EXPORT, "school", commune),
        "may_see_checks": access.may(request.user, access.EXPORT, "self_check", commune),
    }
    return render(request, "schools/list.html", context)


@asks(access.EXPORT, "school")
@require_safe
@answers(CSV)
@reads(SchoolFilter)
def school_export(request: HttpRequest) -> StreamingHttpResponse:
    """The schools of the list as a table for a spreadsheet; that it was taken is written down."""
    commune = own_commune(request, access.EXPORT)
    words = SchoolFilter(request.GET, commune=commune)
    rows = words.narrow(
        schools_in_reach(request).filter(commune=commune), words.asked_state(may_restore=False)
    )
    rows = rows.annotate(gate_count=Count("gates"))
    record_export(request, what="schools", rows=rows.count(), communes=[commune])
    return csv_download(lines(rows, words.day), f"schools-{words.day:%Y-%m-%d}")


def lines(schools: SchoolQuerySet, day: date) -> Iterator[list[object]]:
    """A row of headings, then one for each school; its place by a point inside, in degrees."""
    yield [
        _("Code"), _("Name"), _("Level"), _("Commune"), _("Village"), _("Pupils"), _("School year"),
        _("Address"), _("Whom to ask"), _("Phone"), _("E-mail"), _("Opened on"), _("Closed for good on"),
        _("Gates"), _("Latitude"), _("Longitude"), _("As of"),
    ]  # fmt: skip
    yield from (line(school, day) for school in schools.iterator(chunk_size=500))


def line(school: School, day: date) -> list[object]:
    place = school.geom.point_on_surface if school.geom.dims else school.geom
    pupils = school.counted_pupils if school.counted_in else school.pupils
    return [
        school.code, school.name, school.level.name, school.commune.full_name,
        school.village.full_name if school.village else "", pupils,
        in_words(school.counted_in) if school.counted_in else "",
        school.address, school.contact_name, school.phone, school.email, school.opened_on, school.closed_on,
        school.gate_count, round(place.y, 6), round(place.x, 6), day,
    ]  # fmt: skip
