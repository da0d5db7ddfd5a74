"""Fetch what pages about reports are about, or refuse: 404 for what one may not see, 403 for what one may not do."""

import uuid
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts import access
from accounts.workplace import workplace_of
from areas.models import Commune
from reports.models import PeriodReport, PeriodReportQuerySet

DRAFT: Final = "period_report"
ISSUED: Final = "issued_report"


def own_commune(request: HttpRequest, deed: str, thing: str) -> Commune:
    """The commune the person works in, when `deed` is allowed there."""
    commune = workplace_of(request).commune
    if commune is None:
        raise PermissionDenied
    access.require(request.user, deed, thing, commune)
    return commune


def thing_of(report: PeriodReport) -> str:
    """What rights ask about it: issued ones are seen by more people, and changed by fewer."""
    return ISSUED if report.is_issued else DRAFT


def visible_reports(request: HttpRequest) -> PeriodReportQuerySet:
    """Those that the person may see, withdrawn ones too. No query yet."""
    drafts = PeriodReport.objects.filter(issued_on=None).filter(
        access.within_reach(request.user, access.SEE, DRAFT)
    )
    issued = PeriodReport.objects.issued().filter(access.within_reach(request.user, access.SEE, ISSUED))
    rows = drafts | issued
    return rows.select_related("commune", "created_by", "issued_by").defer("commune__boundary")


def visible_report(
    request: HttpRequest, pk: uuid.UUID, deed: str = access.SEE, thing: str = ""
) -> PeriodReport:
    """The report, when the person may do `deed` to it; `thing` where what it was is asked, not what it is.

    One query, once rights are known.
    """
    report = get_object_or_404(visible_reports(request), pk=pk)
    if not access.may_at(request.user, deed, thing or thing_of(report), report):
        raise PermissionDenied
    return report
