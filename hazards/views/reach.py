"""Fetch what a page is about, or refuse: 404 for what one may not see, 403 for what one may not do."""

import uuid
from typing import Final

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404

from accounts import access
from hazards.models import HazardSite, Measure

RELATED: Final = ("kind", "village", "responsible_unit", "responsible_person", "commune")


def visible_site(request: HttpRequest, pk: uuid.UUID, *, follow: bool = False) -> HazardSite:
    """The site, if the person may see it. With `follow`, a merged one gives the site it is part of."""
    reach = HazardSite.objects.filter(access.within_reach(request.user, access.SEE, "site"))
    sites = reach.in_force().select_related(*RELATED).defer("commune__boundary")
    site = sites.filter(pk=pk).first()
    if site is None and follow and (kept := reach.standing_for(pk)):
        site = sites.filter(pk=kept.pk).first()
    if site is None:
        raise Http404
    return site


def withdrawn_site(request: HttpRequest, pk: uuid.UUID) -> HazardSite:
    """A site that was withdrawn, for those who may bring it back."""
    sites = HazardSite.objects.filter(withdrawn_at__isnull=False, merged_into=None).select_related(*RELATED)
    site = get_object_or_404(sites.filter(access.within_reach(request.user, access.SEE, "site")), pk=pk)
    if not access.may(request.user, access.RESTORE, "site", site.commune, site.village):
        raise Http404
    return site


def site_for(request: HttpRequest, deed: str, thing: str, pk: uuid.UUID) -> HazardSite:
    """The site, when the person may do `deed` to a `thing` there.

    What is added to a site that was merged meanwhile goes to the one it is part of now.
    """
    site = visible_site(request, pk, follow=deed == access.ADD)
    access.require(request.user, deed, thing, site.commune, site.village)
    return site


def measure_for(request: HttpRequest, deed: str, pk: uuid.UUID) -> Measure:
    measure = get_object_or_404(Measure.objects.in_force().select_related("kind"), pk=pk)
    measure.site = site_for(request, deed, "measure", measure.site_id)
    return measure
