"""Enter a school, and change a stored one: the map with the form beside it."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from foundation.contract import KEY, TEXT, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_new_key, ask_with_version_of
from hazards.conflict import last_author
from hazards.errors import KeyTakenError
from hazards.views.respond import posted
from hazards.views.site_page import found_shape, script_of_place, shown_place, trouble_spot
from schools.conflict import differences
from schools.forms.gates import BaseGates, GateFormSet, gates_of
from schools.forms.school import SchoolForm
from schools.models import School
from schools.services.register import edit_school, enter_school
from schools.views.reach import own_commune, school_for

PAGE = "schools/form.html"
# What the rows of gates send beside the form; so for each row.
GATES = {"main_gate": TEXT, "gates-TOTAL_FORMS": TEXT, "gates-INITIAL_FORMS": TEXT}


@asks(access.ADD, "school")
@takes(SchoolForm, **GATES)
def school_new(request: HttpRequest) -> HttpResponse:
    commune = own_commune(request, access.ADD)
    form = SchoolForm(posted(request), user=request.user, commune=commune)
    gates = gate_rows(request, None)
    if request.method == "POST" and fits(form, gates):
        form.instance.created_by = request.user
        try:
            enter_school(form.instance, **said(form, gates))
        except KeyTakenError:
            ask_with_new_key(
                form, _("A school was already saved from this form. For another one, press Save again.")
            )
        else:
            return saved(request, form.instance)
    return show(request, form, gates)


@asks(access.CHANGE, "school")
@takes(SchoolForm, **GATES)
def school_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    stored = school_for(request, access.CHANGE, pk)
    form = SchoolForm(posted(request), instance=stored, user=request.user, commune=stored.commune)
    gates = gate_rows(request, stored)
    newer: dict[str, object] = {}
    if request.method == "POST" and fits(form, gates):
        try:
            edit_school(form.instance, **said(form, gates), seen_version=form.cleaned_data["version"] or 0)
        except StaleVersionError as stale:
            newer = both_sides(form, gates, stale.current)
        else:
            return saved(request, form.instance)
    may_withdraw = access.may_at(request.user, access.WITHDRAW, "school", stored)
    return show(request, form, gates, school=stored, may_withdraw=may_withdraw, **newer)


def gate_rows(request: HttpRequest, school: School | None) -> BaseGates:
    return GateFormSet(posted(request), prefix="gates", initial=gates_of(school))


def fits(form: SchoolForm, gates: BaseGates) -> bool:
    """Whether all can be stored; a gate far from the grounds is asked about first."""
    if not all([form.is_valid(), gates.is_valid()]):
        return False
    return form.cleaned_data["far_is_right"] or not gates.ask_about_far_ones(form.instance.geom)


def said(form: SchoolForm, gates: BaseGates) -> dict[str, object]:
    return {
        "gates": gates.gates(),
        "pupils": form.pupils(),
        "draws_from": form.cleaned_data["draws_from"],
    }


def both_sides(form: SchoolForm, gates: BaseGates, current: School) -> dict[str, object]:
    """Both versions for the page."""
    author = last_author(current)
    sentence = _("%(person)s changed this school since you opened it. Both versions stand below.")
    ask_with_version_of(form, current, sentence % {"person": author})
    rows = differences(form.instance, current, **said(form, gates), reader=form.user)
    return {"differences": rows, "author": author}


def saved(request: HttpRequest, school: School) -> HttpResponse:
    messages.success(request, _("Saved: %(name)s.") % {"name": school.name})
    return redirect(page_of(school))


def page_of(school: School) -> str:
    """The page of the school; the register, where there is none."""
    try:
        return reverse("school", args=[school.pk])
    except NoReverseMatch:
        return reverse("school-list")


def show(request: HttpRequest, form: SchoolForm, gates: BaseGates, **context: object) -> HttpResponse:
    more = (
        "code",
        "address",
        "contact_name",
        "phone",
        "email",
        "opened_on",
        "closed_on",
        "village",
        "draws_from",
    )
    school = context.get("school")
    script = script_of_place("school-place")
    context |= shown_place(form) | {
        "show_more": any(form.errors.get(name) for name in more),
        "back": page_of(school) if school else reverse("school-list"),
        "gates": gates,
        "asks_far": any(row.has_error("place", "far") for row in gates.forms),
        "script": script | {"trouble": trouble_spot(form), "words": script["words"] | gate_words()},
    }
    return render(request, PAGE, context)


def gate_words() -> dict[str, str]:
    return {
        "setGate": _("Tap the gate on the map."),
        "gate": _("Gate"),
    }


@asks(access.CHANGE, "school")
@require_POST
@takes(SchoolForm, school=KEY)
def school_place(request: HttpRequest) -> HttpResponse:
    """Fragment: where the posted place lies, or why a school cannot be there."""
    form = place_form(request)
    form.is_valid()
    context = shown_place(form) | {"found": found_shape(form), "trouble": trouble_spot(form)}
    return render(request, "schools/_place.html", context)


def place_form(request: HttpRequest) -> SchoolForm:
    """Of the school that is named, or of a new one: where the person may enter none, it says so."""
    try:
        key = uuid.UUID(request.POST.get("school", ""))
    except ValueError:
        commune = workplace_of(request).commune
        if commune is None:
            raise PermissionDenied from None
        return SchoolForm(request.POST, user=request.user, commune=commune)
    school = school_for(request, access.CHANGE, key)
    return SchoolForm(request.POST, instance=school, user=request.user, commune=school.commune)
