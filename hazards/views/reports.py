"""The reports that came in, for those who look at them and decide."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from foundation.contract import PAGE_NUMBER, one_of, reads, takes
from foundation.records import StaleVersionError
from hazards import services
from hazards.beside import origin_of
from hazards.forms.report import SITES_WITHIN_M, SameSiteForm, TurnDownForm
from hazards.models import Report
from hazards.secrets import closed
from hazards.small_map import small_map

ON_A_PAGE = 30


@asks(access.SEE, "report")
@require_safe
@reads(show=one_of(["handled"]), page=PAGE_NUMBER)
def reports(request: HttpRequest) -> HttpResponse:
    """New ones, or with `?show=handled` those that were decided. Four queries."""
    commune = workplace_of(request).commune
    if commune is None:
        raise PermissionDenied
    access.require(request.user, access.SEE, "report", commune)
    known = Report.objects.in_force().filter(commune=commune).select_related("village", "kind", "created_by")
    handled = request.GET.get("show") == "handled"
    is_new = {"state": Report.State.NEW}
    rows = known.exclude(**is_new).order_by("-decided_at", "-pk") if handled else known.filter(**is_new)
    context = {
        "commune": commune,
        "handled": handled,
        "new_count": known.filter(**is_new).count(),
        "page": Paginator(rows.defer("geom"), ON_A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "hazards/reports/list.html", context)


def visible_report(request: HttpRequest, pk: uuid.UUID, deed: str) -> Report:
    """404 for what one may not see, 403 for what one may not do."""
    seen = Report.objects.in_force().filter(access.within_reach(request.user, access.SEE, "report"))
    related = ("commune", "village", "kind", "created_by", "decided_by", "site")
    report = get_object_or_404(seen.select_related(*related).defer("commune__boundary"), pk=pk)
    if not access.may_at(request.user, deed, "report", report):
        raise PermissionDenied
    return report


@asks(access.SEE, "report")
@require_safe
def report_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    return show(request, visible_report(request, pk, access.SEE))


@asks(access.CHANGE, "report")
@require_POST
@takes(SameSiteForm)
def report_same(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """“It is this place already.”"""
    report = visible_report(request, pk, access.CHANGE)
    form = SameSiteForm(request.POST, report=report, user=request.user)
    if not form.is_valid():
        return show(request, report, same=form)
    site, seen = form.cleaned_data["site"], form.cleaned_data["version"]
    try:
        services.take_up(report, site, by=request.user, seen_version=seen)
    except StaleVersionError:
        return handled_meanwhile(request, pk)
    messages.success(request, _("The report is noted with “%(name)s”.") % {"name": site.name})
    return redirect("reports")


@asks(access.CHANGE, "report")
@require_POST
@takes(TurnDownForm)
def report_turn_down(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    report = visible_report(request, pk, access.CHANGE)
    form = TurnDownForm(request.POST, report=report)
    if not form.is_valid():
        return show(request, report, down=form)
    answer, seen = form.cleaned_data["answer"], form.cleaned_data["version"]
    try:
        services.turn_down(report, answer, by=request.user, seen_version=seen)
    except StaleVersionError:
        return handled_meanwhile(request, pk)
    messages.success(request, _("The report is not taken up. Your reason is kept with it."))
    return redirect("reports")


def handled_meanwhile(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    messages.warning(request, _("Somebody handled this report meanwhile. This is what was decided."))
    return redirect("report-page", pk)


def show(
    request: HttpRequest, report: Report, same: SameSiteForm | None = None, down: TurnDownForm | None = None
) -> HttpResponse:
    reader = request.user
    is_new = report.state == Report.State.NEW
    decides = is_new and access.may_at(reader, access.CHANGE, "report", report)
    same = same or (SameSiteForm(report=report, user=reader) if decides else None)
    context = {
        "report": report,
        "origin": origin_of(report, reader),
        "drawing": small_map(report.geom),
        "is_new": is_new,
        "closed": closed(reader, report.commune_id),
        "may_see_site": report.site and access.may_at(reader, access.SEE, "site", report.site),
        "decides": decides,
        "may_log": decides and access.may_at(reader, access.ADD, "site", report),
        "same": same,
        "near": bool(same and same.fields["site"].metres),
        "near_m": SITES_WITHIN_M,
        "down": down or TurnDownForm(report=report),
        "error_form": next((form for form in (same, down) if form and form.errors), None),
    }
    return render(request, "hazards/reports/report.html", context)
