"""Who works in a school, for whoever may see people of the commune."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.people import THING
from schools.people import staff_of, without_school
from schools.views.form import page_of
from schools.views.reach import school_for


@asks(access.SEE, THING)
@require_safe
def school_people(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Three queries beside those of the rights, however many people there are."""
    school = school_for(request, access.SEE, pk)
    if not access.may(request.user, access.SEE, THING, school.commune):
        raise PermissionDenied
    context = {
        "school": school,
        "people": staff_of(school, request.user),
        "others": without_school(school.commune, request.user),
        "may_change": access.may(request.user, access.CHANGE, THING, school.commune),
        "may_invite": access.may(request.user, access.ADD, THING, school.commune),
        "back": page_of(school),
    }
    return render(request, "schools/people.html", context)
