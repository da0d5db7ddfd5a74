"""Two versions of a campaign side by side, when two people changed it at once."""

from collections.abc import Collection, Iterable
from datetime import date

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import User
from foundation.records import changed_fields
from hazards.campaigns import in_words
from hazards.conflict import Difference
from hazards.kinds import HazardKind
from hazards.models import Campaign, CampaignShare

COMPARED = ["name", "with_households", "starts_on", "due_on", "note"]


def differences(
    mine: Campaign,
    stored: Campaign,
    *,
    kinds: Collection[HazardKind],
    shares: Iterable[CampaignShare],
    reader: User,
) -> list[Difference]:
    rows = []
    for name in changed_fields(mine, stored, COMPARED):
        label = capfirst(str(Campaign._meta.get_field(name).verbose_name))
        rows.append(Difference(label, plain(getattr(mine, name)), plain(getattr(stored, name))))
    if set(kinds) != set(stored.kinds.all()):
        rows.append(Difference(_("Kinds of danger"), listed(kinds), listed(stored.kinds.all())))
    held = {share.village_id: share for share in stored.shares.select_related("village", "unit", "person")}
    wanted = {share.village_id: share for share in shares}
    for village in held.keys() | wanted.keys():
        sides = [in_words(side.get(village), reader) for side in (wanted, held)]
        if sides[0] != sides[1]:
            share = wanted.get(village) or held[village]
            label = (
                share.village.full_name
                if share.village
                else _("Everywhere else, and places without a village")
            )
            rows.append(Difference(label, *(side or "–" for side in sides)))
    return rows


def listed(kinds: Iterable[HazardKind]) -> str:
    return ", ".join(sorted(kind.name for kind in kinds))


def plain(value: object) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return date_format(value, "SHORT_DATE_FORMAT") if isinstance(value, date) else str(value or "–")
