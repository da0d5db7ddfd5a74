"""`/maps/to-take/`: maps as files, that open anywhere without the app."""

from typing import Final, cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.models import User
from accounts.workplace import workplace_of
from audit.log import record_export
from deliveries.makers import CannotBeMadeError, Made, maker_of
from deliveries.respond import deliver
from foundation.contract import HTML, PDF, answers, takes
from foundation.refusals import refusal
from foundation.vietnamese import fold
from maps.leaving.forms import CoverageForm, RemediationForm, SchoolForm, ToTakeForm, TwoDaysForm, WallForm
from maps.leaving.orders import html_made
from maps.leaving.progress import silent
from maps.leaving.school import make_school_map

SCHOOL: Final = "school_map"  # in the security log, as the kinds of orders are
# A choice that is not among the offered ones; whatever is wrong with the key of a school.
NOT_THERE: Final = [("in", "invalid_choice"), ("school", None)]
FORMS: Final[tuple[type[ToTakeForm], ...]] = (
    RemediationForm,
    TwoDaysForm,
    CoverageForm,
    WallForm,
    SchoolForm,
)


@asks(access.SEE, "area")
@require_safe
def maps_to_take(request: HttpRequest) -> HttpResponse:
    """The maps that the reader may take along, each with its own form. Eight queries at most."""
    return show(request)


@asks(access.EXPORT, "site")
@takes(RemediationForm)
@answers(HTML, status=400)
def take_remediation(request: HttpRequest) -> HttpResponse:
    """The file; of many communes or places it is ordered and delivered. So are the three that follow."""
    return take(request, RemediationForm)


@asks(access.EXPORT, "site")
@takes(TwoDaysForm)
@answers(HTML, status=400)
def take_two_days(request: HttpRequest) -> HttpResponse:
    return take(request, TwoDaysForm)


@asks(access.EXPORT, "play_space")
@takes(CoverageForm)
@answers(HTML, status=400)
def take_coverage(request: HttpRequest) -> HttpResponse:
    return take(request, CoverageForm)


@asks(access.EXPORT, "site")
@takes(WallForm)
@answers(PDF)
@answers(HTML, status=400)
@answers(HTML, status=503)
def take_wall(request: HttpRequest) -> HttpResponse:
    """The wall map of one commune, as a PDF."""
    return take(request, WallForm)


@asks(access.SEE, "school")
@takes(SchoolForm)
@answers(HTML, status=400)
def take_school(request: HttpRequest) -> HttpResponse:
    """What the school's printed sheet tells, with the names that strangers may know."""
    form = form_of(request, SchoolForm)
    if form is None:
        return chosen_at_the_page(SchoolForm)
    if not form.is_valid():
        return show(request, form)
    school = form.cleaned_data["school"]
    access.require(request.user, access.SEE, "site", school.commune)
    page = make_school_map(request.user, school, form.day)
    made = html_made(page, slugify(fold(school.name)) or "truong", [school.commune], form.day.isoformat())
    return sent(request, made, what=SCHOOL, form=form, rows=1)


def take(request: HttpRequest, kind: type[ToTakeForm]) -> HttpResponse:
    """The file of what was ordered: at once, or delivered where it takes longer than one waits."""
    form = form_of(request, kind)
    if form is None:
        return chosen_at_the_page(kind)
    if not form.is_valid():
        return show(request, form)
    if form.takes_long:
        commune = form.communes[0] if len(form.communes) == 1 else None
        return deliver(request, form.kind, form.params, form.heading.whole, commune)
    try:
        made = maker_of(form.kind).make(silent, cast(User, request.user), **form.params)
    except CannotBeMadeError as why:
        return refusal(request, 503, str(why))
    return sent(request, made, what=form.kind, form=form, rows=form.rows)


def form_of(request: HttpRequest, form: type[ToTakeForm]) -> ToTakeForm | None:
    """Filled in; None for who only opens the address. 404 for a commune or school out of reach."""
    commune = workplace_of(request).commune  # refuses one of others that the address names
    if request.method != "POST":
        return None
    filled = form(request.POST, reader=request.user, commune=commune)
    filled.full_clean()
    for field, code in NOT_THERE:
        if request.POST.get(field) and filled.has_error(field, code):
            raise Http404
    return filled


def chosen_at_the_page(form: type[ToTakeForm]) -> HttpResponse:
    """Who opens the address of a file has nothing chosen yet."""
    return redirect(f"{reverse('maps-to-take')}#{form.name}")


def show(request: HttpRequest, tried: ToTakeForm | None = None) -> HttpResponse:
    commune = workplace_of(request).commune
    if commune is None:
        return render(request, "maps/no_commune.html")
    offered = [form for form in FORMS if access.may_anywhere(request.user, form.deed, form.thing)]
    forms = [
        tried if isinstance(tried, form) else form(reader=request.user, commune=commune) for form in offered
    ]
    context = {"forms": {form.name.replace("-", "_"): form for form in forms}, "tried": tried}
    return render(request, "maps/leaving/to_take.html", context, status=400 if tried else 200)


def sent(request: HttpRequest, made: Made, *, what: str, form: ToTakeForm, rows: int) -> HttpResponse:
    """The file, after it was written down that it was taken: the day first, as communes may be many."""
    places = ", ".join(commune.full_name for commune in form.communes)
    day = date_format(form.day, "SHORT_DATE_FORMAT")
    record_export(request, what=what, rows=rows, communes=form.communes, about=f"{day}, {places}")
    headers = {"Content-Disposition": f'attachment; filename="{made.name}"'}
    return HttpResponse(made.content, content_type=made.content_type, headers=headers)
