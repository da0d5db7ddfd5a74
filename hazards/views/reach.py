"""Fetch what a page is about, or refuse: 404 for what one may not see, 403 for what one may not do."""

import uuid

from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts import access
from hazards.models import HazardSite, Measure


def visible_site(request: HttpRequest, pk: uuid.UUID) -> HazardSite:
    sites = HazardSite.objects.in_force().filter(access.within_reach(request.user, access.SEE, "site"))
    related = ("kind", "village", "responsible_unit", "responsible_person", "commune")
    return get_object_or_404(sites.select_related(*related).defer("commune__boundary"), pk=pk)


def site_for(request: HttpRequest, deed: str, thing: str, pk: uuid.UUID) -> HazardSite:
    """The site, when the person may do `deed` to a `thing` there."""
    site = visible_site(request, pk)
    access.require(request.user, deed, thing, site.commune, site.village)
    return site


def measure_for(request: HttpRequest, deed: str, pk: uuid.UUID) -> Measure:
    measure = get_object_or_404(Measure.objects.in_force().select_related("kind"), pk=pk)
    measure.site = site_for(request, deed, "measure", measure.site_id)
    return measure
