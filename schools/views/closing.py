"""Take a school out of the register as a mistake, and bring it back."""

import uuid

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from accounts import access
from accounts.gate import asks
from foundation.contract import takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_version_of
from hazards.views.respond import posted
from schools.forms.closing import RestoreSchoolForm, WithdrawSchoolForm
from schools.models import School
from schools.services.register import restore_school
from schools.views.form import page_of
from schools.views.reach import school_for, schools_in_reach

PAGE = "schools/closing.html"


@asks(access.WITHDRAW, "school")
@takes(WithdrawSchoolForm)
def school_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    school = school_for(request, access.WITHDRAW, pk)
    form = WithdrawSchoolForm(posted(request), initial={"version": school.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            school.withdraw(reason=words["reason"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            messages.success(request, _("“%(name)s” was withdrawn.") % {"name": school.name})
            return redirect("school-list")
    return render(request, PAGE, {"form": form, "school": school, "back": page_of(school)})


@asks(access.RESTORE, "school")
@takes(RestoreSchoolForm)
def school_restore(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One that was never withdrawn, or is back already, leads to its page."""
    school = get_object_or_404(schools_in_reach(request), pk=pk)
    if not access.may_at(request.user, access.RESTORE, "school", school):
        raise PermissionDenied
    if school.withdrawn_at is None:
        return redirect(page_of(school))
    form = RestoreSchoolForm(posted(request), initial={"version": school.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            restore_school(school, reason=words["reason"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            messages.success(request, _("Restored."))
            return redirect(page_of(school))
    return render(request, PAGE, {"form": form, "school": school, "restores": True})


def show_newer(form: forms.Form, current: School) -> None:
    ask_with_version_of(
        form, current, _("Someone changed this school since you opened it. Please check, then save again.")
    )
