"""The yearly self-check of one school: begin it, fill it in part by part, hand it in, take it back."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.gate import asks
from foundation.contract import one_of, reads, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_version_of
from hazards.conflict import Difference, last_author
from hazards.errors import KeyTakenError
from hazards.views.respond import posted
from schools.check_sheet import Part, Sheet, by_question, sheet_of
from schools.errors import HandedInError, UnfinishedError
from schools.forms.self_check import BeginForm, HandInForm, PromiseForm, StepForm, TakeBackForm
from schools.models import SelfCheck, SelfCheckAnswer
from schools.school_year import in_words, school_year_of
from schools.self_check import editions
from schools.services.self_checks import begin_check, hand_in, keep_promise, save_answers, take_back
from schools.views.form import page_of
from schools.views.reach import school_for

THING = "self_check"
DRAFT_AGE = 60 * 60 * 24 * 30  # seconds
# Every part and every question of any edition, for the description of the addresses.
PARTS = one_of(dict.fromkeys(group.code for one in editions().values() for group in one.groups))


def check_for(request: HttpRequest, deed: str, pk: uuid.UUID) -> SelfCheck:
    """The check, when the person may do `deed` to those of its school: 404 unseen, 403 not allowed."""
    check = get_object_or_404(SelfCheck.objects.in_force(), pk=pk)
    seen = school_for(request, access.SEE, check.school_id)
    if not access.may_at(request.user, access.SEE, THING, seen):
        raise Http404
    check.school = seen
    if not access.may_at(request.user, deed, THING, seen):
        raise PermissionDenied
    return check


@asks(access.SEE, THING)
@require_safe
def school_checks(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The checks of a school, that of this school year first."""
    school = school_for(request, access.SEE, pk)
    access_or_404(request, school)
    year = school_year_of(timezone.localdate())
    checks = list(school.self_checks.in_force())
    context = {
        "school": school,
        "year": in_words(year),
        "current": next((check for check in checks if check.school_year == year), None),
        "earlier": [(in_words(check.school_year), check) for check in checks if check.school_year != year],
        "may_add": access.may_at(request.user, access.ADD, THING, school),
        "form": BeginForm(initial={"id": uuid.uuid4()}),
        "back": page_of(school),
    }
    return render(request, "schools/checks_of_school.html", context)


def access_or_404(request: HttpRequest, school) -> None:
    if not access.may_at(request.user, access.SEE, THING, school):
        raise Http404


