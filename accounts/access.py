"""Who may see and do what. This module does not know what is being guarded.

A rule names a *thing* ("site", "measure" …) and a *deed* ("see", "add", "change"). What is
guarded passes the commune and village it lies in.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from accounts.models import Membership, Unit, User
from areas.models import Commune, Village

# Whoever sends a request; a stranger holds no grant.
Reader = User | AnonymousUser

SEE: Final = "see"
ADD: Final = "add"
CHANGE: Final = "change"
READ_ONLY: Final = {SEE}
KEEP: Final = {SEE, ADD, CHANGE}
# Look-up tables are common to all communes: staff add what is missing, administrators change.
EXTEND: Final = {SEE, ADD}

THINGS: Final = (
    "site", "measure", "inspection", "photo", "campaign", "incident", "play_space", "school", "contact", "kind",
    "area",
)  # fmt: skip

# Role code → thing → deeds. What is not written is not allowed.
RIGHTS: Final[dict[str, dict[str, set[str]]]] = {
    "economic_staff": {
        "site": KEEP, "measure": KEEP, "inspection": KEEP, "contact": READ_ONLY,
        "photo": KEEP, "campaign": KEEP, "incident": READ_ONLY,
        "play_space": READ_ONLY, "school": READ_ONLY, "kind": EXTEND, "area": READ_ONLY,
    },
    "culture_staff": {
        "site": READ_ONLY, "measure": READ_ONLY, "inspection": READ_ONLY, "contact": READ_ONLY,
        "photo": READ_ONLY, "campaign": READ_ONLY, "incident": READ_ONLY,
        "play_space": KEEP, "school": KEEP, "kind": EXTEND, "area": READ_ONLY,
    },
    "service_centre": {
        "site": READ_ONLY, "measure": READ_ONLY, "inspection": READ_ONLY,
        "photo": READ_ONLY, "campaign": READ_ONLY,
        "play_space": KEEP, "school": READ_ONLY, "area": READ_ONLY,
    },
    "village_collaborator": {
        "site": KEEP, "measure": KEEP, "inspection": KEEP,
        "photo": KEEP, "campaign": READ_ONLY,
        "play_space": READ_ONLY, "school": READ_ONLY, "area": READ_ONLY,
    },
    "school_staff": {
        "site": READ_ONLY, "measure": READ_ONLY, "inspection": READ_ONLY,
        "photo": READ_ONLY,
        "play_space": READ_ONLY, "school": READ_ONLY, "area": READ_ONLY,
    },
    "health_station": {
        "site": READ_ONLY, "measure": READ_ONLY, "inspection": READ_ONLY,
        "photo": READ_ONLY, "incident": KEEP,
        "play_space": READ_ONLY, "school": READ_ONLY, "area": READ_ONLY,
    },
    "police": {
        "site": READ_ONLY, "measure": READ_ONLY, "inspection": READ_ONLY, "contact": READ_ONLY,
        "photo": READ_ONLY, "incident": KEEP,
        "play_space": READ_ONLY, "school": READ_ONLY, "area": READ_ONLY,
    },
    "leader": {
        "site": READ_ONLY, "measure": READ_ONLY, "inspection": READ_ONLY, "contact": READ_ONLY,
        "photo": READ_ONLY, "campaign": READ_ONLY, "incident": READ_ONLY,
        "play_space": READ_ONLY, "school": READ_ONLY, "area": READ_ONLY,
    },
    "city_viewer": {
        "site": READ_ONLY, "measure": READ_ONLY, "inspection": READ_ONLY,
        "photo": READ_ONLY, "campaign": READ_ONLY,
        "play_space": READ_ONLY, "school": READ_ONLY, "area": READ_ONLY,
    },
    "administrator": dict.fromkeys(THINGS, KEEP),
}  # fmt: skip


@dataclass(frozen=True)
class Grant:
    """What one membership allows, and where: `commune_id` None is everywhere."""

    commune_id: int | None
    village_id: int | None
    rights: dict[str, set[str]] = field(hash=False)

    def allows(self, deed: str, thing: str, commune_id: int | None, village_id: int | None) -> bool:
        if deed not in self.rights.get(thing, ()):
            return False
        if self.commune_id not in (None, commune_id):
            return False
        # A collaborator sees the whole commune, and works in the own village.
        return deed == SEE or self.village_id in (None, village_id)


def grants(user: Reader) -> list[Grant]:
    """What `user` holds today; costs one query the first time, then none."""
    if not user.is_authenticated or not user.is_active:
        return []
    if not hasattr(user, "_grants"):
        if user.is_superuser:
            user._grants = [Grant(None, None, RIGHTS["administrator"])]
        else:
            held = Membership.objects.current().filter(user=user).select_related("role")
            user._grants = [grant_of(post) for post in held]
    return user._grants


def who_may(people: Iterable[User], deed: str, thing: str, commune_id: int | None) -> set[User]:
    """Of `people`, those who may do `deed` to a `thing` somewhere in a commune. One query for all."""
    asked = set(people)
    load_grants(asked)
    return {
        user for user in asked if any(grant.allows(deed, thing, commune_id, None) for grant in grants(user))
    }


def load_grants(people: Iterable[User]) -> None:
    """Ask once for what all of `people` hold, so that `grants` of each costs nothing."""
    asked = [
        user for user in people if user.is_active and not user.is_superuser and not hasattr(user, "_grants")
    ]
    held = defaultdict(list)
    for post in Membership.objects.current().filter(user__in=asked).select_related("role"):
        held[post.user_id].append(grant_of(post))
    for user in asked:
        user._grants = held[user.pk]


def grant_of(post: Membership) -> Grant:
    return Grant(post.commune_id, post.village_id, RIGHTS.get(post.role.code, {}))


def may(
    user: Reader, deed: str, thing: str, commune: Commune | None = None, village: Village | None = None
) -> bool:
    """Whether `user` may do `deed` to a `thing` lying in `commune` and `village`."""
    commune_id = commune.pk if commune else None
    village_id = village.pk if village else None
    return any(grant.allows(deed, thing, commune_id, village_id) for grant in grants(user))


def may_anywhere(user: Reader, deed: str, thing: str) -> bool:
    """Whether `user` may do `deed` to a `thing` in some commune at least."""
    return any(deed in grant.rights.get(thing, ()) for grant in grants(user))


def require(
    user: Reader, deed: str, thing: str, commune: Commune | None = None, village: Village | None = None
) -> None:
    """PermissionDenied unless `may`."""
    if not may(user, deed, thing, commune, village):
        raise PermissionDenied


def unit_in_words(user: Reader, unit: Unit | None) -> str:
    """Its name; of a household only that it is one, for whoever may not see contacts there."""
    if unit is None:
        return ""
    if unit.type != Unit.Type.OWNER or may_see_owners(user, unit.commune_id):
        return unit.name
    return str(unit.get_type_display())


def may_see_owners(user: Reader, commune_id: int | None) -> bool:
    """Names of owners and households are for those staff of a commune who deal with them."""
    return any(grant.allows(SEE, "contact", commune_id, None) for grant in grants(user))


def communes_for(user: Reader, deed: str = SEE, thing: str = "area") -> QuerySet[Commune]:
    """Communes in which `user` may do `deed` to some `thing`."""
    places = [grant.commune_id for grant in grants(user) if deed in grant.rights.get(thing, ())]
    if None in places:
        return Commune.objects.all()
    return Commune.objects.filter(pk__in=[place for place in places if place is not None])


def within_reach(user: Reader, deed: str, thing: str) -> Q:
    """Condition on rows with `commune` and `village` that `user` may do `deed` to."""
    reach = Q(pk__in=[])
    for grant in grants(user):
        if deed not in grant.rights.get(thing, ()):
            continue
        place = Q()
        if grant.commune_id is not None:
            place &= Q(commune=grant.commune_id)
        if grant.village_id is not None and deed != SEE:
            place &= Q(village=grant.village_id)
        if not place:
            return Q()
        reach |= place
    return reach
