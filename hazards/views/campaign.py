"""Campaigns: the list, a new one, how far one has come, and the places behind each number."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from areas.models import Commune
from foundation.contract import PAGE_NUMBER, TEXT, TICK, one_of, reads, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_version_of
from hazards import services
from hazards.campaign_conflict import differences
from hazards.campaigns import NO_VILLAGE, last_day_of, own_share, progress_of
from hazards.conflict import last_author
from hazards.errors import KeyTakenError
from hazards.forms.campaign import CampaignForm
from hazards.forms.closing import EndCampaignForm
from hazards.models import Campaign, HazardSite
from hazards.querysets import HazardSiteQuerySet
from hazards.views.looks import ON_A_PAGE, dress, in_reading_order
from hazards.views.measure import give_new_key
from hazards.views.respond import posted

FORM = "hazards/campaign_form.html"


def commune_of(request: HttpRequest, deed: str) -> Commune:
    commune = workplace_of(request).commune
    access.require(request.user, deed, "campaign", commune)
    return commune


def campaign_for(request: HttpRequest, deed: str, pk: uuid.UUID) -> Campaign:
    """404 for a campaign one may not see, 403 for what one may not do. Ended ones too."""
    reach = access.within_reach(request.user, access.SEE, "campaign")
    found = Campaign.objects.filter(reach).select_related("commune").defer("commune__boundary")
    campaign = get_object_or_404(found, pk=pk)
    access.require(request.user, deed, "campaign", campaign.commune)
    return campaign


@asks(access.SEE, "campaign")
@require_safe
def campaigns(request: HttpRequest) -> HttpResponse:
    commune = commune_of(request, access.SEE)
    known = Campaign.objects.filter(commune=commune)
    today = last_day_of(Campaign())
    running = list(known.in_force().with_progress(today).order_by("due_on", "name"))
    context = {
        "commune": commune,
        "today": today,
        "campaigns": running,
        "ended": known.exclude(withdrawn_at=None).order_by("-withdrawn_at")[:ON_A_PAGE],
        "may_add": access.may(request.user, access.ADD, "campaign", commune),
    }
    return render(request, "hazards/campaigns.html", context)


@asks(access.ADD, "campaign")
@takes(CampaignForm)
def campaign_new(request: HttpRequest) -> HttpResponse:
    commune = commune_of(request, access.ADD)
    form = CampaignForm(posted(request), user=request.user, commune=commune)
    if request.method == "POST" and form.is_valid():
        campaign = form.apply()
        campaign.created_by = request.user
        try:
            services.start_campaign(campaign, kinds=form.cleaned_data["kinds"], shares=form.shares())
        except KeyTakenError:
            give_new_key(form)
        else:
            messages.success(request, _("The campaign is stored, and those who take part were told."))
            return redirect("campaign", campaign.pk)
    return render(request, FORM, {"form": form, "commune": commune})


@asks(access.CHANGE, "campaign")
@takes(CampaignForm)
def campaign_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    campaign = campaign_for(request, access.CHANGE, pk)
    if campaign.withdrawn_at:
        return is_over(request, campaign)
    form = CampaignForm(posted(request), user=request.user, commune=campaign.commune, campaign=campaign)
    newer: dict[str, object] = {}
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_campaign(
                form.apply(),
                kinds=form.cleaned_data["kinds"],
                shares=form.shares(),
                seen_version=form.cleaned_data["version"] or 0,
                by=request.user,
            )
        except StaleVersionError as stale:
            newer = both_versions(form, stale.current, request)
        else:
            messages.success(request, _("Saved."))
            return redirect("campaign", campaign.pk)
    return render(request, FORM, {"form": form, "commune": campaign.commune, "campaign": campaign} | newer)


def both_versions(form: CampaignForm, current: Campaign, request: HttpRequest) -> dict[str, object]:
    """Mine beside the stored one."""
    ask_with_version_of(
        form,
        current,
        _("Someone changed this campaign since you opened it. Both versions stand below."),
    )
    rows = differences(
        form.campaign, current, kinds=form.cleaned_data["kinds"], shares=form.shares(), reader=request.user
    )
    return {"differences": rows, "author": last_author(current)}


@asks(access.WITHDRAW, "campaign")
@takes(EndCampaignForm)
def campaign_end(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    campaign = campaign_for(request, access.WITHDRAW, pk)
    if campaign.withdrawn_at:
        return is_over(request, campaign)
    form = EndCampaignForm(posted(request), initial={"version": campaign.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.end_campaign(
                campaign, reason=form.cleaned_data["reason"], seen_version=form.cleaned_data["version"]
            )
        except StaleVersionError as stale:
            ask_with_version_of(
                form,
                stale.current,
                _("Someone changed this campaign since you opened it. Please check, then save again."),
            )
        else:
            messages.success(request, _("“%(name)s” is ended.") % {"name": campaign.name})
            return redirect("campaigns")
    return render(request, "hazards/campaign_end.html", {"form": form, "campaign": campaign})


def is_over(request: HttpRequest, campaign: Campaign) -> HttpResponse:
    """An ended campaign stays as it was: nobody is told of it anew, and its last day is kept."""
    messages.info(request, _("“%(name)s” is ended.") % {"name": campaign.name})
    return redirect("campaign", campaign.pk)


@asks(access.SEE, "campaign")
@require_safe
def campaign(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """How far it has come; each number leads to the places behind it."""
    shown = campaign_for(request, access.SEE, pk)
    own = own_share(shown, request.user)
    left = sites_of(shown).filter(is_looked_at=False)
    context = {
        "campaign": shown,
        "kinds": list(shown.kinds.all()),
        "progress": progress_of(shown, request.user),
        "own_left": left.filter(own).count() if own else 0,
        "may_change": may_now(request, access.CHANGE, shown),
        "may_end": may_now(request, access.WITHDRAW, shown),
        "may_inspect": not shown.withdrawn_at and access.may_anywhere(request.user, access.ADD, "inspection"),
    }
    return render(request, "hazards/campaign.html", context)


def may_now(request: HttpRequest, deed: str, shown: Campaign) -> bool:
    """An ended campaign is only looked at."""
    return not shown.withdrawn_at and access.may(request.user, deed, "campaign", shown.commune)


@asks(access.SEE, "campaign")
@require_safe
@reads(village=TEXT, kind=TEXT, state=one_of(["left", "done"]), mine=TICK, page=PAGE_NUMBER)
def campaign_sites(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """`?village=12&kind=pond&state=left`: the places behind a number."""
    shown = campaign_for(request, access.SEE, pk)
    access.require(request.user, access.SEE, "site", shown.commune)
    sites = narrowed(request, shown).with_next_look(last_day_of(shown))
    page = Paginator(in_reading_order(sites, request, shown.commune), ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    dress(page.object_list, request, shown.commune, last_day_of(shown))
    context = {
        "campaign": shown,
        "page": page,
        "state": request.GET.get("state", ""),
        "may_inspect": not shown.withdrawn_at and any(site.may_inspect for site in page.object_list),
        "address": request.get_full_path(),
    }
    return render(request, "hazards/campaign_sites.html", context)


def sites_of(shown: Campaign) -> HazardSiteQuerySet:
    return HazardSite.objects.in_campaign(shown, last_day_of(shown))


def narrowed(request: HttpRequest, shown: Campaign) -> HazardSiteQuerySet:
    """Sites of the campaign as the address asks; a word that is not valid narrows nothing."""
    words = request.GET
    condition = Q()
    if words.get("village") == NO_VILLAGE:
        condition &= Q(village=None)
    elif words.get("village", "").isdecimal() and len(words["village"]) < 10:
        condition &= Q(village=int(words["village"]))
    if words.get("kind") and "\0" not in words["kind"]:
        condition &= Q(kind__code=words["kind"][:40])
    if words.get("state") in ("left", "done"):
        condition &= Q(is_looked_at=words["state"] == "done")
    if words.get("mine"):
        condition &= own_share(shown, request.user) or Q(pk__in=[])
    return sites_of(shown).filter(condition)
