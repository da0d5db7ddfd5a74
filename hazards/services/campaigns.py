"""Deeds on a campaign: start it, change it, end it."""

from collections.abc import Collection, Iterable
from typing import Final

from django.db import transaction

from accounts.models import User
from hazards import notify
from hazards.errors import KeyTakenError
from hazards.models import Campaign, CampaignShare, HazardKind
from hazards.services.storing import store_once

ANSWERS: Final = ["commune_id", "name", "with_households", "starts_on", "due_on", "note"]
HELD: Final = ("village_id", "unit_id", "person_id")


@transaction.atomic
def start_campaign(
    campaign: Campaign, *, kinds: Collection[HazardKind], shares: Iterable[CampaignShare]
) -> bool:
    """Store a new campaign and tell who takes part; False when it was stored already. KeyTakenError."""
    wanted = list(shares)
    if not store_once(campaign, same=ANSWERS):
        stored = Campaign.objects.get(pk=campaign.pk)
        if set(stored.kinds.all()) != set(kinds) or held(stored.shares.all()) != held(wanted):
            raise KeyTakenError(stored)
        return False
    campaign.kinds.set(kinds)
    share_out(campaign, wanted)
    notify.campaign_shared(campaign, by=campaign.created_by)
    return True


@transaction.atomic
def edit_campaign(
    campaign: Campaign,
    *,
    kinds: Collection[HazardKind],
    shares: Iterable[CampaignShare],
    seen_version: int,
    by: User | None = None,
) -> None:
    """Save changes to a campaign and its shares; StaleVersionError when someone else saved first."""
    campaign.save_edit(seen_version=seen_version)
    if set(campaign.kinds.all()) != set(kinds):
        campaign.kinds.set(kinds)
    share_out(campaign, shares)
    notify.campaign_shared(campaign, by=by)


def end_campaign(campaign: Campaign, *, reason: str, seen_version: int) -> None:
    """It asks for no more looks; what was looked at stays on record. StaleVersionError."""
    campaign.withdraw(reason=reason, seen_version=seen_version)


def share_out(campaign: Campaign, shares: Iterable[CampaignShare]) -> None:
    """Store the shares that changed, take away those that are gone."""
    stored = {share.village_id: share for share in campaign.shares.all()}
    for share in shares:
        before = stored.pop(share.village_id, None)
        if before is None:
            share.campaign = campaign
            share.save()
        elif held([before]) != held([share]):
            before.unit_id, before.person_id = share.unit_id, share.person_id
            before.save()
    for gone in stored.values():
        gone.delete()


def held(shares: Iterable[CampaignShare]) -> set[tuple[int | None, ...]]:
    """Which village is whose, to compare."""
    return {tuple(getattr(share, name) for name in HELD) for share in shares}
