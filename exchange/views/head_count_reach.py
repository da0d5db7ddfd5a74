"""Which commune and which file a page of head counts is about, and whether the person may."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts import access
from accounts.workplace import workplace_of
from areas.models import Commune
from exchange.models import HeadCountFile

THING = "head_count"


def own_commune(request: HttpRequest, deed: str) -> Commune:
    """The commune the person works in, when `deed` is allowed there."""
    commune = workplace_of(request).commune
    if commune is None:
        raise PermissionDenied
    access.require(request.user, deed, THING, commune)
    return commune


def visible_file(request: HttpRequest, pk: uuid.UUID, deed: str) -> HeadCountFile:
    """404 for what one may not see, 403 for what one may not do."""
    seen = HeadCountFile.objects.in_force().filter(access.within_reach(request.user, access.SEE, THING))
    files = seen.select_related("commune", "created_by").defer("commune__boundary")
    file = get_object_or_404(files, pk=pk)
    access.require(request.user, deed, THING, file.commune)
    return file
