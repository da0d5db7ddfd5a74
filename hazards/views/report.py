"""Anybody reports a danger: no log-in, a place on the map and a few words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from areas.models import Commune
from foundation.contract import TEXT, reads, takes
from foundation.rates import limited
from foundation.second_save import ask_with_new_key
from hazards import services
from hazards.errors import KeyTakenError
from hazards.forms.report import ReportForm
from hazards.public import box_of_all, commune_asked, for_the_public, outline_of
from hazards.views.respond import posted


@asks(access.ADD, "report")
@for_the_public
@limited("report", rate="30/h")
@reads(commune=TEXT)
@takes(ReportForm)
def report_new(request: HttpRequest) -> HttpResponse:
    form = ReportForm(posted(request))
    if form.is_by_a_program:
        return redirect("report-thanks")
    if request.method == "POST" and form.is_valid():
        form.instance.created_by = request.user if request.user.is_authenticated else None
        try:
            services.report_danger(form.instance)
        except KeyTakenError:
            give_new_key(form)
        else:
            return redirect("report-thanks")
    return show(request, form)


def give_new_key(form: ReportForm) -> None:
    ask_with_new_key(form, _("A report was already sent from this form. For another one, press Send again."))


def show(request: HttpRequest, form: ReportForm) -> HttpResponse:
    commune = commune_asked(request)
    context = {
        "form": form,
        "commune": commune,
        "box": None if commune else box_of_all(),
        "contact_open": bool(form.errors.get("reporter_name") or form.errors.get("reporter_phone")),
        "script": script_of(commune),
    }
    return render(request, "hazards/reports/form.html", context)


def script_of(commune: Commune | None) -> dict[str, object]:
    """What `js/report/page.js` reads."""
    return {"words": words_for_script(), "outline": commune and outline_of(commune)}


def words_for_script() -> dict[str, str]:
    return {
        "tap": _("Tap the place on the map."),
        "marked": _("The place is marked. Tap elsewhere to move it."),
        "locating": _("Looking for your position…"),
        "notLocated": _("Your position is not available. Please tap the map instead."),
        "zoomIn": _("Zoom in"),
        "zoomOut": _("Zoom out"),
    }


@asks(access.ADD, "report")
@for_the_public
@require_safe
def report_thanks(request: HttpRequest) -> HttpResponse:
    """The same for everybody: it says nothing of what was sent."""
    return render(request, "hazards/reports/thanks.html")
