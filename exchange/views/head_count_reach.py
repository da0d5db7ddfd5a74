"""Which commune and which file a page of head counts is about, and whether the person may."""

import uuid
from typing import Final

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts import access
from accounts.workplace import workplace_of
from areas.models import Commune
from exchange.forms.head_count_file import EARLIEST_YEAR
from exchange.models import HeadCountFile

THING: Final = "head_count"
A_YEAR: Final = {"type": "integer", "minimum": EARLIEST_YEAR, "maximum": 2999}


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
