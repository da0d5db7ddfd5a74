"""Fetch the school that a page is about, or refuse: 404 for what one may not see, 403 for what one may not do."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts import access
from accounts.workplace import workplace_of
from areas.models import Commune
from schools.models import School, SchoolQuerySet


def schools_in_reach(request: HttpRequest, thing: str = "school") -> SchoolQuerySet:
    """Schools where the person may see a `thing`, withdrawn ones too, with what their pages tell."""
    schools = School.objects.filter(access.within_reach(request.user, access.SEE, thing))
    return schools.select_related("level", "village", "commune").defer("commune__boundary")


def school_for(request: HttpRequest, deed: str, pk: uuid.UUID, *, thing: str = "school") -> School:
    """The school, when the person may do `deed` to a `thing` of it. One query, two for school staff."""
    school = get_object_or_404(schools_in_reach(request, thing).in_force(), pk=pk)
    if not access.may_at(request.user, deed, thing, school):
        raise PermissionDenied
    return school


def own_commune(request: HttpRequest, deed: str, thing: str = "school") -> Commune:
    """The commune the person works in, when `deed` is allowed there."""
    commune = workplace_of(request).commune
    if commune is None:
        raise PermissionDenied
    access.require(request.user, deed, thing, commune)
    return commune
