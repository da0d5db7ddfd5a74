"""Who works in a unit, and for which units a person works: notices and *My work* follow it."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from accounts.models import Membership, Unit, User
from areas.models import Commune


def units_of(user: User) -> QuerySet[Unit]:
    """Units that a person works for: named with the post, or that of the collaborator's village."""
    posts = Membership.objects.current().filter(user=user)
    own = Q(pk__in=posts.filter(unit__isnull=False).values("unit"))
    of_village = Q(
        type=Unit.Type.VILLAGE, village__in=posts.filter(unit=None, village__isnull=False).values("village")
    )
    return Unit.objects.filter(own | of_village)


def members_of(units: Iterable[Unit]) -> QuerySet[User]:
    """People who work for any of `units` today and may log in. One query, when it is read."""
    units = list(units)
    villages = [unit.village_id for unit in units if unit.type == Unit.Type.VILLAGE and unit.village_id]
    today = timezone.localdate()
    current = Q(memberships__until=None) | Q(memberships__until__gte=today)
    in_unit = Q(memberships__unit__in=units)
    in_village = Q(memberships__unit=None, memberships__village__in=villages)
    return User.objects.filter(current & (in_unit | in_village), is_active=True).distinct()


def members_by_unit(units: Collection[Unit]) -> dict[int, set[User]]:
    """`members_of` each of many units, by the unit's key. One query."""
    keys = {unit.pk for unit in units}
    by_village: dict[int, set[int]] = defaultdict(set)
    for unit in units:
        if unit.type == Unit.Type.VILLAGE and unit.village_id:
            by_village[unit.village_id].add(unit.pk)
    works_here = Q(unit__in=keys) | Q(unit=None, village__in=list(by_village))
    posts = Membership.objects.current().filter(works_here, user__is_active=True).select_related("user")
    members: dict[int, set[User]] = defaultdict(set)
    for post in posts:
        for key in {post.unit_id} if post.unit_id else by_village[post.village_id]:
            members[key].add(post.user)
    return members


def people_of(commune: Commune | None) -> QuerySet[User]:
    """People who hold a post in `commune` today, or work for one of its units, and may log in."""
    posts = Membership.objects.current().filter(user=OuterRef("pk"))
    there = posts.filter(Q(commune=commune) | Q(unit__commune=commune))
    return User.objects.filter(Exists(there), is_active=True) if commune else User.objects.none()
