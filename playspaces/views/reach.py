"""Fetch what a page is about, or refuse: 404 for what one may not see, 403 for what one may not do."""

import uuid
from typing import Final

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts import access
from accounts.workplace import workplace_of
from areas.models import Commune
from foundation.records import Record
from playspaces.models import PlaySpace

RELATED: Final = ("kind", "village", "commune", "manager_unit", "manager_person")


def own_commune(request: HttpRequest, deed: str) -> Commune:
    """The commune the person works in, when `deed` is allowed there."""
    commune = workplace_of(request).commune
    if commune is None:
        raise PermissionDenied
    access.require(request.user, deed, "play_space", commune)
    return commune


def spaces_in_reach(request: HttpRequest) -> QuerySet[PlaySpace]:
    """Withdrawn ones too."""
    reach = access.within_reach(request.user, access.SEE, "play_space")
    return PlaySpace.objects.filter(reach).select_related(*RELATED).defer("commune__boundary")


def space_for(request: HttpRequest, deed: str, pk: uuid.UUID) -> PlaySpace:
    """The play space, when the person may do `deed` to it."""
    space = get_object_or_404(spaces_in_reach(request).filter(withdrawn_at=None), pk=pk)
    access.require(request.user, deed, "play_space", space.commune, space.village)
    return space


def withdrawn_space(request: HttpRequest, pk: uuid.UUID) -> PlaySpace:
    """One that was withdrawn, for those who may bring it back."""
    space = get_object_or_404(spaces_in_reach(request).filter(withdrawn_at__isnull=False), pk=pk)
    if not access.may_at(request.user, access.RESTORE, "play_space", space):
        raise Http404
    return space


def part_for(request: HttpRequest, deed: str, model: type[Record], pk: uuid.UUID):
    """An inspection, fault, class or photo, when the person may do `deed` to its play space."""
    part = get_object_or_404(model._default_manager.filter(withdrawn_at=None), pk=pk)
    part.playspace = space_for(request, deed, part.playspace_id)
    return part
