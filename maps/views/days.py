"""The remediation map as of any day, played from the first day on record, and two days side by side."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from foundation.contract import DAY, JSON, answers, reads
from foundation.days import BadDay, asked_day, months_before
from hazards.public import outline_of
from hazards.status import Status
from maps.days import LISTED, MOST, History, tables
from maps.geojson import SHAPE
from maps.views.layers import answer

STORY: dict[str, Any] = {
    "type": "object",
    "properties": {
        "tooMany": {"type": "integer", "minimum": 1, "description": f"How many, where more than {MOST:,}."},
        "sites": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["id", "name", "icon", "village", "shape", "at", "spans"],
                "properties": {
                    "shape": SHAPE,
                    "at": SHAPE,
                    "spans": {"type": "array", "items": {"type": "array", "minItems": 2, "maxItems": 2}},
                },
            },
        },
    },
}


def history_of(request: HttpRequest) -> History | None:
    """None where the person has no commune."""
    commune = workplace_of(request).commune
    access.require(request.user, access.SEE, "site", commune)
    return History(request.user, commune, timezone.localdate()) if commune else None


@asks(access.SEE, "site")
@require_safe
@reads(as_of=DAY)
def map_days(request: HttpRequest) -> HttpResponse:
    """Three queries about sites, whatever their number."""
    history = history_of(request)
    if history is None:
        return render(request, "maps/no_commune.html")
    day, fault = day_asked(request.GET.get("as_of", ""), history.today)
    counts = history.counts(day)
    known = sum(counts.values())
    context = {
        "history": history,
        "day": day,
        "fault": fault,
        "typed": request.GET.get("as_of", ""),
        "statuses": [(status, Status(status).label, number) for status, number in counts.items()],
        "known": known,
        "rows": history.standing(day),
        "more": max(known - LISTED, 0),
        "earlier": months_before(day, 1),
        "page": page_data(history, day=day.isoformat(), **player_words()),
    }
    return render(request, "maps/days/page.html", context, status=400 if fault else 200)


@asks(access.SEE, "site")
@require_safe
@cache_control(private=True, no_cache=True)
@reads()
@answers(JSON, STORY, also=[304])
def map_days_data(request: HttpRequest) -> HttpResponse:
    """All places of the commune with their stretches; 304 where the browser has them already."""
    history = history_of(request)
    if history is None:
        raise PermissionDenied
    response = answer(request, history.as_json())
    if response.status_code == 200:
        response["Content-Type"] = JSON
    return response


@asks(access.SEE, "site")
@require_safe
@reads(**{"from": DAY, "to": DAY})
def two_days(request: HttpRequest) -> HttpResponse:
    """Seven queries about sites, whatever their number."""
    history = history_of(request)
    if history is None:
        return render(request, "maps/no_commune.html")
    typed = {"from": request.GET.get("from", ""), "to": request.GET.get("to", "")}
    last, last_fault = day_asked(typed["to"], history.today)
    first, first_fault = day_asked(typed["from"], history.today, months_before(last, 1))
    if not (first_fault or last_fault) and first > last:
        last_fault = _("The second day lies before the first.")
    fault = first_fault or last_fault
    context = {
        "history": history,
        "first": first,
        "last": last,
        "first_fault": first_fault,
        "last_fault": last_fault,
        "typed": typed,
        "tables": [] if fault else tables(history, first, last),
        "statuses": [] if fault else statuses(history, first, last),
        "page": page_data(history, first=first.isoformat(), last=last.isoformat()),
    }
    return render(request, "maps/days/two.html", context, status=400 if fault else 200)


def day_asked(text: str, today: date, usual: date | None = None) -> tuple[date, str]:
    """The day and, where `text` is none or lies ahead, the sentence that says so; the day is `usual` then."""
    usual = usual or today
    if not text:
        return usual, ""
    try:
        day = asked_day(text)
    except BadDay:
        return usual, _("This is not a day of the calendar. Write it as 30/06/2026.")
    if day > today:
        return usual, _("This day has not come yet. Please choose today or a day before.")
    return day, ""


def statuses(history: History, first: date, last: date) -> list[tuple[str, str, int, int]]:
    before, after = history.counts(first), history.counts(last)
    return [(status, Status(status).label, before[status], after[status]) for status in Status.values]


def page_data(history: History, **words: Any) -> dict[str, Any]:
    """What the scripts need to know, apart from how a map is drawn."""
    return {
        "data": f"{reverse('map-days-data')}?commune={history.commune.code}",
        "list": f"{reverse('site-list')}?commune={history.commune.code}",
        "compare": f"{reverse('map-two-days')}?commune={history.commune.code}",
        "site": reverse("site", args=["00000000-0000-0000-0000-000000000000"]),
        "outline": outline_of(history.commune),
        "firstDay": history.first and history.first.isoformat(),
        "today": history.today.isoformat(),
        "listed": LISTED,
        "statuses": {status: Status(status).label for status in Status},
        "mapWords": {"zoomIn": _("Zoom in"), "zoomOut": _("Zoom out")},
        **words,
    }


def player_words() -> dict[str, Any]:
    return {
        "words": {
            "play": _("Play"),
            "pause": _("Pause"),
            "places": _("places on record"),
            "open": _("Open the site's page"),
        }
    }
