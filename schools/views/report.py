"""A school reports a danger to the commune's staff."""

import uuid

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import access
from accounts.gate import asks
from areas.distance import box_around
from areas.models import Commune
from foundation.contract import takes
from hazards.errors import KeyTakenError
from hazards.small_map import plain
from hazards.views.report import give_new_key, script_of
from hazards.views.respond import posted
from schools.forms.report import SchoolReportForm
from schools.reporting import may_report, report_for
from schools.views.reach import school_for


@asks(access.ADD, "school_word")
@takes(SchoolReportForm)
def school_report(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    school = school_for(request, access.SEE, pk)
    if not may_report(request.user, school):
        raise PermissionDenied
    form = SchoolReportForm(posted(request))
    if request.method == "POST" and form.is_valid():
        form.instance.created_by = request.user
        try:
            report_for(school, form.instance)
        except KeyTakenError:
            give_new_key(form)
        else:
            messages.success(request, _("Sent to the commune's staff. This page shows what becomes of it."))
            return redirect("school", pk)
    context = {
        "form": form,
        "school": school,
        "around": box_around(plain(school.geom), settings.SCHOOL_DISTANCES_M[-1]).bounds,
        "script": script_of(Commune.objects.get(pk=school.commune_id)),
    }
    return render(request, "schools/report.html", context)
