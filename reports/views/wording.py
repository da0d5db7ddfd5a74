"""Wording a draft: its text, with the figures that may stand in it, and the paper that it becomes."""

import uuid
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from areas.working_days import working_days
from foundation.contract import answers, one_of, reads, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_version_of
from hazards.conflict import last_author
from hazards.views.respond import from_htmx, posted
from reports import services, wording
from reports.conflict import differences
from reports.errors import ReportRefused
from reports.figures import FIGURES, figures_of
from reports.forms.periods import PeriodFields
from reports.forms.wording import SENT, WordingForm
from reports.html_paper import context_of
from reports.models import PeriodReport
from reports.paper import Picture, paper_of
from reports.register import Period
from reports.views.reach import DRAFT, visible_report

PNG = "image/png"
PICTURES = ("kinds", "trend", "map")


@asks(access.CHANGE, DRAFT)
@takes(WordingForm, **SENT)
def period_report_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Both sides are shown where somebody else saved first; what was issued meanwhile is told, and not changed."""
    report = visible_report(request, pk, access.CHANGE, DRAFT)
    if request.method != "POST" and (report.is_issued or report.withdrawn_at):
        messages.info(request, _("This report was issued or withdrawn: it can't be changed."))
        return redirect("period-report", report.pk)
    form = WordingForm(posted(request), instance=report)
    newer: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            services.edit(form.instance, seen_version=form.cleaned_data["version"])
        except ReportRefused as refused:
            form.add_error(None, refused.sentence)
        except StaleVersionError as stale:
            newer = show_newer(request, form, stale.current)
        else:
            messages.success(request, _("The wording is saved."))
            return redirect("period-report", report.pk)
    return render(request, "reports/edit.html", {"form": form, "report": report, **palette(report), **newer})


def show_newer(request: HttpRequest, form: WordingForm, current: Any) -> dict[str, Any]:
    author = last_author(current)
    sentence = _("%(person)s changed this report since you opened it. Please check, then save again.")
    ask_with_version_of(form, current, sentence % {"person": author})
    return {"differences": differences(form.instance, current, request.user), "author": author}


@dataclass(frozen=True)
class Word:
    """What may be written between braces, and what stands there today."""

    token: str
    label: str
    value: str

    @property
    def written(self) -> str:
        return f"{{{self.token}}}"


def palette(report: PeriodReport) -> dict[str, list[Word]]:
    """Whole sentences and single figures. Eleven queries."""
    period = Period(report.from_on, report.to_on)
    figures, _facts = figures_of(report.commune, period, working_days())
    words = wording.words_of(report.commune, period, figures)
    labels = {figure.token: str(figure.label) for figure in FIGURES}
    return {
        "sentences": [
            Word(token, "", Truncator(words[token]).chars(160)) for token in wording.read()["phrase"]
        ],
        "figures": [Word(token, labels[token], words[token]) for token in labels],
        "plain": [Word(token, "", words[token]) for token in wording.PLAIN],
    }


@asks(access.SEE, DRAFT)
@takes(WordingForm, **SENT)
def period_report_preview(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The paper of a draft, as it is stored or with what is being typed; nothing is saved."""
    report = visible_report(request, pk, access.SEE, DRAFT)
    if report.is_issued:
        return redirect("period-report", report.pk)
    form = WordingForm(posted(request), instance=report)
    errors = form.errors if request.method == "POST" else {}
    context = {"report": report, "form": form, "errors": errors, **paper_context(report)}
    part = "reports/_preview.html"
    return render(request, part if from_htmx(request) else "reports/preview.html", context | {"part": part})


def paper_context(report: PeriodReport) -> dict[str, Any]:
    """Its pictures follow one by one, as they are asked for. Sixteen queries."""
    days = urlencode({"from_on": report.from_on.isoformat(), "to_on": report.to_on.isoformat()})

    def source(picture: Picture) -> str:
        return f"{reverse('period-report-picture', args=[report.pk, picture.code])}?{days}"

    return context_of(paper_of(report), source)


@asks(access.SEE, DRAFT)
@require_safe
@reads(PeriodFields, code=one_of(PICTURES))
@answers(PNG)
def period_report_picture(request: HttpRequest, pk: uuid.UUID, code: str) -> HttpResponse:
    """A chart or the map of a draft, for the days named; 404 where there is nothing to draw."""
    report = visible_report(request, pk, access.SEE, DRAFT)
    days = PeriodFields(request.GET)
    if days.is_valid():
        report.from_on, report.to_on = days.cleaned_data["from_on"], days.cleaned_data["to_on"]
    if report.is_issued:
        raise Http404
    drawn = next((picture for picture in paper_of(report).pictures if picture.code == code), None)
    if drawn is None:
        raise Http404
    return HttpResponse(drawn.content, content_type=PNG, headers={"Cache-Control": "no-store"})
