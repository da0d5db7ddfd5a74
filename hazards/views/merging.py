"""Two places on the register are one: choose the other, compare, merge."""

import json
import uuid
from collections.abc import Iterable
from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from areas.distance import way
from foundation.contract import TEXT, reads, takes
from foundation.records import StaleVersionError
from hazards import services
from hazards.comparison import counts_of, facts_of, way_between
from hazards.errors import MergeError
from hazards.forms.merging import MergeForm
from hazards.lateness import mark_late
from hazards.models import HazardSite
from hazards.small_map import plain, small_map
from hazards.views.reach import site_for
from hazards.views.respond import posted
from hazards.wording import way_in_words

NEARBY_M: Final = 500
MOST_OFFERED: Final = 12
REFUSALS: Final = {
    "same": gettext_lazy("These two are the same entry already."),
    "other_commune": gettext_lazy(
        "These two lie in different communes. Only places of one commune can be merged."
    ),
    "merged_already": gettext_lazy("One of the two was merged with another place meanwhile."),
    "withdrawn": gettext_lazy("One of the two was withdrawn meanwhile."),
}


@asks(access.WITHDRAW, "site")
@require_safe
@reads(q=TEXT)
def merge_choose(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Which other entry is the same place? The nearest of its kind are offered, any can be searched."""
    site = mergeable(request, pk)
    asked = request.GET.get("q", "").replace("\0", "").strip()
    others = found(request, site, asked) if asked else nearby(request, site)
    context = {"site": site, "asked": asked, "others": others, "within_m": NEARBY_M}
    return render(request, "hazards/merge_choose.html", context)


def mergeable(request: HttpRequest, pk: uuid.UUID) -> HazardSite:
    """Of two merged sites one is changed and the other withdrawn, either of them."""
    site = site_for(request, access.CHANGE, "site", pk)
    access.require(request.user, access.WITHDRAW, "site", site.commune, site.village)
    return site


def candidates(request: HttpRequest, site: HazardSite):
    """Sites of the commune that the person may change and withdraw, with their status."""
    reach = access.within_reach(request.user, access.CHANGE, "site") & access.within_reach(
        request.user, access.WITHDRAW, "site"
    )
    sites = HazardSite.objects.in_force().filter(reach, commune=site.commune_id).exclude(pk=site.pk)
    return sites.select_related("kind", "village").with_status(timezone.localdate())


def nearby(request: HttpRequest, site: HazardSite) -> list[HazardSite]:
    of_kind = candidates(request, site).filter(kind=site.kind_id)
    return with_words(of_kind.near(site.geom, NEARBY_M)[:MOST_OFFERED])


def found(request: HttpRequest, site: HazardSite, asked: str) -> list[HazardSite]:
    others = list(candidates(request, site).matching(asked).order_by("search_key")[:MOST_OFFERED])
    for other in others:
        other.way = way(plain(site.geom), plain(other.geom))
    return with_words(others)


def with_words(sites: Iterable[HazardSite]) -> list[HazardSite]:
    """Each with where it lies from here and how late it is."""
    sites = list(sites)
    mark_late(sites, timezone.localdate())
    for site in sites:
        site.where = way_in_words(site.way)
    return sites


@asks(access.WITHDRAW, "site")
@takes(MergeForm)
def merge(request: HttpRequest, pk: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Both side by side; merging needs the two versions that were seen here."""
    if request.method == "POST" and is_merged(pk, other):
        return done(request, HazardSite.objects.standing_for(other) or HazardSite.objects.standing_for(pk))
    sites = [mergeable(request, key) for key in (pk, other)]
    facts = facts_of(sites, request.user)
    form = MergeForm(posted(request), sites=sites, facts=facts)
    if request.method == "POST" and form.is_valid():
        keep, gone = form.kept_and_gone()
        try:
            services.merge_sites(
                keep,
                gone,
                versions=(form.seen_version(keep), form.seen_version(gone)),
                by=request.user,
                take=form.cleaned_data["take"],
            )
        except MergeError as error:
            form.add_error(None, str(REFUSALS[error.code]))
        except StaleVersionError:
            return show_anew(request, pk, other)
        else:
            return done(request, keep)
    return render(request, "hazards/merge.html", page(sites, facts, form))


def is_merged(one: uuid.UUID, other: uuid.UUID) -> bool:
    """Whether the two are one already: a double click, or sent again after a gap in the line."""
    pairs = HazardSite.objects.filter(pk__in=[one, other], merged_into__in=[one, other])
    return pairs.exists()


def done(request: HttpRequest, keep: HazardSite) -> HttpResponse:
    site = site_for(request, access.CHANGE, "site", keep.pk)
    messages.success(request, _("The two are one place now: “%(name)s”.") % {"name": site.name})
    response = redirect("site", site.pk)
    response["HX-Trigger"] = json.dumps({"site-changed": {"id": str(site.pk)}})
    return response


def show_anew(request: HttpRequest, pk: uuid.UUID, other: uuid.UUID) -> HttpResponse:
    """Somebody changed one of the two: both as they are now, nothing merged, the choices kept."""
    sites = [mergeable(request, key) for key in (pk, other)]
    facts = facts_of(sites, request.user)
    data = request.POST.copy()
    for site in sites:
        data[f"version_{site.pk}"] = str(site.version)
    form = MergeForm(data, sites=sites, facts=facts)
    form.is_valid()
    what_happened = _("Someone changed one of the two since you opened this page. Nothing was merged.")
    what_now = _("Please compare again, then confirm.")
    form.add_error(None, f"{what_happened} {what_now}")
    return render(request, "hazards/merge.html", page(sites, facts, form))


def page(sites: list[HazardSite], facts: list, form: MergeForm) -> dict[str, object]:
    one, other = sites
    return {
        "site": one,
        "other": other,
        "sides": [(site, counts_of(site)) for site in sites],
        "facts": facts,
        "form": form,
        "where": way_in_words(way_between(one, other)),
        "drawing": small_map(one.geom, before=other.geom),
    }
