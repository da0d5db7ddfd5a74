"""Making, withdrawing and using one-time links."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import links, throttling
from accounts.errors import NotDoneError
from accounts.models import Session, User
from areas.models import Commune
from audit.log import Deed, record


@transaction.atomic
def make_link(person: User, *, by: User | None, request=None, commune: Commune | None = None) -> User:
    """Let a new link be out for `person`; one made before is worthless. The password stays till then."""
    person = User.objects.select_for_update().get(pk=person.pk)
    if not person.is_active:
        raise NotDoneError(_("%(name)s has left and can't log in.") % {"name": person})
    person.link_made_at, person.link_made_by = timezone.now(), by
    person.save(update_fields=["link_made_at", "link_made_by"])
    record(Deed.LINK_MADE, request=request, actor=by, person=person, commune=commune)
    return person


@transaction.atomic
def withdraw_link(person: User, *, by: User, request=None, commune: Commune | None = None) -> None:
    """The link that is out is worthless."""
    if person.link_made_at is None:
        return
    person.link_made_at = None
    person.save(update_fields=["link_made_at"])
    record(Deed.LINK_MADE, request=request, actor=by, person=person, commune=commune, withdrawn=True)


@transaction.atomic
def use_link(person: User, token: str, password: str, *, request=None) -> User:
    """Set the password that the person chose. NotDoneError when the link was used meanwhile.

    Every log-in of before ends, and the lock after wrong passwords is taken off.
    """
    person = User.objects.select_for_update().get(pk=person.pk)
    if not links.tokens.check_token(person, token):
        raise NotDoneError(_("This link no longer works."))
    was_invited = links.is_invited(person)
    person.set_password(password)
    person.link_made_at = None
    person.save(update_fields=["password", "link_made_at"])
    Session.objects.filter(user=person).delete()
    throttling.lift(person.username)
    record(Deed.LINK_USED, request=request, actor=person, person=person, invitation=was_invited)
    record(Deed.PASSWORD_CHANGED, request=request, actor=person, person=person)
    return person
