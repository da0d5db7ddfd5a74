"""Who may see and do what: one table of posts, things and deeds, asked through Django's `has_perm`.

This module does not know what is being guarded. Whoever guards a thing names it ("site",
"measure" …), the deed, and the commune and village it lies in. Each right is a permission
`thing.deed` of the library `rules` (`user.has_perm("site.change", site)`); a room may narrow one
of its own in its `rules.py`. docs/rights.md shows the same table to people, and a test holds the
two together.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Final, NamedTuple, Protocol

import rules
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet

from accounts.models import Membership, Unit, User
from areas.models import Commune, Village

# Whoever sends a request; a stranger holds what the public holds.
Reader = User | AnonymousUser

SEE: Final = "see"
ADD: Final = "add"
CHANGE: Final = "change"
WITHDRAW: Final = "withdraw"
RESTORE: Final = "restore"
EXPORT: Final = "export"
DEEDS: Final = {"s": SEE, "a": ADD, "c": CHANGE, "w": WITHDRAW, "r": RESTORE, "x": EXPORT}

PUBLIC: Final = "public"
POSTS: Final = (
    PUBLIC, "school_staff", "village_collaborator", "economic_staff", "culture_staff", "service_centre",
    "health_station", "police", "leader", "city_viewer", "administrator",
)  # fmt: skip

# s see · a add · c change · w withdraw · r restore · x export. What is not written is not allowed.
# fmt: off
TABLE: Final[dict[str, tuple[str, ...]]] = {
    #               public school collab  econ      culture   centre   health  police  leader  city  admin
    # What is recorded of the commune.
    "site":        ("",    "s",   "sacw", "sacwrx", "sx",     "s",     "s",    "s",    "sx",   "sx", "sacwrx"),
    "measure":     ("",    "s",   "sacw", "sacwrx", "sx",     "s",     "s",    "s",    "sx",   "sx", "sacwrx"),
    "inspection":  ("",    "s",   "sacw", "sacwrx", "sx",     "s",     "s",    "s",    "sx",   "sx", "sacwrx"),
    "photo":       ("",    "s",   "sacw", "sacwrx", "s",      "s",     "s",    "s",    "s",    "s",  "sacwrx"),
    "campaign":    ("",    "",    "s",    "sacwrx", "s",      "s",     "",     "",     "s",    "s",  "sacwrx"),
    "history":     ("",    "",    "s",    "s",      "s",      "",      "",     "",     "s",    "s",  "s"),
    "incident":    ("",    "",    "",     "s",      "sx",     "",      "sacw", "sacw", "s",    "",   "sacwrx"),
    "play_space":  ("",    "s",   "s",    "s",      "sacwrx", "sacwrx", "s",   "s",    "sx",   "sx", "sacwrx"),
    # Candidates for new play spaces, and the scenarios that choose among them.
    "plan":        ("",    "",    "s",    "s",      "sacwrx", "sacwrx", "",    "",     "sacwx", "sacwx", "sacwrx"),
    "school":      ("",    "sc",  "s",    "s",      "sacwrx", "s",     "s",    "s",    "sx",   "sx", "sacwrx"),
    # The yearly self-check of a school against the model of the safe school.
    "self_check":  ("",    "sac", "",    "s",      "sacx",   "",      "s",    "",     "sx",   "sx", "sacx"),
    # What a school says for itself: that it has read of a danger, where it sees one.
    "school_word": ("",    "a",   "",    "",       "",       "",      "",     "",     "",     "",   ""),
    "head_count":  ("",    "",    "",     "s",      "sacx",   "s",     "",     "",     "s",    "s",  "sacx"),
    # Reports that have to be sent, as drafts; and as issued: adding one is issuing it.
    "period_report": ("", "",   "",     "sacwx",  "sacwx",  "",      "",     "",     "sacwx", "",  "sacwx"),
    "issued_report": ("", "",   "",     "sx",     "sx",     "",      "",     "",     "sawx", "sx", "sawx"),
    # Names and phones of owners, of households, of who reported a danger; notes for staff alone.
    "contact":     ("",    "",    "",     "sc",     "s",      "",      "",     "s",    "s",    "",   "scx"),
    # Who of the staff answers for something, by name: for those who work in the commune.
    "worker":      ("",    "s",   "sc",   "sc",     "s",      "s",     "s",    "s",    "s",    "",   "sc"),
    "note":        ("",    "",    "",     "sc",     "sc",     "",      "",     "",     "s",    "",   "sc"),
    # What people outside are warned of, and what they report.
    "warning":     ("s",   "s",   "s",    "s",      "s",      "s",     "s",    "s",    "s",    "s",  "s"),
    "report":      ("a",   "a",   "sa",   "sacx",   "sacx",   "a",     "a",    "sa",   "sa",   "a",  "sacx"),
    # What the work stands on.
    "area":        ("",    "s",   "s",    "s",      "s",      "s",     "s",    "s",    "s",    "s",  "sac"),
    "unit":        ("",    "",    "",     "s",      "s",      "",      "",     "",     "s",    "",   "sac"),
    "kind":        ("",    "",    "",     "sa",     "sa",     "",      "",     "",     "",     "",   "sac"),
    "target":      ("",    "s",   "s",    "s",      "s",      "s",     "s",    "s",    "s",    "s",  "sac"),
    "setting":     ("",    "",    "",     "",       "",       "",      "",     "",     "",     "",   "sac"),
    "import":      ("",    "",    "",     "sa",     "sa",     "",      "",     "",     "",     "",   "sa"),
    # People, and what the law asks about them.
    "user":        ("",    "",    "",     "",       "",       "",      "",     "",     "s",    "",   "sacwrx"),
    "audit":       ("",    "",    "",     "",       "",       "",      "",     "",     "",     "",   "sx"),
    "person_data": ("",    "",    "",     "",       "",       "",      "",     "",     "",     "",   "swx"),
}
# fmt: on
THINGS: Final = tuple(TABLE)
# Common to all communes: seen and added to from a post in any of them, changed from a post over all.
COMMON: Final = {"kind", "target", "setting"}

# Post → thing → deeds.
RIGHTS: Final[dict[str, dict[str, frozenset[str]]]] = {
    post: {thing: frozenset(DEEDS[letter] for letter in row[column]) for thing, row in TABLE.items()}
    for column, post in enumerate(POSTS)
}


class Located(Protocol):
    """Whatever lies in a commune, and perhaps in a village of it."""

    @property
    def commune_id(self) -> int | None: ...

    @property
    def village_id(self) -> int | None: ...


class Place(NamedTuple):
    """Where a thing lies that has no row yet. Without a commune: nowhere in particular."""

    commune_id: int | None
    village_id: int | None = None


@dataclass(frozen=True)
class Grant:
    """What one post allows, and where: `communes` None is everywhere, `village_id` None all of them."""

    communes: frozenset[int] | None
    village_id: int | None
    rights: dict[str, frozenset[str]] = field(hash=False)
    post: str = PUBLIC

    def knows(self, deed: str, thing: str) -> bool:
        """Whether it allows the deed somewhere."""
        if thing in COMMON and deed not in (SEE, ADD) and self.communes is not None:
            return False
        return deed in self.rights.get(thing, ())

    def allows(self, deed: str, thing: str, place: Located) -> bool:
        if not self.knows(deed, thing):
            return False
        if self.communes is not None and place.commune_id not in self.communes:
            return False
        # A collaborator sees the whole commune, and works in the own village.
        return deed == SEE or self.village_id in (None, place.village_id)


OF_THE_PUBLIC: Final = Grant(None, None, RIGHTS[PUBLIC])


def grants(user: Reader) -> list[Grant]:
    """What `user` holds today; costs one query the first time, then none."""
    if not user.is_authenticated:
        return [OF_THE_PUBLIC]
    if not user.is_active:
        return []
    if not hasattr(user, "_grants"):
        load_grants([user])
    return user._grants


def load_grants(people: Iterable[User]) -> None:
    """Ask once for what all of `people` hold, so that `grants` of each costs nothing.

    One query, and one more where somebody holds a post over a whole province.
    """
    asked = [user for user in people if user.is_active and not hasattr(user, "_grants")]
    for user in asked:
        user._grants, user._posts = [OF_THE_PUBLIC], []
        if user.is_superuser:
            user._grants.append(Grant(None, None, RIGHTS["administrator"], "administrator"))
    by_key = defaultdict(list)
    for user in asked:
        if not user.is_superuser:
            by_key[user.pk].append(user)
    if not by_key:
        return
    posts = Membership.objects.current().with_second_factor()
    held = list(posts.filter(user__in=by_key).select_related("role"))
    provinces = communes_of({post.province_code for post in held if post.province_code})
    for post in held:
        for user in by_key[post.user_id]:
            user._grants.append(grant_of(post, provinces))
            user._posts.append(post)


def posts_of(user: User) -> list[Membership]:
    """The posts `user` holds today, superusers none; costs what `grants` does."""
    return user._posts if grants(user) else []


def communes_of(province_codes: set[str]) -> dict[str, frozenset[int]]:
    """Keys of the communes of each province. One query, if there are any."""
    found: dict[str, set[int]] = defaultdict(set)
    if province_codes:
        rows = Commune.objects.filter(province_code__in=province_codes).values_list("province_code", "pk")
        for code, key in rows:
            found[code].add(key)
    return {code: frozenset(found[code]) for code in province_codes}


def grant_of(post: Membership, provinces: dict[str, frozenset[int]]) -> Grant:
    rights = RIGHTS.get(post.role.code, {})
    if post.commune_id:
        return Grant(frozenset({post.commune_id}), post.village_id, rights, post.role.code)
    return Grant(
        provinces.get(post.province_code) if post.province_code else None, None, rights, post.role.code
    )


# --- the permissions ------------------------------------------------------------------------


def permission(deed: str, thing: str) -> str:
    """Its name for `has_perm`. KeyError for what the table does not know: a slip of ours."""
    if thing not in TABLE or deed not in DEEDS.values():
        raise KeyError(f"accounts/access.py knows no {thing}.{deed}")
    return f"{thing}.{deed}"


def holds(deed: str, thing: str) -> rules.Predicate:
    """Holds a post that allows the deed where the thing lies; somewhere, when no thing is named."""

    def held(user: Reader, place: Located | None = None) -> bool:
        if place is None:
            return any(grant.knows(deed, thing) for grant in grants(user))
        return any(grant.allows(deed, thing, place) for grant in grants(user))

    return rules.predicate(held, name=f"holds {thing}.{deed}")


for _thing in TABLE:
    for _deed in DEEDS.values():
        rules.add_perm(permission(_deed, _thing), holds(_deed, _thing))


def may(
    user: Reader, deed: str, thing: str, commune: Commune | None = None, village: Village | None = None
) -> bool:
    """Whether `user` may do `deed` to a `thing` lying in `commune` and `village`."""
    return may_at(user, deed, thing, Place(commune.pk if commune else None, village.pk if village else None))


def may_at(user: Reader, deed: str, thing: str, place: Located) -> bool:
    """Whether `user` may do `deed` to a `thing` that lies where `place` does, or is it."""
    return user.has_perm(permission(deed, thing), place)  # type: ignore[arg-type]  # rules take any object


def may_anywhere(user: Reader, deed: str, thing: str) -> bool:
    """Whether `user` may do `deed` to a `thing` in some commune at least."""
    return user.has_perm(permission(deed, thing))


def may_everywhere(user: Reader, deed: str, thing: str) -> bool:
    """Whether `user` may do `deed` to a `thing` in every commune: what is bound to none is for them."""
    return any(grant.communes is None and grant.knows(deed, thing) for grant in grants(user))


def require(
    user: Reader, deed: str, thing: str, commune: Commune | None = None, village: Village | None = None
) -> None:
    """PermissionDenied unless `may`."""
    if not may(user, deed, thing, commune, village):
        raise PermissionDenied


def who_may(people: Iterable[User], deed: str, thing: str, commune_id: int | None) -> set[User]:
    """Of `people`, those who may do `deed` to a `thing` somewhere in a commune. One query for all."""
    asked = set(people)
    load_grants(asked)
    return {user for user in asked if holds_in(user, deed, thing, commune_id)}


def holds_in(user: Reader, deed: str, thing: str, commune_id: int | None) -> bool:
    """Whether `user` may do `deed` to a `thing` in some village of a commune at least."""
    return any(
        grant.knows(deed, thing) and (grant.communes is None or commune_id in grant.communes)
        for grant in grants(user)
    )


def unit_in_words(user: Reader, unit: Unit | None) -> str:
    """Its name; of a household only that it is one, for whoever may not see contacts there."""
    if unit is None:
        return ""
    if unit.type != Unit.Type.OWNER or may_see_owners(user, unit.commune_id):
        return unit.name
    return str(unit.get_type_display())


def person_in_words(user: Reader, person: User | None, commune_id: int | None) -> str:
    """The name of who answers for something in a commune; empty for whoever may not know it."""
    return str(person) if person and may_at(user, SEE, "worker", Place(commune_id)) else ""


def may_see_owners(user: Reader, commune_id: int | None) -> bool:
    """Names of owners and households are for those staff of a commune who deal with them."""
    return may_at(user, SEE, "contact", Place(commune_id))


# --- what a query may give --------------------------------------------------------------------


def reach(user: Reader, deed: str, thing: str) -> frozenset[int] | None:
    """Keys of the communes in which `user` may do `deed` to some `thing`; None for all of them."""
    keys: set[int] = set()
    for grant in grants(user):
        if grant.knows(deed, thing):
            if grant.communes is None:
                return None
            keys |= grant.communes
    return frozenset(keys)


def communes_for(user: Reader, deed: str = SEE, thing: str = "area") -> QuerySet[Commune]:
    """Communes in which `user` may do `deed` to some `thing`."""
    keys = reach(user, deed, thing)
    return Commune.objects.all() if keys is None else Commune.objects.filter(pk__in=keys)


def within_reach(user: Reader, deed: str, thing: str) -> Q:
    """Condition on rows with `commune` and `village` that `user` may do `deed` to."""
    reach = Q(pk__in=[])
    for grant in grants(user):
        if not grant.knows(deed, thing):
            continue
        place = Q()
        if grant.communes is not None:
            place &= Q(commune__in=grant.communes)
        if grant.village_id is not None and deed != SEE:
            place &= Q(village=grant.village_id)
        if not place:
            return Q()
        reach |= place
    return reach
