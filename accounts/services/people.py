"""Deeds on people: invite, change, leave, come back. Each is one transaction and in the log."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import two_factor
from accounts.errors import NotDoneError
from accounts.models import Membership, Session, User
from accounts.services.administrators import refuse_last_administrator
from accounts.services.links import make_link
from accounts.services.posts import give_post, stop
from accounts.throttling import lift
from areas.models import Commune
from audit.log import Deed, record

DETAILS = ("full_name", "email", "phone")


@transaction.atomic
def invite(person: User, post: Membership, *, by: User, request=None) -> User:
    """Store a person who has no password yet, with a first post; the one-time link is out."""
    person.set_unusable_password()
    person.save()
    record(
        Deed.INVITED, request=request, actor=by, person=person, commune=post.commune, username=person.username
    )
    give_post(person, post)
    return make_link(person, by=by, request=request, commune=post.commune)


@transaction.atomic
def edit_person(person: User, *, by: User, request=None, commune: Commune | None = None) -> None:
    """Store name, e-mail and phone as they stand on `person`."""
    stored = User.objects.select_for_update().get(pk=person.pk)
    changes = {
        name: [getattr(stored, name), getattr(person, name)]
        for name in DETAILS
        if getattr(stored, name) != getattr(person, name)
    }
    if changes:
        person.save(update_fields=list(changes))
        record(
            Deed.PERSON_CHANGED, request=request, actor=by, person=person, commune=commune, changes=changes
        )


@transaction.atomic
def leave(person: User, *, by: User, request=None, commune: Commune | None = None) -> None:
    """The person may no longer log in, from this moment on; what they did keeps their name.

    The password goes too, so that coming back needs a new link. NotDoneError for oneself and for
    the last administrator.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if person == by:
        raise NotDoneError(_("You can't deactivate yourself. Please ask another administrator."))
    refuse_last_administrator(person)
    person.is_active, person.left_on, person.link_made_at = False, timezone.localdate(), None
    person.set_unusable_password()
    person.save()
    record(Deed.PERSON_LEFT, request=request, actor=by, person=person, commune=commune)
    for post in person.memberships.current():
        stop(post)
    Session.objects.filter(user=person).delete()


@transaction.atomic
def come_back(person: User, *, by: User, request=None, commune: Commune | None = None) -> None:
    """The person may log in again, once a new link is made and a post given."""
    person.is_active, person.left_on = True, None
    person.save(update_fields=["is_active", "left_on"])
    record(Deed.PERSON_BACK, request=request, actor=by, person=person, commune=commune)


@transaction.atomic
def end_sessions(person: User, *, by: User, request=None, commune: Commune | None = None) -> int:
    """Log the person out everywhere; how many log-ins that ended."""
    ended, _rows = Session.objects.filter(user=person).delete()
    if ended:
        record(Deed.SESSION_ENDED, request=request, actor=by, person=person, commune=commune, number=ended)
    return ended


@transaction.atomic
def unlock(person: User, *, by: User, request=None, commune: Commune | None = None) -> None:
    """Let the person try to log in again at once, after too many wrong attempts."""
    lift(person.username)
    record(Deed.PERSON_CHANGED, request=request, actor=by, person=person, commune=commune, unlocked=True)


@transaction.atomic
def reset_second_factor(person: User, *, by: User, request=None, commune: Commune | None = None) -> None:
    """Forget the person's telephone and recovery codes, and log them out everywhere."""
    two_factor.switch_off(person)
    Session.objects.filter(user=person).delete()
    record(Deed.SECOND_FACTOR_OFF, request=request, actor=by, person=person, commune=commune)
