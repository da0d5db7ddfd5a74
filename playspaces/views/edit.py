"""Record a play space, and change a stored one: the map with the form beside it."""

import json
import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.coordinates import CoordinateError, parse_coordinates
from foundation.contract import TEXT, reads, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_new_key, ask_with_version_of
from hazards.conflict import Difference, compared, last_author, listed
from hazards.errors import KeyTakenError
from hazards.history_words import redrawn
from hazards.views.respond import posted
from hazards.views.site_page import script_of_place, shown_place, trouble_spot
from playspaces import services
from playspaces.forms.space import WATER, PlaySpaceForm
from playspaces.manager import may_see_manager
from playspaces.models import PlaySpace, PlaySpaceKind
from playspaces.views.reach import own_commune, space_for
from playspaces.views.respond import saved

PAGE = "playspaces/space_form.html"
DETAILS = [
    "opened_on", "age_from", "age_to", "facilities", "is_lit", "shade", "capacity", "manager_unit",
    "manager_person", "description", "closed_on",
]  # fmt: skip
COMPARED = [
    "geom", "kind", "name", "village", "for_children", "opened_on", "closed_on", "age_from", "age_to", "capacity",
    "opening_hours", "is_lit", "shade", "manager_unit", "description", *WATER,
]  # fmt: skip


@asks(access.ADD, "play_space")
@takes(PlaySpaceForm)
@reads(lat=TEXT, lon=TEXT)
def playspace_new(request: HttpRequest) -> HttpResponse:
    commune = own_commune(request, access.ADD)
    form = PlaySpaceForm(posted(request), user=request.user, commune=commune, initial=first_point(request))
    if request.method == "POST" and form.is_valid():
        form.instance.created_by = request.user
        try:
            services.add_space(form.instance, facilities=form.cleaned_data["facilities"])
        except KeyTakenError:
            ask_with_new_key(
                form, _("A place was already saved from this form. For another one, press Save again.")
            )
        else:
            return saved(request, form.instance, _("Saved: %(name)s.") % {"name": form.instance.name})
    return show(request, form)


def first_point(request: HttpRequest) -> dict[str, str]:
    """`?lon=&lat=`, from a tap on the map, as the coordinates to start with."""
    try:
        lon, lat = parse_coordinates(f"{request.GET.get('lat', '')} {request.GET.get('lon', '')}")
    except CoordinateError:
        return {}
    return {"coordinates": f"{lat:.6f}, {lon:.6f}"}


@asks(access.CHANGE, "play_space")
@takes(PlaySpaceForm)
def playspace_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    stored = space_for(request, access.CHANGE, pk)
    form = PlaySpaceForm(posted(request), instance=stored, user=request.user, commune=stored.commune)
    newer: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            services.edit_space(
                form.instance, facilities=words["facilities"], seen_version=words["version"] or 0
            )
        except StaleVersionError as stale:
            newer = both_sides(form, stale.current)
        else:
            return saved(request, form.instance, _("Saved: %(name)s.") % {"name": form.instance.name})
    return show(request, form, space=stored, **newer)


def both_sides(form: PlaySpaceForm, current: PlaySpace) -> dict[str, object]:
    """Both versions for the page."""
    author = last_author(current)
    sentence = _("%(person)s changed this place since you opened it. Both versions stand below.")
    ask_with_version_of(form, current, sentence % {"person": author})
    names = [*COMPARED, "manager_person"] if may_see_manager(form.user, current.commune_id) else COMPARED
    rows = compared(form.instance, current, names, form.user) + facilities_changed(form, current)
    return {"differences": rows, "author": author, "drawing": redrawn(current, form.instance)}


def facilities_changed(form: PlaySpaceForm, current: PlaySpace) -> list[Difference]:
    mine, stored = form.cleaned_data["facilities"], current.facilities.all()
    return [] if set(mine) == set(stored) else [Difference(_("Facilities"), listed(mine), listed(stored))]


def show(request: HttpRequest, form: PlaySpaceForm, **context: object) -> HttpResponse:
    details = [name for name in DETAILS if name in form.fields]
    context |= shown_place(form) | {
        "details": [form[name] for name in details],
        "show_details": any(form.errors.get(name) for name in details),
        "script": script_of_place("playspace-place")
        | {
            "kinds": {
                kind.pk: {"isWater": kind.is_water, "forChildren": kind.for_children}
                for kind in PlaySpaceKind.objects.all()
            },
            "isNew": not form.stored and not form.is_bound,
            "trouble": trouble_spot(form),
        },
    }
    return render(request, PAGE, context)


@asks(access.ADD, "play_space")
@require_POST
@takes(PlaySpaceForm)
def playspace_place(request: HttpRequest) -> HttpResponse:
    """Fragment: where the posted place lies, or why it cannot be, and the villages to choose from."""
    if not access.may_anywhere(request.user, access.ADD, "play_space"):
        raise PermissionDenied
    form = PlaySpaceForm(request.POST, user=request.user, commune=workplace_of(request).commune)
    form.is_valid()
    pasted = form.cleaned_data.get("coordinates")
    found = {
        "pasted": json.loads(pasted.geojson) if pasted and form.place else None,
        "trouble": trouble_spot(form),
    }
    return render(request, "playspaces/_place.html", shown_place(form) | {"found": found})
