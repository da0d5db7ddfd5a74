"""The register of accidents: for those alone whose post gives them the right to it."""

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
from areas.models import Commune
from foundation.contract import PAGE_NUMBER, reads, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_new_key, ask_with_version_of
from hazards import services
from hazards.conflict import compared, last_author
from hazards.errors import KeyTakenError
from hazards.forms.incident import IncidentForm, WithdrawIncidentForm
from hazards.models import Incident
from hazards.views.respond import posted
from hazards.views.site_page import found_shape, script_of_place, shown_place

PAGE = "hazards/incidents/form.html"
ON_A_PAGE = 30
COMPARED = ["on", "kind", "outcome", "age_band", "sex", "geom", "site"]


def own_commune(request: HttpRequest, deed: str) -> Commune:
    """The commune the person works in, when `deed` is allowed there."""
    commune = workplace_of(request).commune
    if commune is None:
        raise PermissionDenied
    access.require(request.user, deed, "incident", commune)
    return commune


def visible_incident(request: HttpRequest, pk: uuid.UUID, deed: str) -> Incident:
    """404 for what one may not see, 403 for what one may not do."""
    seen = Incident.objects.in_force().filter(access.within_reach(request.user, access.SEE, "incident"))
    incident = get_object_or_404(seen.select_related("commune").defer("commune__boundary"), pk=pk)
    access.require(request.user, deed, "incident", incident.commune)
    return incident


@asks(access.SEE, "incident")
@require_safe
@reads(page=PAGE_NUMBER)
def incidents(request: HttpRequest) -> HttpResponse:
    """The latest first. Three queries, whatever the page holds."""
    commune = own_commune(request, access.SEE)
    rows = Incident.objects.in_force().filter(commune=commune).select_related("village", "site")
    context = {
        "commune": commune,
        "page": Paginator(rows.defer("geom", "site__geom"), ON_A_PAGE).get_page(request.GET.get("page")),
        "may_add": access.may(request.user, access.ADD, "incident", commune),
        "may_change": access.may(request.user, access.CHANGE, "incident", commune),
    }
    return render(request, "hazards/incidents/list.html", context)


@asks(access.ADD, "incident")
@takes(IncidentForm)
def incident_new(request: HttpRequest) -> HttpResponse:
    commune = own_commune(request, access.ADD)
    form = IncidentForm(posted(request), user=request.user, commune=commune)
    if request.method == "POST" and form.is_valid():
        form.instance.created_by = request.user
        try:
            services.record_incident(form.instance)
        except KeyTakenError:
            ask_with_new_key(
                form, _("An accident was already saved from this form. For another one, press Save again.")
            )
        else:
            return saved(request)
    return show(request, form)


@asks(access.CHANGE, "incident")
@takes(IncidentForm)
def incident_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    stored = visible_incident(request, pk, access.CHANGE)
    form = IncidentForm(posted(request), instance=stored, user=request.user, commune=stored.commune)
    newer: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_incident(form.instance, seen_version=form.cleaned_data["version"] or 0)
        except StaleVersionError as stale:
            newer = show_newer(form, stale.current)
        else:
            return saved(request)
    may_withdraw = access.may(request.user, access.WITHDRAW, "incident", stored.commune)
    return show(request, form, incident=stored, may_withdraw=may_withdraw, **newer)


def show_newer(form: IncidentForm | WithdrawIncidentForm, current: Incident) -> dict[str, object]:
    author = last_author(current)
    sentence = _("%(person)s changed this accident since you opened it. Please check, then save again.")
    ask_with_version_of(form, current, sentence % {"person": author})
    if isinstance(form, WithdrawIncidentForm):
        return {}
    return {"differences": compared(form.instance, current, COMPARED, form.user), "author": author}


def saved(request: HttpRequest) -> HttpResponse:
    messages.success(request, _("The accident is saved."))
    return redirect("incidents")


def show(request: HttpRequest, form: IncidentForm, **context: object) -> HttpResponse:
    context |= shown_place(form) | {"script": script_of_place("incident-place")}
    return render(request, PAGE, context)


@asks(access.ADD, "incident")
@require_POST
@takes(IncidentForm)
def incident_place(request: HttpRequest) -> HttpResponse:
    """Fragment: where the posted place lies, or why it cannot be, and the sites near it."""
    if not access.may_anywhere(request.user, access.ADD, "incident"):
        raise PermissionDenied
    form = IncidentForm(request.POST, user=request.user, commune=workplace_of(request).commune)
    form.is_valid()
    context = shown_place(form) | {"found": found_shape(form)}
    return render(request, "hazards/incidents/_place.html", context)


@asks(access.WITHDRAW, "incident")
@takes(WithdrawIncidentForm)
def incident_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    incident = visible_incident(request, pk, access.WITHDRAW)
    form = WithdrawIncidentForm(posted(request), initial={"version": incident.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            incident.withdraw(reason=words["reason"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            messages.success(request, _("The accident was taken out of the register."))
            return redirect("incidents")
    return render(request, "hazards/incidents/withdraw.html", {"form": form, "incident": incident})
