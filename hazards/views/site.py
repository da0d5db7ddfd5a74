"""Log a site, and change a stored one: the map with the form beside it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import access
from accounts.gate import asks
from accounts.models import User
from accounts.workplace import workplace_of
from areas.coordinates import CoordinateError, parse_coordinates
from foundation.contract import KEY, TEXT, reads, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_new_key, ask_with_version_of
from hazards import services
from hazards.beside import origin_of
from hazards.conflict import differences, last_author
from hazards.errors import KeyTakenError, PhotoError
from hazards.forms.site import SiteForm
from hazards.history_words import redrawn
from hazards.models import HazardSite, Report
from hazards.views.duplicates import asks_first, panel_of
from hazards.views.reach import site_for
from hazards.views.reports import handled_meanwhile, visible_report
from hazards.views.respond import map_address, posted, sent_files
from hazards.views.site_page import page_context

PAGE = "hazards/site_form.html"
DRAFT_AGE = 60 * 60 * 24 * 30  # seconds


@asks(access.ADD, "site")
@takes(SiteForm, report=KEY)
@reads(lat=TEXT, lon=TEXT, at=TEXT, report=KEY)
def site_new(request: HttpRequest) -> HttpResponse:
    """A new place: from nothing, or with `?report=` from what somebody reported."""
    workplace = workplace_of(request)
    if not workplace.may_log_sites:
        raise PermissionDenied
    report = report_asked(request)
    if report and request.method == "GET" and report.state != Report.State.NEW:
        return handled_meanwhile(request, report.pk)
    form = SiteForm(
        posted(request),
        sent_files(request),
        user=request.user,
        commune=workplace.commune,
        initial=told_by(report, request.user) if report else first_point(request),
    )
    if request.method == "POST" and form.is_valid() and not asks_first(form):
        form.instance.created_by = request.user
        try:
            with transaction.atomic():
                services.log_site(form.instance, required=form.cleaned_data["required_measures"])
                form.attach_photos(site=form.instance)
                take_up(report, form.instance, request.user)
        except KeyTakenError as taken:
            ask_again(form, taken)
        except StaleVersionError:
            leave_report(form)
            report = None
        except PhotoError as refusal:
            form.refuse_photos(refusal)
        else:
            return stored_and_shown(request, form)
    return render(request, PAGE, page_context(form) | panel_of(form) | {"report": report})


def report_asked(request: HttpRequest) -> Report | None:
    """The report that the new place comes from, for whoever decides about it; 404 and 403 else."""
    asked = (request.POST if request.method == "POST" else request.GET).get("report", "")
    if not asked:
        return None
    try:
        key = uuid.UUID(asked)
    except ValueError:
        raise Http404 from None
    return visible_report(request, key, access.CHANGE)


def told_by(report: Report, reader: User) -> dict[str, object]:
    """What the form of a new place can take over from a report."""
    origin = origin_of(report, reader)
    from_outside = HazardSite.InformationSource.RESIDENT if report.created_by_id is None else ""
    return {
        "coordinates": f"{report.geom.y:.6f}, {report.geom.x:.6f}",
        "kind": report.kind_id,
        "description": report.words,
        "information_source": origin.source if origin else from_outside,
    }


def take_up(report: Report | None, site: HazardSite, by: User) -> None:
    """The report leads to `site`. Sent twice, the second time changes nothing; StaleVersionError else."""
    if report and report.site_id != site.pk:
        services.take_up(report, site, by=by, seen_version=report.version)


def leave_report(form: SiteForm) -> None:
    """What was typed stays; to save once more logs the place without the report."""
    form.add_error(
        None,
        _(
            "Somebody handled the report meanwhile. If this place is not in the register yet, press Save again."
        ),
    )


def stored_and_shown(request: HttpRequest, form: SiteForm) -> HttpResponse:
    """Back to the map. The cookie tells `draft.js` which draft is no longer needed."""
    messages.success(request, _("Saved: %(name)s.") % {"name": form.instance.name})
    response = redirect(map_address(form.instance))
    sent = f"{form.cleaned_data['id'] or ''}.{form.cleaned_data['version'] or ''}"
    response.set_cookie("saved-draft", sent, max_age=DRAFT_AGE, samesite="Lax", secure=request.is_secure())
    return response


def first_point(request: HttpRequest) -> dict[str, str]:
    """`?lon=&lat=`, from a tap on the map, as the coordinates to start with."""
    try:
        lon, lat = parse_coordinates(f"{request.GET.get('lat', '')} {request.GET.get('lon', '')}")
    except CoordinateError:
        return {}
    return {"coordinates": f"{lat:.6f}, {lon:.6f}"}


def ask_again(form: SiteForm, taken: KeyTakenError) -> None:
    sentence = _("“%(name)s” was already saved from this form. If this is another place, press Save again.")
    # Somebody else's key gives no name away.
    is_own = taken.stored.created_by_id == form.user.pk
    ask_with_new_key(form, sentence % {"name": (taken.stored if is_own else form.instance).name})


@asks(access.CHANGE, "site")
@takes(SiteForm)
def site_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    stored = site_for(request, access.CHANGE, "site", pk)
    form = SiteForm(
        posted(request), sent_files(request), instance=stored, user=request.user, commune=stored.commune
    )
    newer: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                services.edit_site(
                    form.instance,
                    required=form.cleaned_data["required_measures"],
                    seen_version=form.cleaned_data["version"] or 0,
                    by=request.user,
                )
                form.attach_photos(site=form.instance)
        except StaleVersionError as stale:
            newer = both_sides(form, stale.current)
        except PhotoError as refusal:
            form.refuse_photos(refusal)
        else:
            return stored_and_shown(request, form)
    return render(request, PAGE, page_context(form) | {"site": stored} | newer)


def both_sides(form: SiteForm, current: HazardSite) -> dict[str, object]:
    """Both versions for the page."""
    author = last_author(current)
    sentence = _("%(person)s changed this place since you opened it. Both versions stand below.")
    ask_with_version_of(form, current, sentence % {"person": author})
    required = form.cleaned_data["required_measures"]
    rows = differences(form.instance, current, required=required, reader=form.user)
    moved = redrawn(current, form.instance)
    return {"differences": rows, "author": author, "drawing": moved}
