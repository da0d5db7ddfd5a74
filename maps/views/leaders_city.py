"""All communes that one sees, compared before a meeting."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from areas.village_words import villages_word
from areas.working_days import working_days
from audit.log import record_export
from foundation.contract import CSV, PAGE_NUMBER, PLAIN, answers, one_of, reads
from foundation.spreadsheets import csv_download
from hazards.prices import Money
from hazards.table import kept
from maps.coverage_maps import shares_map
from maps.indicators import DROWNING, Share, commune_target
from maps.leaders.city import commune_lines, sums_over
from maps.leaders.city_list import CityList
from maps.leaders.lines import kind_lines
from maps.leaders.lists import CityLists
from maps.leaders.money import in_all, money_by_commune
from maps.leaders.months import chart_of, trend
from maps.leaders.tables import city_rows, line_rows, money_rows, month_rows, step_rows
from maps.leaders.work import first_after, steps
from maps.views.layers import refusal
from maps.views.leaders_asked import CitySitesForm, LeadersForm, words_of


@asks(access.SEE, "site")
@require_safe
@reads(LeadersForm)
def leaders_city(request: HttpRequest) -> HttpResponse:
    """All communes that one sees, compared. 22 queries at most, whatever their number.

    The months and the money take longer and follow as parts.
    """
    workplace_of(request)  # refuses one that is named and not to be seen
    communes = list(access.communes_for(request.user, access.SEE, "site"))
    if not communes:
        return render(request, "maps/no_commune.html")
    form = LeadersForm(request.GET)
    found = commune_lines(communes, form.day, form.changed_since, working_days())
    words = words_of(form)
    shares = {line.commune.pk: line.drowning.percent for line in found}
    extra = {name: value for name, value in form.data.items() if name in ("as_of", "since")}
    context = {
        **words,
        "lines": found,
        "drowning": share_of_all([line.drowning for line in found]),
        "villages": replace(share_of_all([line.villages for line in found]), target=None),
        "sums": sums_over(found, lists_of(form)),
        "village_target": found[0].villages.target,
        "village_line": found[0].villages,
        "villages_word": villages_word(communes),
        "communes_on_target": sum(line.villages.is_reached for line in found),
        "map": shares_map("communes", communes, shares, {} if form.errors else extra, page="leaders"),
        "first_found": None
        if any(line.existing.count for line in found)
        else first_after(form.day, communes),
        "may_export": access.may_anywhere(request.user, access.EXPORT, "site"),
    }
    return render(request, "maps/leaders/city.html", context, status=400 if form.errors else 200)


def share_of_all(shares: list[Share]) -> Share:
    target = shares[0].target if shares else None
    return Share(sum(share.numerator for share in shares), sum(share.denominator for share in shares), target)


def lists_of(form: LeadersForm) -> CityLists:
    return CityLists(form.day, form.changed_since)


def kinds_part(communes: Sequence[Commune], form: LeadersForm) -> dict[str, Any]:
    lines, every = kind_lines(lists_of(form), communes, working_days())
    return {"kinds": lines, "every": every}


def changes_part(communes: Sequence[Commune], form: LeadersForm) -> dict[str, Any]:
    return {"steps": steps(lists_of(form), communes)}


def months_part(communes: Sequence[Commune], form: LeadersForm) -> dict[str, Any]:
    months = trend(communes, form.day, lists_of(form).on)
    return {"months": months, "chart": chart_of(months, commune_target(DROWNING, form.day))}


def money_part(communes: Sequence[Commune], form: LeadersForm) -> dict[str, Any]:
    lines = money_by_commune(communes, form.day, form.changed_since)
    return {"lines": lines, "sorts": list(Money), "every": in_all(lines, lists_of(form))}


PARTS: Final = {"kinds": kinds_part, "changes": changes_part, "months": months_part, "money": money_part}


@asks(access.SEE, "site")
@require_safe
@reads(LeadersForm, name=one_of(PARTS))
@answers(PLAIN, status=400)
def leaders_city_part(request: HttpRequest, name: str) -> HttpResponse:
    """A part of the page; alone, a page of its own. 18 queries at most."""
    form = LeadersForm(request.GET)
    if form.errors:
        return refusal(form.in_words)
    communes = communes_of(request, access.SEE)
    if name not in PARTS or not communes:
        raise Http404
    template = f"maps/leaders/_city_{name}.html"
    context = {
        **words_of(form),
        **PARTS[name](communes, form),
        "part_template": template,
        "may_export": access.may_anywhere(request.user, access.EXPORT, "site"),
    }
    whole = request.headers.get("HX-Request") != "true"
    return render(request, "maps/leaders/part_page.html" if whole else template, context)


def communes_of(request: HttpRequest, deed: str) -> list[Commune]:
    """Those in which the reader may do `deed` to sites. Two queries."""
    workplace_of(request)  # refuses one that is named and not to be seen
    return list(access.communes_for(request.user, deed, "site").defer("boundary"))


@asks(access.SEE, "site")
@require_safe
@reads(CitySitesForm, page=PAGE_NUMBER)
def leaders_city_sites(request: HttpRequest) -> HttpResponse:
    """The sites behind a number over all communes. 20 queries at most, whatever their number."""
    form = CitySitesForm(request.GET)
    communes = communes_of(request, access.SEE)
    if not communes:
        return render(request, "maps/no_commune.html")
    asked = CityList(communes, form.day, form.changed_since, working_days(), form.cleaned_data)
    page = asked.page(request.GET.get("page"))
    context = {
        **words_of(form),
        "communes": len(communes),
        "page": page,
        "rows": asked.rows(page.object_list, request.user),
        "page_words": kept(request.GET, without=["page"]).urlencode(),
    }
    return render(request, "maps/leaders/city_sites.html", context, status=400 if form.errors else 200)


TABLES: Final = {
    "communes": lambda communes, form: city_rows(
        commune_lines(communes, form.day, form.changed_since, working_days())
    ),
    "kinds": lambda communes, form: line_rows(kinds_part(communes, form)["kinds"], _("Kind")),
    "changes": lambda communes, form: step_rows(changes_part(communes, form)["steps"]),
    "months": lambda communes, form: month_rows(trend(communes, form.day, lists_of(form).on)),
    "money": lambda communes, form: money_rows(
        money_by_commune(communes, form.day, form.changed_since), _("commune")
    ),
}


@asks(access.EXPORT, "site")
@require_safe
@reads(LeadersForm, name=one_of(TABLES))
@answers(CSV)
@answers(PLAIN, status=400)
def leaders_city_table(request: HttpRequest, name: str) -> HttpResponseBase:
    """One table of the page, as a file. That it was taken is written down."""
    if name not in TABLES:
        raise Http404
    form = LeadersForm(request.GET)
    if form.errors:
        return refusal(form.in_words)
    communes = communes_of(request, access.EXPORT)
    rows = list(TABLES[name](communes, form))
    record_export(request, what="leaders", rows=len(rows) - 1, communes=communes)
    return csv_download(rows, f"{name}-{form.day.isoformat()}")
