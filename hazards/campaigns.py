"""How far a campaign has come: of its sites, which were looked at since it began, and whose are left."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.db.models import Count, Q
from django.utils import timezone

from accounts import access
from accounts.models import User
from accounts.teams import units_of
from areas.models import Village
from areas.working_days import working_days
from foundation.ordering import by_name
from hazards.kinds import HazardKind
from hazards.models import Campaign, CampaignShare, HazardSite

NO_VILLAGE = "none"


@dataclass(frozen=True)
class Line:
    """Of `total` sites `done` were looked at; `query` leads to the list of them."""

    label: str
    total: int
    done: int
    query: dict[str, str]
    holder: str = ""

    @property
    def left(self) -> int:
        return self.total - self.done

    @property
    def words(self) -> str:
        return urlencode(self.query)


@dataclass(frozen=True)
class Progress:
    campaign: Campaign
    day: date
    due_on: date
    whole: Line
    villages: list[Line]
    kinds: list[Line]

    @property
    def days_late(self) -> int:
        """Days since the campaign's end while some site was not looked at; 0 for in time."""
        return max(0, (self.day - self.due_on).days) if self.whole.left else 0

    @property
    def days_left(self) -> int:
        return max(0, (self.due_on - self.day).days)


def last_day_of(campaign: Campaign) -> date:
    """The day as of which a campaign is shown: today, or the day it was ended."""
    ended = campaign.withdrawn_at
    return timezone.localdate(ended) if ended else timezone.localdate()


def progress_of(campaign: Campaign, reader: User) -> Progress:
    """Numbers of the campaign's sites by village and by kind. Six queries."""
    day = last_day_of(campaign)
    total, done = count_sites(campaign, day)
    shares = {share.village_id: share for share in campaign.shares.select_related("unit", "person")}

    def of_village(key: int | None, label: str, word: str) -> Line:
        counts = [
            sum(n for (village, _), n in counted.items() if village == key) for counted in (total, done)
        ]
        holder = in_words(shares.get(key) or shares.get(None), reader)
        return Line(label, counts[0], counts[1], {"village": word}, holder)

    def of_kind(kind: HazardKind) -> Line:
        counts = [sum(n for (_, key), n in counted.items() if key == kind.pk) for counted in (total, done)]
        return Line(kind.name, counts[0], counts[1], {"kind": kind.code})

    villages = Village.objects.filter(pk__in={village for village, _ in total if village})
    village_lines = [
        of_village(village.pk, village.full_name, str(village.pk))
        for village in villages.defer("boundary").order_by(by_name())
    ]
    if any(village is None for village, _ in total):
        village_lines.append(of_village(None, "", NO_VILLAGE))
    kinds = HazardKind.objects.filter(pk__in={kind for _, kind in total})
    return Progress(
        campaign=campaign,
        day=day,
        due_on=working_days().due_day(campaign.due_on),
        whole=Line("", sum(total.values()), sum(done.values()), {}),
        villages=village_lines,
        kinds=[of_kind(kind) for kind in kinds],
    )


def count_sites(campaign: Campaign, day: date) -> tuple[Counter, Counter]:
    """Sites, and those looked at, by (village, kind). One query."""
    total: Counter = Counter()
    done: Counter = Counter()
    rows = HazardSite.objects.in_campaign(campaign, day).order_by()
    for village, kind, is_looked_at, number in rows.values_list("village", "kind", "is_looked_at").annotate(
        number=Count("pk")
    ):
        total[village, kind] += number
        done[village, kind] += number * is_looked_at
    return total, done


def in_words(share: CampaignShare | None, reader: User) -> str:
    if share is None:
        return ""
    return str(share.person) if share.person else access.unit_in_words(reader, share.unit)


def own_share(campaign: Campaign, user: User) -> Q | None:
    """Which of a campaign's sites are `user`'s to look at; None for who has no share. Two queries."""
    shares = list(campaign.shares.all())
    units = set(units_of(user).values_list("pk", flat=True))
    own = [share for share in shares if share.person_id == user.pk or share.unit_id in units]
    if not own:
        return None
    villages = {share.village_id for share in own if share.village_id}
    condition = Q(village__in=villages)
    if any(share.village_id is None for share in own):
        condition |= the_rest(shares)
    return condition


def the_rest(shares: Iterable[CampaignShare]) -> Q:
    """Sites in no village, or in one that nobody was given."""
    return Q(village=None) | ~Q(village__in={share.village_id for share in shares if share.village_id})
