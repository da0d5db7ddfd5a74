"""`/schools/<key>/sheet.pdf`: the dangers around a school, to print for pupils and parents."""

import uuid

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from foundation.contract import DAY, HTML, PDF, answers, reads
from foundation.days import BadDay, asked_day
from foundation.pdf import PrintingUnavailable, pdf_of
from foundation.refusals import refusal
from foundation.vietnamese import fold
from schools.models import School
from schools.sheet import sheet_of
from schools.views.reach import school_for


@asks(access.SEE, "school")
@require_safe
@answers(PDF)
@answers(HTML, status=400)
@answers(HTML, status=503)
@reads(as_of=DAY)
def school_sheet(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """As of today or `?as_of=`. Names are those that strangers may know."""
    school = school_for(request, access.SEE, pk)
    access.require(request.user, access.SEE, "site", school.commune)
    try:
        day = asked_day(request.GET.get("as_of"))
    except BadDay:
        return refusal(request, 400, _("This is not a day of the calendar. Write it as 30/06/2026."))
    sheet = sheet_of(school, reader=request.user, day=day, address=live_address(request, school))
    page = render_to_string("schools/sheet.html", {"sheet": sheet, "LANGUAGE_CODE": get_language()})
    try:
        content = pdf_of(page, style="css/school_sheet.css")
    except PrintingUnavailable:
        return render(request, "schools/sheet_unavailable.html", {"school": school}, status=503)
    name = f"{slugify(fold(school.name)) or 'school'}-{day:%Y-%m-%d}.pdf"
    disposition = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type=PDF, headers=disposition)


def live_address(request: HttpRequest, school: School) -> str:
    path = reverse("school", args=[school.pk])
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)
