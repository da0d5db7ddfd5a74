"""`/maps/to-take/`: maps as files, that open anywhere without the app."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from audit.log import Deed, record
from foundation.contract import HTML, PDF, answers, takes
from foundation.pdf import PrintingUnavailable
from foundation.refusals import refusal
from foundation.vietnamese import fold
from maps.leaving.coverage import make_coverage_map
from maps.leaving.forms import CoverageForm, RemediationForm, SchoolForm, ToTakeForm, TwoDaysForm, WallForm
from maps.leaving.remediation import make_remediation_map
from maps.leaving.school import make_school_map
from maps.leaving.sites import sites_in_reach
from maps.leaving.two_days import make_two_days_map
from maps.wall.wall import make_wall_map

# More than these take longer than one waits for a page.
MOST_SITES: Final = 5_000
MOST_COMMUNES: Final = 20
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
    form = form_of(request, RemediationForm)
    if form is None or not is_takeable(form):
        return show(request, form)
    page = make_remediation_map(request.user, form.communes, form.day)
    return sent(request, page, _("Remediation map"), "ban-do-khac-phuc", form.communes, form.day)


@asks(access.EXPORT, "site")
@takes(TwoDaysForm)
@answers(HTML, status=400)
def take_two_days(request: HttpRequest) -> HttpResponse:
    form = form_of(request, TwoDaysForm)
    if form is None or not is_takeable(form):
        return show(request, form)
    page = make_two_days_map(request.user, form.communes, form.cleaned_data["before"], form.day)
    return sent(request, page, _("Remediation, two days side by side"), "hai-ngay", form.communes, form.day)


@asks(access.EXPORT, "play_space")
@takes(CoverageForm)
@answers(HTML, status=400)
def take_coverage(request: HttpRequest) -> HttpResponse:
    form = form_of(request, CoverageForm)
    if form is None or not is_takeable(form):
        return show(request, form)
    page = make_coverage_map(request.user, form.communes, form.day)
    return sent(request, page, _("Play points in the villages"), "diem-vui-choi", form.communes, form.day)


@asks(access.EXPORT, "site")
@takes(WallForm)
@answers(PDF)
@answers(HTML, status=400)
@answers(HTML, status=503)
def take_wall(request: HttpRequest) -> HttpResponse:
    """The wall map of one commune, as a PDF."""
    form = form_of(request, WallForm)
    if form is None or not is_takeable(form):
        return show(request, form)
    [commune] = form.communes
    try:
        page = make_wall_map(request.user, commune, form.day, form.cleaned_data["sheet"])
    except PrintingUnavailable:
        return refusal(
            request, 503, _("This server lacks a library for printing. Please tell whoever runs it.")
        )
    return sent(request, page, _("Wall map"), "ban-do-treo-tuong", [commune], form.day, kind=PDF)


@asks(access.SEE, "school")
@takes(SchoolForm)
@answers(HTML, status=400)
def take_school(request: HttpRequest) -> HttpResponse:
    """What the school's printed sheet tells, with the names that strangers may know."""
    form = form_of(request, SchoolForm)
    if form is None or not form.is_valid():
        return show(request, form)
    school = form.cleaned_data["school"]
    access.require(request.user, access.SEE, "site", school.commune)
    page = make_school_map(request.user, school, form.day)
    name = slugify(fold(school.name)) or "truong"
    return sent(request, page, school.name, name, [school.commune], form.day)


def form_of(request: HttpRequest, form: type[ToTakeForm]) -> ToTakeForm | None:
    """Filled in; None for who only opens the address. 404 for a commune or school out of reach."""
    if request.method != "POST":
        return None
    filled = form(request.POST, reader=request.user, commune=workplace_of(request).commune)
    filled.full_clean()
    for field in ("in", "school"):
        if request.POST.get(field) and filled.has_error(field, "invalid_choice"):
            raise Http404
    return filled


def is_takeable(form: ToTakeForm) -> bool:
    """Whether the form is filled in, and so little is asked for that one can wait for it. One query."""
    if not form.is_valid():
        return False
    many = len(form.communes) > MOST_COMMUNES
    if not many and form.thing == "site":
        sites = sites_in_reach(form.reader, access.EXPORT, form.communes, form.day)
        many = sites.order_by()[MOST_SITES : MOST_SITES + 1].exists()
    if many:
        form.add_error(
            "in", _("That is more than one file can be made of while you wait. Please choose one commune.")
        )
    return not many


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


def sent(
    request: HttpRequest,
    page: bytes,
    title: str,
    name: str,
    communes: Sequence[Commune],
    day: date,
    kind: str = HTML,
) -> HttpResponse:
    """The file, after it was written down that it was taken."""
    places = ", ".join(commune.full_name for commune in communes)
    record(
        Deed.EXPORTED,
        request=request,
        about=f"{title}, {places}, {day:%d/%m/%Y}",
        commune=communes[0] if len(communes) == 1 else None,
    )
    where = slugify(communes[0].code) if len(communes) == 1 else f"{len(communes)}-xa"
    file_name = f"{name}-{where}-{day:%Y-%m-%d}.{'pdf' if kind == PDF else 'html'}"
    headers = {"Content-Disposition": f'attachment; filename="{file_name}"'}
    return HttpResponse(page, content_type=PDF if kind == PDF else f"{HTML}; charset=utf-8", headers=headers)
