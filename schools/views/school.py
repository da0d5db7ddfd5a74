"""The page of a school: the dangers around it, and on the ways to it; and the way of its staff there."""

import uuid
from datetime import date

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.gate import asks
from foundation.contract import DAY, reads, takes
from foundation.days import BadDay, asked_day
from schools.acknowledging import acknowledge, may_acknowledge, may_know_who
from schools.drawing import drawing_of
from schools.forms.acknowledge import AcknowledgeForm
from schools.models import School
from schools.page import page_of
from schools.reporting import may_report, reports_of
from schools.rule_words import rule_in_words
from schools.views.reach import school_for, schools_in_reach


@asks(access.SEE, "school")
@require_safe
@reads(as_of=DAY)
def school_page(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """As of today or `?as_of=`."""
    school = school_for(request, access.SEE, pk)
    try:
        day, day_error = asked_day(request.GET.get("as_of")), ""
    except BadDay:
        day, day_error = asked_day(None), _("This is not a day of the calendar. Write it as 30/06/2026.")
    return show(request, school, day, day_error=day_error)


@asks(access.ADD, "school_word")
@require_POST
@takes(AcknowledgeForm)
def school_acknowledge(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """“We have read of these dangers and told our pupils.”"""
    school = school_for(request, access.SEE, pk)
    if not may_acknowledge(request.user, school):
        raise PermissionDenied
    day = timezone.localdate()
    form = AcknowledgeForm(request.POST, lines=page_of(school, reader=request.user, day=day).lines)
    if not form.is_valid():
        return show(request, school, day, form=form)
    number = acknowledge(school, form.sites(), by=request.user, day=day)
    sentence = ngettext("Noted: %(number)s danger was read.", "Noted: %(number)s dangers were read.", number)
    messages.success(request, sentence % {"number": number})
    return redirect("school", pk)


@asks(access.SEE, "school")
@require_safe
def my_school(request: HttpRequest) -> HttpResponse:
    """Straight to the school in which the person works; a list where there are several, or none."""
    own = list(schools_in_reach(request).in_force().filter(staff__user=request.user).order_by("name"))
    if len(own) == 1:
        return redirect("school", own[0].pk)
    return render(request, "schools/mine.html", {"schools": own})


def show(
    request: HttpRequest,
    school: School,
    day: date,
    *,
    form: AcknowledgeForm | None = None,
    day_error: str = "",
) -> HttpResponse:
    reader, is_today = request.user, day == timezone.localdate()
    page = page_of(school, reader=reader, day=day)
    context = {
        "page": page,
        "school": school,
        "day": day,
        "day_error": day_error,
        "is_today": is_today,
        "form": form,
        "ticked": form.data.getlist("read") if form else [],
        "may_acknowledge": is_today and may_acknowledge(reader, school),
        "may_know_who": may_know_who(reader, school),
        "may_change": access.may_at(reader, access.CHANGE, "school", school),
        "may_report": may_report(reader, school),
        "reports": reports_of(school, reader),
        "may_see_checks": access.may_at(reader, access.SEE, "self_check", school),
        "may_see_people": access.may_at(reader, access.SEE, "user", school),
        "rule": rule_in_words(),
        "route_m": settings.ROUTE_DANGER_M,
        "script": {"drawing": drawing_of(page), "words": words_for_script()},
    }
    return render(request, "schools/school.html", context, status=400 if day_error else 200)


def words_for_script() -> dict[str, str]:
    return {"zoomIn": _("Zoom in"), "zoomOut": _("Zoom out")}
