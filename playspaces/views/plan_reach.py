"""Fetch what pages about plans are about, or refuse: 404 for what one may not see, 403 for what one may not do."""

import uuid
from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts import access
from accounts.workplace import workplace_of
from areas.models import Commune
from playspaces.models import Candidate, Scenario


def own_commune(request: HttpRequest, deed: str) -> Commune:
    """The commune the person works in, when `deed` is allowed to plans there."""
    commune = workplace_of(request).commune
    if commune is None:
        raise PermissionDenied
    access.require(request.user, deed, "plan", commune)
    return commune


def scenarios_for(request: HttpRequest, deed: str = access.SEE) -> QuerySet[Scenario]:
    """Plans in force all of whose communes are within reach. No query yet."""
    return scenarios_in_reach(request, deed).filter(withdrawn_at=None)


def scenarios_in_reach(request: HttpRequest, deed: str = access.SEE) -> QuerySet[Scenario]:
    """Withdrawn ones too."""
    rows = Scenario.objects.all()
    keys = access.reach(request.user, deed, "plan")
    if keys is None:
        return rows
    about = Scenario.communes.through.objects.filter(scenario=OuterRef("pk"))
    return rows.filter(Exists(about), ~Exists(about.exclude(commune__in=keys)))


def scenario_for(request: HttpRequest, deed: str, pk: uuid.UUID) -> Scenario:
    """The plan, when the person may do `deed` to plans in each of its communes."""
    scenario = get_object_or_404(scenarios_for(request).select_related("computation"), pk=pk)
    if deed != access.SEE and not may_in_all(request, deed, "plan", scenario.communes.all()):
        raise PermissionDenied
    return scenario


def may_in_all(request: HttpRequest, deed: str, thing: str, communes: Iterable[Commune]) -> bool:
    return all(access.may(request.user, deed, thing, commune) for commune in communes)


def candidates_for(request: HttpRequest) -> QuerySet[Candidate]:
    return candidates_in_reach(request).filter(withdrawn_at=None)


def candidates_in_reach(request: HttpRequest, deed: str = access.SEE) -> QuerySet[Candidate]:
    """Withdrawn ones too."""
    rows = Candidate.objects.filter(access.within_reach(request.user, deed, "plan"))
    return rows.select_related("village", "kind", "commune").defer("commune__boundary", "village__boundary")


def candidate_for(request: HttpRequest, deed: str, pk: uuid.UUID) -> Candidate:
    candidate = get_object_or_404(candidates_for(request), pk=pk)
    access.require(request.user, deed, "plan", candidate.commune, candidate.village)
    return candidate