@asks(access.ADD, THING)
@require_POST
@takes(BeginForm)
def check_begin(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """That of this school year; who begins it a second time goes on with the first."""
    school = school_for(request, access.SEE, pk)
    access_or_404(request, school)
    if not access.may_at(request.user, access.ADD, THING, school):
        raise PermissionDenied
    form = BeginForm(request.POST)
    key = form.cleaned_data["id"] if form.is_valid() else None
    year = school_year_of(timezone.localdate())
    try:
        check = begin_check(school, year, key=key or uuid.uuid4(), by=request.user)
    except KeyTakenError:
        check = begin_check(school, year, key=uuid.uuid4(), by=request.user)
    return redirect("self-check", check.pk)


@asks(access.SEE, THING)
@require_safe
def check(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """The whole sheet: to go on with, to hand in, to read, to print."""
    found = check_for(request, access.SEE, pk)
    return show_sheet(request, found)


def show_sheet(request: HttpRequest, found: SelfCheck, form: forms.Form | None = None) -> HttpResponse:
    sheet = sheet_of(found)
    may_change = access.may_at(request.user, access.CHANGE, THING, found.school)
    context = {
        "sheet": sheet,
        "check": found,
        "school": found.school,
        "year": in_words(found.school_year),
        "year_before": in_words(sheet.before.school_year) if sheet.before else "",
        "author": last_author(found) if found.submitted_at else "",
        "may_change": may_change,
        "may_fill": may_change and not found.submitted_at,
        "form": form or HandInForm(initial={"version": found.version}),
        "today": timezone.localdate(),
    }
    return render(request, "schools/check.html", context)


@asks(access.CHANGE, THING)
@takes(StepForm)
@reads(part=PARTS)
def check_part(request: HttpRequest, pk: uuid.UUID, part: str) -> HttpResponse:
    """One part of the questions. Saved as far as it is filled in; then the next part."""
    found = check_for(request, access.CHANGE, pk)
    sheet = sheet_of(found)
    asked = next((one for one in sheet.parts if one.code == part), None)
    if asked is None:
        raise Http404
    if found.submitted_at and request.method != "POST":
        return redirect("self-check", pk)
    form = StepForm(posted(request), part=asked, initial={"id": found.pk, "version": found.version})
    newer: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        try:
            save_answers(found, form.answers(), seen_version=form.cleaned_data["version"])
        except StaleVersionError as stale:
            newer = settle(form, asked, stale.current)
            if not newer:
                return part_saved(request, form, sheet, asked)
        except HandedInError:
            form.add_error(None, handed_in_meanwhile())
        else:
            messages.success(request, _("Saved."))
            return part_saved(request, form, sheet, asked)
    context = {
        "form": form, "sheet": sheet, "part": asked, "check": found, "school": found.school,
        "year": in_words(found.school_year),
        "last_part": sheet.parts[-1] is asked,
    }  # fmt: skip
    return render(request, "schools/check_part.html", context | newer)


def handed_in_meanwhile() -> str:
    return _("The self-check was handed in meanwhile. Take it back first, then save again.")


def settle(form: StepForm, part: Part, current: SelfCheck) -> dict[str, object]:
    """Somebody saved meanwhile. Where that touched no question of this part, save all the same.

    Empty when that was done; else both versions for the page, and what was entered stays.
    """
    stored, mine = by_question(current), form.answers()
    differing = [
        line for line in part.lines if said(mine[line.question.code]) != said(stored.get(line.question.code))
    ]
    if current.submitted_at is None and not any(line.question.code in stored for line in differing):
        save_answers(current, mine, seen_version=current.version)
        return {}
    author = last_author(current)
    sentence = _("%(person)s changed this part since you opened it. Both versions stand below.")
    ask_with_version_of(form, current, sentence % {"person": author})
    if current.submitted_at:
        form.add_error(None, handed_in_meanwhile())
    rows = [
        Difference(
            str(line.question.words),
            in_short(mine[line.question.code]),
            in_short(stored.get(line.question.code)),
        )
        for line in differing
    ]
    return {"differences": rows, "author": author}


def said(answer: SelfCheckAnswer | None) -> tuple | None:
    return (answer.answer, answer.note, answer.due_on) if answer else None


def in_short(answer: SelfCheckAnswer | None) -> str:
    if answer is None:
        return "–"
    due = f"{answer.due_on:%d/%m/%Y}" if answer.due_on else ""
    return ", ".join(filter(None, [capfirst(answer.get_answer_display()), answer.note, due]))


def part_saved(request: HttpRequest, form: StepForm, sheet: Sheet, part: Part) -> HttpResponse:
    """To the next part, or to the sheet. The cookie tells `draft.js` which draft is no longer needed."""
    after = sheet.parts[sheet.parts.index(part) + 1 :]
    goes_on = after and "close" not in form.data
    response = (
        redirect("self-check-part", sheet.check.pk, after[0].code)
        if goes_on
        else redirect("self-check", sheet.check.pk)
    )
    sent = f"{form.cleaned_data['id'] or ''}.{form.cleaned_data['version']}"
    response.set_cookie("saved-draft", sent, max_age=DRAFT_AGE, samesite="Lax", secure=request.is_secure())
    return response


@asks(access.CHANGE, THING)
@require_POST
@takes(HandInForm)
def check_hand_in(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = check_for(request, access.CHANGE, pk)
    form = HandInForm(request.POST)
    if form.is_valid():
        try:
            hand_in(found, seen_version=form.cleaned_data["version"])
        except UnfinishedError:
            form.add_error(None, _("Something is still missing: see below. Nothing was handed in."))
        except StaleVersionError as stale:
            found = stale.current
            show_newer(form, found)
        else:
            messages.success(request, _("The self-check is handed in. Thank you."))
            return redirect("self-check", pk)
    return show_sheet(request, check_for(request, access.CHANGE, pk), form)


@asks(access.CHANGE, THING)
@takes(TakeBackForm)
def check_take_back(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    found = check_for(request, access.CHANGE, pk)
    if found.submitted_at is None:
        return redirect("self-check", pk)
    form = TakeBackForm(posted(request), initial={"version": found.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            take_back(found, reason=words["reason"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            messages.success(request, _("The self-check is open again."))
            return redirect("self-check", pk)
    context = {"form": form, "check": found, "school": found.school, "year": in_words(found.school_year)}
    return render(request, "schools/check_take_back.html", context)


@asks(access.CHANGE, THING)
@takes(PromiseForm)
def check_promise(request: HttpRequest, pk: uuid.UUID, question: str) -> HttpResponse:
    """What was not met is done now: on which day."""
    found = check_for(request, access.CHANGE, pk)
    line = next((one for one in sheet_of(found).unmet if one.question.code == question), None)
    if line is None or found.submitted_at is None:
        raise Http404
    initial = {"version": found.version, "on": line.answer.done_on or timezone.localdate()}
    form = PromiseForm(posted(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            keep_promise(found, line.answer, on=words["on"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            messages.success(request, _("Saved."))
            return redirect("self-check", pk)
    context = {"form": form, "check": found, "school": found.school, "line": line}
    return render(request, "schools/check_promise.html", context)


def show_newer(form: forms.Form, current: SelfCheck) -> None:
    ask_with_version_of(
        form,
        current,
        _("Someone changed this self-check since you opened it. Please check, then save again."),
    )
