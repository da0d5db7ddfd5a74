"""Who may see whom, and whose log-in an administrator may touch.

Seeing somebody needs a post of theirs, held now or before, in a commune where the reader may see
people. Touching the log-in (link, e-mail, second factor, leaving) needs all of their present posts
there: else an administrator of one commune could take over an account that works in another.
"""

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts import access
from accounts.models import Membership, User
from areas.models import Commune

THING = "user"


def reach(reader: User, deed: str) -> frozenset[int] | None:
    """Keys of the communes whose people `reader` may do `deed` to; None for all of them."""
    return access.reach(reader, deed, THING)


def visible_to(reader: User) -> QuerySet[User]:
    """People whom `reader` may know of."""
    communes = reach(reader, access.SEE)
    if communes is None:
        return User.objects.all()
    return User.objects.filter(Exists(Membership.objects.filter(user=OuterRef("pk"), commune__in=communes)))


def people_in(commune: Commune) -> QuerySet[User]:
    """Whoever holds or held a post in `commune`."""
    return User.objects.filter(Exists(Membership.objects.filter(user=OuterRef("pk"), commune=commune)))


def without_post() -> QuerySet[User]:
    """Whoever holds no post today, wherever they held one before."""
    held = Membership.objects.current().filter(user=OuterRef("pk"))
    return User.objects.filter(~Exists(held))


def telling_posts(person: User) -> list[Membership]:
    """The posts that say whose person somebody is: those of today, else the last to end. One query."""
    posts = list(person.memberships.all())
    current = [post for post in posts if post.is_current]
    last = max((post.until for post in posts if post.until), default=None)
    return current or [post for post in posts if post.until == last]


def has_in_hand(reader: User, person: User, deed: str = access.CHANGE) -> bool:
    """Whether the whole account of `person` lies within what `reader` may do `deed` to.

    Superusers are for those who reach everywhere, and are changed by their like alone. One query.
    """
    if person.is_superuser and not reader.is_superuser and deed != access.SEE:
        return False
    communes = reach(reader, deed)
    if communes is None:
        return True
    if person.is_superuser:
        return False
    posts = telling_posts(person)
    return bool(posts) and all(post.commune_id in communes for post in posts)


def may_touch_post(reader: User, post: Membership, deed: str = access.CHANGE) -> bool:
    """Whether `reader` may change or end `post`: one over many communes only who reaches all."""
    communes = reach(reader, deed)
    if post.user.is_superuser and not reader.is_superuser:
        return False
    return communes is None or (post.commune_id is not None and post.commune_id in communes)


def may_be_given_a_post(reader: User, person: User) -> bool:
    """Whether somebody who is known here already may be given a post by `reader`.

    Who works somewhere today, or is in the reader's hand. Others could be taken over by it.
    """
    if not person.is_active or (person.is_superuser and not reader.is_superuser):
        return False
    works = Membership.objects.current().filter(user=person).exists()
    return works or has_in_hand(reader, person)


def administrators(commune: Commune | None) -> QuerySet[User]:
    """People with a password who manage `commune` alone by their post; everything, for None."""
    posts = Membership.objects.current().filter(role__code="administrator")
    held = posts.filter(user=OuterRef("pk"), commune=commune, province_code="")
    manages = Exists(held) if commune else Exists(held) | Q(is_superuser=True)
    return User.objects.filter(manages, is_active=True).exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX)
