"""`/schools/ranking/`: at which schools most danger remains, and the same as a file."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from areas.models import Commune
from audit.log import record_export
from foundation.contract import CSV, PAGE_NUMBER, TEXT, answers, many, reads
from foundation.spreadsheets import csv_download
from hazards.table import kept
from schools.models import School
from schools.ranked import (
    ORDERS,
    Named,
    Ranked,
    counted_around,
    in_order,
    nearest_sites,
    pupils_of,
    ranked,
)
from schools.ranking import COUNTED
from schools.ranking_asked import EVERY, RankingFilter, communes_asked
from schools.register import with_pupils
from schools.rule_words import rule_in_words

ON_A_PAGE = 50


@asks(access.SEE, "school")
@require_safe
@reads(RankingFilter, **{"in": many(TEXT)}, page=PAGE_NUMBER)
def school_ranking(request: HttpRequest) -> HttpResponse:
    """Schools that are open on the day, most danger first. Twelve queries at most."""
    communes = communes_asked(request, access.SEE)
    if not communes:
        return render(request, "maps/no_commune.html")
    words = RankingFilter(request.GET, of_several=len(communes) > 1)
    lines = in_order(words.narrow(ranking_of(request, communes, words)), words.order)
    page = Paginator(lines, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "filter": words,
        "communes": communes,
        "commune": communes[0] if len(communes) == 1 else None,
        "choices": access.communes_for(request.user, access.SEE, "school").defer("boundary"),
        "codes": request.GET.getlist("in"),
        "every": EVERY,
        "page": page,
        "rows": with_nearest(page.object_list, request, words.day),
        "heads": heads(request, words.order),
        "radii_m": settings.SCHOOL_DISTANCES_M,
        "kept": kept(request.GET, without=["page"]).urlencode(),
        "may_export": all(access.may(request.user, access.EXPORT, "school", one) for one in communes),
        "rule": rule_in_words(),
    }
    return render(request, "schools/ranking.html", context)


def ranking_of(request: HttpRequest, communes: list[Commune], words: RankingFilter) -> list[Ranked]:
    """All schools of `communes` that are open on the day, ranked. Two queries."""
    schools = School.objects.in_force().open_on(words.day).filter(commune__in=communes)
    counted = counted_around(schools, communes, reader=request.user, day=words.day)
    told = with_pupils(schools, words.day).select_related("level", "village", "commune")
    read = told.defer("geom", "commune__boundary", "village__boundary")
    return ranked(read, counted, len(settings.SCHOOL_DISTANCES_M))


def with_nearest(lines: list[Ranked], request: HttpRequest, day: date) -> list[tuple[Ranked, Named | None]]:
    """Each line with the nearest site that nothing protects yet. One query."""
    sites = nearest_sites(lines, reader=request.user, day=day)
    return [
        (line, sites.get(line.tally.nearest_open.site) if line.tally.nearest_open else None) for line in lines
    ]


def heads(request: HttpRequest, sort: str) -> dict[str, tuple[str, str]]:
    """For each order: the address that a press on the column's head leads to, and its `aria-sort`."""
    found = {}
    for word in ORDERS:
        address = kept(request.GET, without=["page", "sort"])
        address["sort"] = f"-{word}" if sort == word else word
        direction = {word: "ascending", f"-{word}": "descending"}.get(sort, "")
        found[word] = (f"?{address.urlencode()}", direction)
    return found


@asks(access.EXPORT, "school")
@require_safe
@answers(CSV)
@reads(RankingFilter, **{"in": many(TEXT)})
def school_ranking_export(request: HttpRequest) -> StreamingHttpResponse:
    """The whole ranking as a table for a spreadsheet: sites by distance and status. It is written down."""
    communes = communes_asked(request, access.EXPORT)
    if not communes:
        raise Http404
    words = RankingFilter(request.GET, of_several=len(communes) > 1)
    lines = in_order(words.narrow(ranking_of(request, communes, words)), words.order)
    record_export(request, what="school_ranking", rows=len(lines), communes=communes)
    rows = table(with_nearest(lines, request, words.day), words.day)
    return csv_download(rows, f"school-ranking-{words.day:%Y-%m-%d}")


def table(lines: list[tuple[Ranked, Named | None]], day: date) -> Iterator[list[object]]:
    """A row of headings, then one for each school; each site stands in one column alone."""
    radii = settings.SCHOOL_DISTANCES_M
    yield [
        _("Rank"), _("Code"), _("Name"), _("Level"), _("Commune"), _("Village"), _("Pupils"), _("Points"),
        *(
            _("%(status)s, %(from)s–%(to)s m") % {"status": status.label, "from": near, "to": far}
            for near, far in pairwise([0, *radii])
            for status in COUNTED
        ),
        _("Nearest without protection (m)"), _("Nearest without protection"), _("As of"),
    ]  # fmt: skip
    for line, nearest in lines:
        school, tally = line.school, line.tally
        yield [
            line.rank, school.code, school.name, school.level.name, school.commune.full_name,
            school.village.full_name if school.village else "", pupils_of(school), tally.points,
            *(band.get(status, 0) for band in tally.sites for status in COUNTED),
            round(tally.nearest_open.metres) if tally.nearest_open else "", nearest.name if nearest else "", day,
        ]  # fmt: skip
