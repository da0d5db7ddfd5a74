"""Finds the person or the post that a page is about, and asks whether the reader may."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from accounts import access
from accounts.models import Membership, User
from accounts.people import THING, has_in_hand, may_touch_post, visible_to
from accounts.workplace import workplace_of
from areas.models import Commune


def commune_for(request: HttpRequest, deed: str) -> Commune:
    """The commune that the reader works in, 403 where they may not do `deed` to its people."""
    commune = workplace_of(request).commune
    access.require(request.user, deed, THING, commune)
    if commune is None:
        raise PermissionDenied
    return commune


def person_seen(request: HttpRequest, pk: int) -> User:
    """404 for somebody the reader may not know of."""
    return get_object_or_404(visible_to(request.user), pk=pk)


def person_in_hand(request: HttpRequest, pk: int) -> User:
    """404 for somebody unknown, 403 where the account is not wholly within the reader's reach."""
    person = person_seen(request, pk)
    if not has_in_hand(request.user, person):
        raise PermissionDenied
    return person


def another_in_hand(request: HttpRequest, pk: int) -> User:
    """The same, and not oneself: one's own log-in is changed on one's own pages."""
    person = person_in_hand(request, pk)
    if person == request.user:
        raise PermissionDenied
    return person


def post_in_hand(request: HttpRequest, pk: int, post_pk: int) -> Membership:
    """A post held today by a person whom the reader may know of."""
    person = person_seen(request, pk)
    posts = Membership.objects.select_related("user", "role", "commune", "village", "unit")
    post = get_object_or_404(posts.current().filter(user=person), pk=post_pk)
    if not may_touch_post(request.user, post):
        raise PermissionDenied
    return post


def home_of(person: User, reader: User) -> Commune | None:
    """The commune whose administrators read in the log what is done to `person`. One query or two."""
    communes = access.communes_for(reader, access.SEE, THING).defer("boundary")
    posts = person.memberships.filter(commune__in=communes).select_related("commune")
    held = sorted(posts, key=lambda post: post.is_current, reverse=True)
    return held[0].commune if held else None
