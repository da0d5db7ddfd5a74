"""One page before a meeting: the targets, what is late, who answers for it, and whether it gets better."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from areas.working_days import working_days
from audit.log import record_export
from foundation.contract import CSV, PLAIN, answers, one_of, reads
from foundation.spreadsheets import csv_download
from hazards.status import Status
from maps.coverage import covered_villages
from maps.indicators import DROWNING, VILLAGES, Share, commune_target
from maps.leaders.lines import lines as lines_of
from maps.leaders.lists import Lists
from maps.leaders.money import money
from maps.leaders.months import chart_of, trend
from maps.leaders.tables import TABLES
from maps.leaders.work import first_after, latest, steps
from maps.tipping import tipping
from maps.views.layers import refusal
from maps.views.leaders_asked import LeadersForm, words_of


@asks(access.SEE, "site")
@require_safe
@reads(LeadersForm)
def leaders_page(request: HttpRequest) -> HttpResponse:
    """Of the commune one works in. 28 queries at most, whatever stands in it."""
    commune = workplace_of(request).commune
    if commune is None:
        return render(request, "maps/no_commune.html")
    access.require(request.user, access.SEE, "site", commune)
    form = LeadersForm(request.GET)
    context = {**words_of(form), **figures_of(request, lists_of(form, commune))}
    return render(request, "maps/leaders/page.html", context, status=400 if form.errors else 200)


def lists_of(form: LeadersForm, commune: Commune) -> Lists:
    return Lists(commune, form.day, form.changed_since)


def figures_of(request: HttpRequest, lists: Lists) -> dict[str, Any]:
    user, commune, day = request.user, lists.commune, lists.day
    calendar = working_days()
    lines = lines_of(lists, user, calendar)
    months = trend([commune], day, lists.on)
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
            ("kinds", _("By kind"), _("Kind"), lines.kinds, lines.every),
            (
                "villages",
                _("By %(village)s") % {"village": commune.village_word},
                commune.village_word,
                lines.villages,
                None,
            ),
            ("units", _("By responsible unit"), _("Responsible unit"), lines.units, None),
        ],
        "drowning": Share(months[-1].with_measures.numerator, months[-1].with_measures.denominator, target),
        "strict": months[-1].strict,
        "now": months[-1],
        "before": months[-2],
        "course": course(months[-2].with_measures, months[-1].with_measures),
        "missing_href": lists.to(drowning=1, status=[Status.UNPROTECTED, Status.IN_PROGRESS]),
        "months": months,
        "chart": chart_of(months, target),
        "villages": covered,
        "tipping": tipping(covered, villages, by_children=sees_children),
        "coverage_href": f"{reverse('coverage')}?{urlencode({'in': commune.code, 'as_of': day.isoformat()})}",
        "late": latest(lists, user, calendar),
        "steps": steps(lists, [commune]),
        "money": money(lists),
        "first_found": None if lines.every.existing.count else first_after(day, [commune]),
        "may_export": access.may(user, access.EXPORT, "site", commune),
    }


def course(before: Share, now: Share) -> str:
    """Which way a share went; nothing where there was none on one of the days."""
    if not before.denominator or not now.denominator:
        return ""
    way = now.numerator * before.denominator - before.numerator * now.denominator
    return "better" if way > 0 else "worse" if way < 0 else "same"


@asks(access.EXPORT, "site")
@require_safe
@reads(LeadersForm, name=one_of(TABLES))
@answers(CSV)
@answers(PLAIN, status=400)
def leaders_table(request: HttpRequest, name: str) -> HttpResponseBase:
    """One table of the page, as a file. That it was taken is written down."""
    if name not in TABLES:
        raise Http404
    form = LeadersForm(request.GET)
    if form.errors:
        return refusal(form.in_words)
    commune = workplace_of(request).commune
    if commune is None:
        raise Http404
    access.require(request.user, access.EXPORT, "site", commune)
    rows = list(TABLES[name](lists_of(form, commune), request.user, working_days()))
    record_export(request, what="leaders", rows=len(rows) - 1, communes=[commune])
    return csv_download(rows, f"{name}-{form.day.isoformat()}")
