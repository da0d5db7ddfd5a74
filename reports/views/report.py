"""One report: as a draft, or as it was issued with its files."""

import uuid
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from audit.log import record_export
from foundation.contract import HTML, answers, one_of, reads, takes
from foundation.pdf import PrintingUnavailable
from foundation.records import StaleVersionError
from foundation.refusals import refusal
from foundation.second_save import ask_with_version_of
from hazards.conflict import last_author
from hazards.views.respond import posted
from reports import files, issuing, services
from reports.as_issued import paper_as_issued
from reports.comparison import compared
from reports.duties import may_end_on
from reports.forms.issuing import WithdrawForm
from reports.html_paper import context_of
from reports.models import IssuedFile, PeriodReport
from reports.views.reach import DRAFT, ISSUED, visible_report
from reports.views.wording import paper_context

ANY_KIND = "*/*"


@asks(access.SEE, ISSUED)
@require_safe
def period_report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """An issued one as it was issued: nine queries; a draft with the figures of today: 26 at most."""
    report = visible_report(request, pk)
    if report.is_issued:
        return render(request, "reports/issued.html", issued_context(request, report))
    if report.withdrawn_at:
        return render(request, "reports/withdrawn.html", {"report": report})
    order = issuing.latest(report)
    context = {
        "report": report,
        "order": order,
        "later": may_end_on(report.kind, report.due_on, report.to_on, timezone.localdate()),
        "may_change": access.may_at(request.user, access.CHANGE, DRAFT, report),
        "may_withdraw": access.may_at(request.user, access.WITHDRAW, DRAFT, report),
        "may_issue": access.may_at(request.user, access.ADD, ISSUED, report),
        "may_export": access.may_at(request.user, access.EXPORT, DRAFT, report),
        "forms": IssuedFile.Form,
        **paper_context(report),
    }
    return render(request, "reports/draft.html", context)


def issued_context(request: HttpRequest, report: PeriodReport) -> dict[str, Any]:
    return {
        "report": report,
        "files": sorted(report.files.all(), key=lambda file: files.FORMS.index(file.form)),
        "may_export": access.may_at(request.user, access.EXPORT, ISSUED, report),
        "may_withdraw": access.may_at(request.user, access.WITHDRAW, ISSUED, report)
        and not report.withdrawn_at,
        "names_people": access.may_at(request.user, access.SEE, DRAFT, report),
        **context_of(paper_as_issued(report), lambda _picture: ""),
    }


@asks(access.EXPORT, DRAFT)
@require_safe
@reads(form=one_of(files.FORMS))
@answers(ANY_KIND)
@answers(HTML, status=503)
def period_report_draft(request: HttpRequest, pk: uuid.UUID, form: str) -> HttpResponse:
    """A draft as a file, marked as one; that it was taken is written down."""
    report = visible_report(request, pk, access.EXPORT, DRAFT)
    if report.is_issued or report.withdrawn_at or form not in files.FORMS:
        raise Http404
    try:
        content = files.drafted(report, form)
    except PrintingUnavailable as missing:
        return refusal(request, 503, missing.sentence)
    return sent(request, report, form, content, what="period_report_draft")


@asks(access.EXPORT, ISSUED)
@require_safe
@reads(form=one_of(files.FORMS))
@answers(ANY_KIND)
def period_report_file(request: HttpRequest, pk: uuid.UUID, form: str) -> HttpResponse:
    """A file as it was issued, of a withdrawn report too; that it was taken is written down."""
    report = visible_report(request, pk, access.EXPORT, ISSUED)
    if not report.is_issued or form not in files.FORMS:
        raise Http404
    try:
        content = files.issued(report, form)
    except (IssuedFile.DoesNotExist, FileNotFoundError):
        raise Http404 from None
    return sent(request, report, form, content, what="period_report")


def sent(request: HttpRequest, report: PeriodReport, form: str, content: bytes, *, what: str) -> HttpResponse:
    about = f"{report.number_and_sign}, {report.commune.full_name} ({form})"
    record_export(request, what=what, rows=1, communes=[report.commune], about=about)
    name = files.file_name(report, form)
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"}
    return HttpResponse(content, content_type=files.TYPES[IssuedFile.Form(form)], headers=headers)


@asks(access.SEE, ISSUED)
@require_safe
def period_report_compared(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Every figure as issued and as the register says today of the same days. 21 queries at most."""
    report = visible_report(request, pk)
    if not report.is_issued:
        raise Http404
    lines = compared(report)
    context = {
        "report": report,
        "changed": [line for line in lines if line.differs],
        "unchanged": [line for line in lines if not line.differs],
    }
    return render(request, "reports/compared.html", context)


@asks(access.WITHDRAW, DRAFT)
@takes(WithdrawForm)
def period_report_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Taken out of the calendar, with a reason; an issued one is kept with its number and files."""
    report = visible_report(request, pk, access.WITHDRAW)
    if report.withdrawn_at:
        return redirect("period-report", report.pk)
    form = WithdrawForm(posted(request), initial={"version": report.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            services.withdraw(report, reason=words["reason"], seen_version=words["version"])
        except StaleVersionError as stale:
            author = last_author(stale.current)
            sentence = _(
                "%(person)s changed this report since you opened it. Please read it again, then decide."
            )
            ask_with_version_of(form, stale.current, sentence % {"person": author})
        else:
            messages.success(request, _("The report is withdrawn."))
            return redirect("period-report", report.pk)
    return render(request, "reports/withdraw.html", {"form": form, "report": report})
