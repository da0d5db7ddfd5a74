"""Issuing a report: what will be frozen, under which number, and how far it is."""

import uuid
from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.models import User
from areas.working_days import working_days
from deliveries.respond import too_many
from deliveries.services import TooManyError
from foundation import worker
from foundation.contract import answers, takes
from foundation.second_save import ask_with_version_of
from hazards.conflict import last_author
from hazards.views.respond import from_htmx, posted
from reports import issuing, services
from reports.cells import cell_text
from reports.duties import may_end_on
from reports.errors import ReportRefused
from reports.figures import FIGURES, figures_of
from reports.forms.issuing import IssueForm
from reports.models import PeriodReport
from reports.register import Period
from reports.views.reach import DRAFT, ISSUED, visible_report


@asks(access.ADD, ISSUED)
@takes(IssueForm)
def period_report_issue(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Refused at its field is what can be told before the paper is drawn; the rest stands on the report's page."""
    report = visible_report(request, pk, access.ADD, ISSUED)
    if report.is_issued or report.withdrawn_at:
        return redirect("period-report", report.pk)
    form = IssueForm(posted(request), initial=proposed(report))
    if (
        request.method == "POST"
        and form.is_valid()
        and is_issuable(form, report)
        and ordered(request, form, report)
    ):
        return redirect("period-report", report.pk)
    return render(request, "reports/issue.html", {"form": form, "report": report, **to_be_frozen(report)})


def proposed(report: PeriodReport) -> dict[str, Any]:
    today = timezone.localdate()
    number = services.next_number(report.commune, today.year)
    return {"version": report.version, "number": number, "sign": report.sign, "issued_on": today}


def is_issuable(form: IssueForm, report: PeriodReport) -> bool:
    """Whether nothing speaks against it; what does, stands at its field then."""
    words = form.cleaned_data
    if words["version"] != report.version:
        sentence = _(
            "%(person)s changed this report since you opened it. Please read it again, then issue it."
        )
        ask_with_version_of(form, report, sentence % {"person": last_author(report)})
        return False
    try:
        services.refuse(report, number=words["number"], sign=words["sign"], on=words["issued_on"])
    except ReportRefused as refused:
        form.add_error(refused.field or None, refused.sentence)
        return False
    return True


def ordered(request: HttpRequest, form: IssueForm, report: PeriodReport) -> bool:
    words = form.cleaned_data
    try:
        issuing.order(
            report,
            number=words["number"],
            sign=words["sign"],
            on=words["issued_on"],
            version=words["version"],
            by=cast(User, request.user),
        )
    except TooManyError:
        form.add_error(None, too_many())
        return False
    return True


def to_be_frozen(report: PeriodReport) -> dict[str, Any]:
    """Every figure as it will be kept. Eleven queries."""
    figures, _facts = figures_of(report.commune, Period(report.from_on, report.to_on), working_days())
    lines = [(figure.label, cell_text(figures.numbers[figure.code], figure.holds)) for figure in FIGURES]
    return {
        "figures": lines,
        "has_data": figures.has_sites or figures.has_villages,
        "later": may_end_on(report.kind, report.due_on, report.to_on, timezone.localdate()),
    }


@asks(access.SEE, DRAFT)
@require_safe
@answers(also=[204])
def period_report_progress(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far issuing is, which asks for itself again; when it is over, the page is loaded anew."""
    report = visible_report(request, pk, access.SEE, DRAFT)
    if not from_htmx(request):
        return redirect("period-report", report.pk)
    worker.wake()
    order = issuing.latest(report)
    if report.is_issued or order is None or not order.is_open:
        messages.success(request, _("The report is issued.")) if report.is_issued else None
        return HttpResponse(status=204, headers={"HX-Refresh": "true"})
    return render(request, "reports/_issuing.html", {"report": report, "order": order})
