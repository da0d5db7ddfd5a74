"""The security log, for administrators: searching it, and taking it along as a table."""

from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.event_filter import EventFilter, events_for, place_named, place_of
from accounts.gate import asks
from audit.log import Deed, record
from audit.models import Event, EventQuerySet
from audit.sentences import details, sentence
from audit.table import table
from foundation.contract import CSV, TEXT, answers, reads, takes
from foundation.spreadsheets import csv_download

ON_A_PAGE: Final = 50


@asks(access.SEE, "audit")
@require_safe
@reads(EventFilter, **{"from": TEXT})
def security_log(request: HttpRequest) -> HttpResponse:
    """Newest first; `?from=` reads on from an entry. One query, however long the log is."""
    form = EventFilter(request.GET)
    found = form.narrow(events_for(request.user, access.SEE)).filter(at__lte=timezone.now())
    place = place_named(request.GET.get("from", ""))
    if place:
        found = found.older_than(*place)
    shown = list(with_communes(found)[: ON_A_PAGE + 1])
    context = {
        "form": form,
        "export_form": EventFilter(request.GET, auto_id="export-%s"),
        "is_asked": bool(form.asked()),
        "events": [dressed(event) for event in shown[:ON_A_PAGE]],
        "is_later_page": place is not None,
        "older": older(request, shown),
        "may_export": access.may_anywhere(request.user, access.EXPORT, "audit"),
        "words": words_of(request),
    }
    return render(request, "accounts/security_log.html", context)


@asks(access.EXPORT, "audit")
@require_POST
@takes(EventFilter)
@answers(CSV)
def security_log_export(request: HttpRequest) -> HttpResponse:
    """The rows that the page shows for the same words, as a table; the taking along is written down."""
    form = EventFilter(request.POST)
    if not form.is_valid():
        return render(request, "accounts/security_log.html", {"form": form, "is_asked": True}, status=400)
    found = form.narrow(events_for(request.user, access.EXPORT)).filter(at__lte=timezone.now())
    written = record(Deed.EXPORTED, request=request, what="events", rows=found.count(), filter=form.asked())
    return csv_download(table(found.exclude(pk=written.pk)), f"nhat-ky-{timezone.localdate():%Y-%m-%d}")


def with_communes(events: EventQuerySet) -> EventQuerySet:
    return events.select_related("commune").defer("commune__boundary")


def dressed(event: Event) -> dict[str, object]:
    return {
        "at": event.at,
        "deed": event.get_deed_display(),
        "sentence": sentence(event),
        "details": list(details(event)),
        "commune": event.commune,
    }


def words_of(request: HttpRequest) -> str:
    """The question, without the place in the list."""
    words = request.GET.copy()
    words.pop("from", None)
    return words.urlencode()


def older(request: HttpRequest, shown: list[Event]) -> str:
    """Address of what follows the page; "" at its end."""
    if len(shown) <= ON_A_PAGE:
        return ""
    words = request.GET.copy()
    words["from"] = place_of(shown[ON_A_PAGE - 1])
    return f"?{words.urlencode()}"
