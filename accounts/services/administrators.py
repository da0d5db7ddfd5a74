"""Somebody must be left who manages people."""

from django.utils.translation import gettext as _

from accounts.errors import NotDoneError
from accounts.models import Membership, User
from accounts.people import administrators
from areas.models import Commune


def refuse_last_administrator(person: User) -> None:
    """NotDoneError when a commune, or the whole database, would be left without an administrator."""
    held = person.memberships.current().filter(role__code="administrator", province_code="")
    places: list[Commune | None] = [post.commune for post in held.select_related("commune")]
    if person.is_superuser:
        places.append(None)
    for place in places:
        refuse_last_of(place, person)


def refuse_last_post(post: Membership) -> None:
    """The same, when this one post ends."""
    if post.role.code == "administrator" and not post.province_code:
        refuse_last_of(post.commune, post.user)


def refuse_last_of(place: Commune | None, person: User) -> None:
    """`place` is a commune, or None for the whole database."""
    # Locked, so that two of them can't leave at the same moment.
    if set(administrators(place).select_for_update()) == {person}:
        words = {"name": person, "place": place or _("the whole database")}
        raise NotDoneError(
            _("%(name)s is the last administrator of %(place)s. Please name another one first.") % words
        )
