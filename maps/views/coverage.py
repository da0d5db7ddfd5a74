"""Which villages and children play points serve, for one commune or several."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from audit.log import record_export
from deliveries.respond import deliver
from foundation.contract import CSV, PLAIN, answers, one_of, reads, takes
from foundation.days import BadDay, asked_day
from foundation.spreadsheets import csv_download
from maps.coverage import Coverage, coverage, covered_villages, trend
from maps.coverage_file import COVERAGE
from maps.coverage_maps import communes_map, covered_map
from maps.coverage_table import commune_rows, export_rows
from maps.distance_tables import distance_part
from maps.nearness import By
from maps.tipping import tipping
from maps.trend_chart import chart_of
from maps.views.coverage_asked import EVERY, WORDS, Asked, asked
from maps.views.layers import refusal

AT_ONCE: Final = 5  # communes in a table that one waits for


@asks(access.SEE, "play_space")
@require_safe
@reads(**WORDS)
def coverage_page(request: HttpRequest) -> HttpResponse:
    """The shares of villages and children; what takes longer follows as parts. Twelve queries at most."""
    try:
        day, day_error = asked_day(request.GET.get("as_of")), ""
    except BadDay:
        day, day_error = asked_day(None), bad_day()
    words = asked(request, day)
    if not words.communes:
        return render(request, "maps/no_commune.html")
    figures = coverage(words.communes, day)
    context = {
        "asked": words,
        "figures": figures,
        "day": day,
        "day_error": day_error,
        "is_today": day == asked_day(None),
        "choices": access.communes_for(request.user, access.SEE, "play_space").defer("boundary"),
        "every": EVERY,
        "ways": By,
        "may_plan": words.commune and access.may(request.user, access.ADD, "plan", words.commune),
        "exports_at_once": len(words.communes) <= AT_ONCE,
        "may_export": all(
            access.may(request.user, access.EXPORT, "play_space", commune) for commune in words.communes
        ),
        **table_and_map(words, figures),
    }
    return render(request, "maps/coverage/page.html", context, status=400 if day_error else 200)


def table_and_map(words: Asked, figures: Coverage) -> dict[str, object]:
    """Villages of one commune, or communes."""
    if words.commune:
        villages = covered_villages(words.commune, words.day)
        next_ones = tipping(figures.villages, villages, by_children=words.sees_children)
        return {
            "villages": villages,
            "tipping": next_ones,
            "map": covered_map(words.commune, villages, next_ones.first),
            "without_boundary": sum(not village.boundary for village in villages),
        }
    return {"rows": commune_rows(figures), "map": communes_map(figures, words.day_words)}


@asks(access.SEE, "head_count")
@require_safe
@reads(**WORDS, by=one_of(By.values))
@answers(PLAIN, status=400)
def coverage_distances(request: HttpRequest, by: str) -> HttpResponse:
    """Children within some distances of a play point, a part of the page; alone, a page of its own.

    404 for who may not see the children of all these communes. Eight queries at most.
    """
    try:
        words = asked_part(request)
    except BadDay:
        return refusal(bad_day())
    if by not in By.values or not words.sees_children:
        raise Http404
    part = distance_part(words.communes, words.day, By(by), words.day_words)
    return draw(request, "maps/coverage/_distances.html", words, part=part, way=By(by))


@asks(access.SEE, "play_space")
@require_safe
@reads(**WORDS)
@answers(PLAIN, status=400)
def coverage_trend(request: HttpRequest) -> HttpResponse:
    """The shares at the last ends of months, a part of the page; alone, a page of its own. 20 queries at most."""
    try:
        words = asked_part(request)
    except BadDay:
        return refusal(bad_day())
    figures = coverage(words.communes, words.day)
    months = trend(words.communes, words.day)
    target = figures.villages.target
    chart = chart_of(months, target and float(target.value), with_children=words.sees_children)
    return draw(request, "maps/coverage/_trend.html", words, months=months, chart=chart, figures=figures)


def asked_part(request: HttpRequest) -> Asked:
    """BadDay for a day that is none; 404 where there is no commune."""
    words = asked(request, asked_day(request.GET.get("as_of")))
    if not words.communes:
        raise Http404
    return words


def draw(request: HttpRequest, part_template: str, words: Asked, **context: object) -> HttpResponse:
    whole = request.headers.get("HX-Request") != "true"
    context |= {"asked": words, "day": words.day, "part_template": part_template}
    return render(request, "maps/coverage/part_page.html" if whole else part_template, context)


@asks(access.EXPORT, "play_space")
@takes()
@reads(**WORDS)
@answers(CSV)
@answers(PLAIN, status=400)
def coverage_export(request: HttpRequest) -> HttpResponseBase:
    """One line for each village; with children for who may see them. That it was taken is written down.

    Of many communes it takes longer than one waits: such a table is ordered (POST) and delivered.
    """
    try:
        words = asked(request, asked_day(request.GET.get("as_of")), access.EXPORT)
    except BadDay:
        return refusal(bad_day())
    if request.method == "POST":
        return deliver_table(request, words)
    if len(words.communes) > AT_ONCE:
        messages.info(request, _("So many communes take a while: please press “Make the table (CSV)”."))
        return redirect(f"{reverse('coverage')}?{words.query}")
    rows = list(export_rows(words.communes, words.day, with_children=words.sees_children))
    record_export(request, what="coverage", rows=len(rows) - 1, communes=words.communes)
    return csv_download(rows, f"coverage-{words.day.isoformat()}")


def deliver_table(request: HttpRequest, words: Asked) -> HttpResponse:
    number = len(words.communes)
    title = ngettext(
        "Coverage of %(number)s commune, as of %(day)s",
        "Coverage of %(number)s communes, as of %(day)s",
        number,
    ) % {"number": number, "day": date_format(words.day, "SHORT_DATE_FORMAT")}
    keys = sorted(commune.pk for commune in words.communes)
    params = {"communes": keys, "day": words.day.isoformat(), "with_children": words.sees_children}
    return deliver(request, COVERAGE, params, title, words.commune)


def bad_day() -> str:
    return _("This is not a day of the calendar. Write it as 30/06/2026.")
