"""One page before a meeting: the targets, what is late, who answers for it, and whether it gets better."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from areas.working_days import working_days
from foundation.contract import CSV, PLAIN, answers, one_of, reads
from foundation.spreadsheets import csv_download
from hazards.status import Status
from maps import leaders
from maps.coverage import covered_villages
from maps.coverage_maps import shares_map
from maps.indicators import DROWNING, VILLAGES, Share, commune_target
from maps.leaders import Lists
from maps.leaders_city import CommuneLine, commune_lines
from maps.leaders_tables import TABLES, city_rows
from maps.tipping import tipping
from maps.views.layers import refusal
from maps.views.leaders_asked import LeadersForm


@asks(access.SEE, "site")
@require_safe
@reads(LeadersForm)
def leaders_page(request: HttpRequest) -> HttpResponse:
    """Of the commune one works in. 26 queries at most, whatever stands in it."""
    commune = workplace_of(request).commune
    if commune is None:
        return render(request, "maps/no_commune.html")
    access.require(request.user, access.SEE, "site", commune)
    form = LeadersForm(request.GET)
    context = {**words_of(form), **figures_of(request, lists_of(form, commune))}
    return render(request, "maps/leaders/page.html", context, status=400 if form.errors else 200)


def words_of(form: LeadersForm) -> dict[str, Any]:
    """What every page about a day says of it."""
    today = timezone.localdate()
    words = {name: form.data[name] for name in ("as_of", "since") if form.data.get(name) and not form.errors}
    return {
        "form": form,
        "day": form.day,
        "since": form.changed_since,
        "is_today": form.day == today,
        "is_ahead": form.day > today,
        "query": urlencode(words),
        "statuses": list(Status),
    }


def lists_of(form: LeadersForm, commune: Commune) -> Lists:
    return Lists(commune, form.day, form.changed_since)


def figures_of(request: HttpRequest, lists: Lists) -> dict[str, Any]:
    user, commune, day = request.user, lists.commune, lists.day
    calendar = working_days()
    lines = leaders.lines(lists, user, calendar)
    months = leaders.trend(lists)
    villages = covered_villages(commune, day)
    sees_children = access.may(user, access.SEE, "head_count", commune)
    covered = Share(
        sum(village.is_covered for village in villages), len(villages), commune_target(VILLAGES, day)
    )
    target = commune_target(DROWNING, day)
    return {
        "commune": commune,
        "lines": lines,
        "groups": [
            ("kinds", _("By kind"), _("Kind"), lines.kinds),
            (
                "villages",
                _("By %(village)s") % {"village": commune.village_word},
                commune.village_word,
                lines.villages,
            ),
            ("units", _("By responsible unit"), _("Responsible unit"), lines.units),
        ],
        "drowning": Share(months[-1].with_measures.numerator, months[-1].with_measures.denominator, target),
        "strict": months[-1].strict,
        "now": months[-1],
        "missing_href": lists.to(drowning=1, status=[Status.UNPROTECTED, Status.IN_PROGRESS]),
        "months": months,
        "chart": leaders.chart_of(months, target),
        "villages": covered,
        "tipping": tipping(covered, villages, by_children=sees_children),
        "coverage_href": f"{reverse('coverage')}?{urlencode({'in': commune.code, 'as_of': day.isoformat()})}",
        "late": leaders.latest(lists, user, calendar),
        "steps": leaders.steps(lists),
        "money": leaders.money(lists),
        "first_found": None if any(lines.every.by_status.values()) else leaders.first_found([commune]),
        "may_export": access.may(user, access.EXPORT, "site", commune),
    }


@asks(access.SEE, "site")
@require_safe
@reads(LeadersForm)
def leaders_city(request: HttpRequest) -> HttpResponse:
    """All communes that one sees, compared. 22 queries at most, whatever their number."""
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
        "drowning": in_all([line.drowning for line in found]),
        "villages": in_all([line.villages for line in found]),
        "on_target": sum(line.drowning.is_reached for line in found),
        "unprotected": sum(line.unprotected.count for line in found),
        "overdue": sum(line.overdue.count for line in found),
        "reopened": sum(line.reopened.count for line in found),
        "map": shares_map("communes", communes, shares, {} if form.errors else extra, page="leaders"),
        "may_export": access.may_anywhere(request.user, access.EXPORT, "site"),
    }
    return render(request, "maps/leaders/city.html", context, status=400 if form.errors else 200)


def in_all(shares: list[Share]) -> Share:
    target = shares[0].target if shares else None
    return Share(sum(share.numerator for share in shares), sum(share.denominator for share in shares), target)


@asks(access.EXPORT, "site")
@require_safe
@reads(LeadersForm, name=one_of(TABLES))
@answers(CSV)
@answers(PLAIN, status=400)
def leaders_table(request: HttpRequest, name: str) -> HttpResponseBase:
    """One table of the page, as a file."""
    if name not in TABLES:
        raise Http404
    form = LeadersForm(request.GET)
    if form.errors:
        return refusal(" ".join(error for errors in form.errors.values() for error in errors))
    commune = workplace_of(request).commune
    if commune is None:
        raise Http404
    access.require(request.user, access.EXPORT, "site", commune)
    rows = TABLES[name](lists_of(form, commune), request.user, working_days())
    return csv_download(rows, f"{name}-{form.day.isoformat()}")


@asks(access.EXPORT, "site")
@require_safe
@reads(LeadersForm)
@answers(CSV)
@answers(PLAIN, status=400)
def leaders_city_table(request: HttpRequest) -> HttpResponseBase:
    """The comparison of communes, as a file."""
    workplace_of(request)  # as above
    form = LeadersForm(request.GET)
    if form.errors:
        return refusal(" ".join(error for errors in form.errors.values() for error in errors))
    communes = list(access.communes_for(request.user, access.EXPORT, "site").defer("boundary"))
    found: list[CommuneLine] = commune_lines(communes, form.day, form.changed_since, working_days())
    rows: Iterator[list[Any]] = city_rows(found)
    return csv_download(rows, f"communes-{form.day.isoformat()}")
