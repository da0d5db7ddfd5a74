"""Deeds: ask for a file, make it, cancel, remove, ask again, tidy up."""

import hashlib
import json
import logging
from datetime import timedelta
from time import time
from typing import Any, Final

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from accounts.models import User
from areas.models import Commune
from audit.log import Deed, record
from deliveries import notify, store
from deliveries.makers import CancelledError, CannotBeMadeError, Made, maker_of, may_have, stands_already
from deliveries.models import Delivery, DeliveryQuerySet
from deliveries.progress import Teller

log = logging.getLogger(__name__)

State = Delivery.State
# What is no longer of use stays in the list for so long.
LISTED: Final = timedelta(days=30)
# A file without a delivery is one that is just being put away, or was left by a server that stopped.
STRAY_S: Final = 24 * 60 * 60


class TooManyError(Exception):
    """The person waits for as many files as one may."""


@transaction.atomic
def ask(
    user: User, kind: str, params: dict[str, Any], title: str, commune: Commune | None = None
) -> tuple[Delivery, bool]:
    """The delivery of what is asked for, in the language of now, and whether it is a new one.

    What is being made already is not made twice. KeyError for a kind that nobody makes,
    PermissionDenied when the file is not for `user`, TooManyError.
    """
    maker_of(kind)
    if not may_have(user, kind, params):
        raise PermissionDenied
    # Two who ask at once come one after the other.
    User.objects.select_for_update().get(pk=user.pk)
    language = translation.get_language() or settings.LANGUAGE_CODE
    own = Delivery.objects.filter(user=user)
    give_up_lost(own)
    key = asked_key(kind, params, language)
    same = own.open().filter(asked_key=key).first()
    if same:
        return same, False
    if own.open().count() >= settings.DELIVERIES_AT_ONCE:
        raise TooManyError
    asked = Delivery.objects.create(
        user=user,
        commune=commune,
        kind=kind,
        title=title[:200],
        params=params,
        asked_key=key,
        language=language,
    )
    return asked, True


def asked_key(kind: str, params: dict[str, Any], language: str) -> str:
    return hashlib.sha256(json.dumps([kind, params, language], sort_keys=True).encode()).hexdigest()


def make(delivery: Delivery) -> None:
    """Make the file and put it on the shelf, unless somebody else is at it or it is not wanted any more."""
    mine = Delivery.objects.filter(pk=delivery.pk, state=State.WAITING)
    if not mine.update(state=State.WORKING, told_at=timezone.now()):
        return
    with translation.override(delivery.language):
        try:
            finish(delivery, made_of(delivery))
        except CancelledError:
            store.drop([delivery.pk])
        except PermissionDenied:
            fail(delivery, _("You may no longer have this file."))
        except CannotBeMadeError as why:
            fail(delivery, str(why))
        except Exception:
            fail(delivery, _("Something went wrong on our side. Please ask again."))
            raise


def made_of(delivery: Delivery) -> Made:
    """PermissionDenied when the person lost the right meanwhile."""
    if not may_have(delivery.user, delivery.kind, delivery.params):
        raise PermissionDenied
    return maker_of(delivery.kind).make(Teller(delivery.pk), delivery.user, **delivery.params)


def finish(delivery: Delivery, made: Made) -> None:
    """CancelledError when it was cancelled, removed or given up before it was ready."""
    size, now = store.keep(delivery.pk, made.content), timezone.now()
    with transaction.atomic():
        ready = Delivery.objects.filter(pk=delivery.pk, state=State.WORKING).update(
            state=State.DONE,
            sentence="",
            file_name=made.name,
            content_type=made.content_type,
            size=size,
            made_at=now,
            expires_at=now + timedelta(days=settings.DELIVERY_DAYS),
        )
        if not ready:
            raise CancelledError
        record(
            Deed.EXPORTED,
            actor=delivery.user,
            about=delivery.title,
            commune=delivery.commune,
            what="delivery_made",
        )
        notify.ended(delivery, notify.READY)


@transaction.atomic
def fail(delivery: Delivery, why: str) -> bool:
    """Whether it was open until now; why it was not made stands in the list."""
    store.drop([delivery.pk])
    failed = Delivery.objects.open().filter(pk=delivery.pk).update(state=State.FAILED, sentence=why[:300])
    if failed:
        notify.ended(delivery, notify.NOT_MADE)
    return bool(failed)


def give_up_lost(among: DeliveryQuerySet) -> int:
    """Those that ended with their server; how many."""
    lost = among.lost().select_related("user")
    given_up = 0
    for delivery in lost:
        with translation.override(delivery.language):
            given_up += fail(delivery, _("It was broken off when the server stopped. Please ask again."))
    return given_up


@transaction.atomic
def cancel(delivery: Delivery) -> bool:
    """Whether it was not ready yet. Whoever makes it learns of it at the next step."""
    wanted = Delivery.objects.open().filter(pk=delivery.pk)
    # Waits for who is doing for good what the file tells of.
    if not wanted.select_for_update().first() or stands_already(delivery.kind, delivery.params):
        return False
    return bool(wanted.update(state=State.CANCELLED, sentence=""))


def remove(delivery: Delivery) -> bool:
    """Take it off the list, its file too; not while it is being made."""
    if not Delivery.objects.exclude(state__in=Delivery.OPEN).filter(pk=delivery.pk).delete()[0]:
        return False
    store.drop([delivery.pk])
    return True


def drop_expired() -> int:
    """Remove files whose time is over or whose person left, and rows that are of no use; how many files."""
    give_up_lost(Delivery.objects.all())
    now = timezone.now()
    over = Delivery.objects.with_file().filter(Q(expires_at__lte=now) | Q(user__is_active=False))
    keys = list(over.values_list("pk", flat=True))
    store.drop(keys)
    Delivery.objects.filter(pk__in=keys).update(state=State.EXPIRED)
    Delivery.objects.exclude(state__in=[*Delivery.OPEN, State.DONE]).filter(
        asked_at__lt=now - LISTED - timedelta(days=settings.DELIVERY_DAYS)
    ).delete()
    return len(keys)


def drop_strays() -> int:
    """Remove files that belong to no delivery; how many."""
    known = {str(key) for key in Delivery.objects.with_file().values_list("pk", flat=True)}
    now = time()
    strays = [name for name in store.names() if name not in known and store.age_s(name, now) > STRAY_S]
    store.drop(strays)
    return len(strays)
