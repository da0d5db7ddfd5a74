"""Giving, changing and ending posts. `accounts.post_log` writes them into the security log."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.errors import NotDoneError
from accounts.models import Membership, User
from accounts.services.administrators import refuse_last_post


@transaction.atomic
def give_post(person: User, post: Membership) -> Membership:
    """Give `post` (not stored yet) to `person`; one held before is held again. NotDoneError if held."""
    held = same_post(person, post)
    if held and held.is_current:
        raise NotDoneError(_("%(name)s holds this post already.") % {"name": person})
    given = held or post
    given.user, given.unit, given.until = person, post.unit, post.until
    given.save()
    return given


def same_post(person: User, post: Membership) -> Membership | None:
    """The same post of the same person in the same place, held today or once."""
    rows = Membership.objects.select_for_update().filter(user=person, role=post.role)
    return rows.filter(commune=post.commune, village=post.village, province_code=post.province_code).first()


@transaction.atomic
def change_post(post: Membership) -> None:
    """Store village, unit and last day. NotDoneError when the same post is held in that village, and
    for a last day of the last administrator."""
    if post.until:
        refuse_last_post(post)
    other = same_post(post.user, post)
    if other is None or other.pk == post.pk:
        post.save()
        return
    if other.is_current:
        raise NotDoneError(_("%(name)s holds this post already.") % {"name": post.user})
    # There is one row for a post in a place: that of before is held again.
    stop(Membership.objects.get(pk=post.pk))
    give_post(post.user, post)


@transaction.atomic
def end_post(post: Membership, *, by: User) -> None:
    """It gives no rights from this moment on. NotDoneError for the own, and the last administrator's."""
    if post.role.code == "administrator" and post.user == by:
        raise NotDoneError(_("You can't end your own post as administrator. Please ask another one."))
    refuse_last_post(post)
    stop(post)


def stop(post: Membership) -> None:
    """Its last day was yesterday: what a person may do is asked anew with each request."""
    post.until = timezone.localdate() - timedelta(days=1)
    post.save()
