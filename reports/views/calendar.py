"""`/period-reports/`: what has to be sent and by when, what is being written, what was issued."""

from typing import Any, Final

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from foundation.contract import PAGE_NUMBER, reads, takes
from foundation.second_save import ask_with_new_key
from hazards.views.respond import posted
from reports import services
from reports.calendar import calendar_of, open_entries
from reports.duties import duty_of
from reports.errors import ReportRefused
from reports.forms.periods import DutyForm, PeriodForm, YearForm
from reports.models import PeriodReport
from reports.register import Period
from reports.views.reach import DRAFT, ISSUED, own_commune

ON_A_PAGE: Final = 20


@asks(access.SEE, ISSUED)
@require_safe
@reads(YearForm, page=PAGE_NUMBER)
def period_reports(request: HttpRequest) -> HttpResponse:
    """Of the commune one works in. Eleven queries at most, however many reports there are."""
    commune = workplace_of(request).commune
    if commune is None:
        return render(request, "maps/no_commune.html")
    access.require(request.user, access.SEE, ISSUED, commune)
    form = YearForm(request.GET)
    year, today = form.chosen, timezone.localdate()
    sees_drafts = access.may(request.user, access.SEE, DRAFT, commune)
    entries = calendar_of([commune], year, today)
    page = Paginator(issued_in(commune), ON_A_PAGE).get_page(request.GET.get("page"))
    context: dict[str, Any] = {
        "commune": commune,
        "form": form,
        "year": year,
        "years": [near for near in (year - 1, year + 1) if YearForm({"year": near}).is_valid()],
        "entries": entries,
        "drafts": other_drafts(commune, [entry.report for entry in entries]) if sees_drafts else [],
        "page": page,
        "sees_drafts": sees_drafts,
        "may_begin": access.may(request.user, access.ADD, DRAFT, commune),
        "words": f"{urlencode({'year': year})}&" if year != today.year else "",
    }
    return render(request, "reports/calendar.html", context, status=400 if form.errors else 200)


@asks(access.SEE, ISSUED)
@require_safe
def period_reports_due(request: HttpRequest) -> HttpResponse:
    """What is still to be sent this year, else the first of the next: a part of the leaders' page. Without
    scripts, the calendar. Six queries at most."""
    commune = own_commune(request, access.SEE, ISSUED)
    if request.headers.get("HX-Request") != "true":
        return redirect(f"{reverse('period-reports')}?{urlencode({'commune': commune.code})}")
    today = timezone.localdate()
    left = open_entries(calendar_of([commune], today.year, today))
    context = {
        "commune": commune,
        "today": today,
        "is_done": not left,
        "entries": left or calendar_of([commune], today.year + 1, today)[:1],
        "sees_drafts": access.may(request.user, access.SEE, DRAFT, commune),
        "may_begin": access.may(request.user, access.ADD, DRAFT, commune),
    }
    return render(request, "reports/due.html", context)


def issued_in(commune: Commune) -> Any:
    """The latest first; withdrawn ones keep their place."""
    rows = PeriodReport.objects.issued().filter(commune=commune).select_related("issued_by")
    return rows.defer("figures", "sections").order_by("-issued_on", "-number", "pk")


def other_drafts(commune: Commune, shown: list[PeriodReport | None]) -> list[PeriodReport]:
    """What is being written beside the duties that the calendar shows."""
    drafts = PeriodReport.objects.in_force().filter(commune=commune, issued_on=None)
    drafts = drafts.exclude(pk__in=[report.pk for report in shown if report])
    return list(drafts.select_related("created_by").defer("sections"))


@asks(access.ADD, DRAFT)
@require_POST
@takes(DutyForm)
def period_report_begin(request: HttpRequest) -> HttpResponse:
    """The draft of a duty; whoever asks second is led to the same."""
    commune = own_commune(request, access.ADD, DRAFT)
    form = DutyForm(request.POST)
    duty = duty_of(form.cleaned_data["kind"], form.cleaned_data["year"]) if form.is_valid() else None
    today = timezone.localdate()
    if duty is None or not duty.has_begun(today):
        messages.warning(request, _("This report can't be begun: its period is still to come."))
        return redirect(f"{reverse('period-reports')}?{urlencode({'commune': commune.code})}")
    report = services.begin(commune, duty.kind, Period(*duty.period_on(today)), by=request.user, duty=duty)
    return (
        redirect("period-report", report.pk)
        if report.is_issued
        else redirect("period-report-edit", report.pk)
    )


@asks(access.ADD, DRAFT)
@takes(PeriodForm)
def period_report_new(request: HttpRequest) -> HttpResponse:
    """A report about any days."""
    commune = own_commune(request, access.ADD, DRAFT)
    form = PeriodForm(posted(request))
    if request.method == "POST" and form.is_valid():
        key = form.cleaned_data["id"]
        try:
            report = services.begin(commune, PeriodReport.Kind.PERIOD, form.period, by=request.user, key=key)
        except ReportRefused as refused:
            ask_with_new_key(form, refused.sentence)
        else:
            return redirect("period-report-edit", report.pk)
    return render(request, "reports/new.html", {"form": form, "commune": commune})
