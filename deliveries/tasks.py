"""Making a delivery, in the process for long work (docs/decisions/0009-tasks.md)."""

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final
from uuid import UUID

from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django_tasks import task

from accounts.models import User
from areas.models import Commune
from deliveries import services
from deliveries.models import Delivery
from foundation import worker

log = logging.getLogger(__name__)

SIGN_EVERY_S: Final = 30


@task()
def make_delivery(key: str) -> None:
    """Nothing happens where it is gone, cancelled or made already; then what is over is tidied up."""
    delivery = Delivery.objects.filter(pk=key).select_related("user", "commune").first()
    if delivery:
        with signs_of_life(delivery.pk):
            services.make(delivery)
    services.drop_expired()


@contextmanager
def signs_of_life(key: UUID) -> Iterator[None]:
    """Say now and then that somebody is at it still, however long a step takes."""
    stop = threading.Event()
    thread = threading.Thread(target=keep_telling, args=[key, stop], name="signs of life", daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


def keep_telling(key: UUID, stop: threading.Event, every_s: float = SIGN_EVERY_S) -> None:
    while not stop.wait(every_s):
        try:
            Delivery.objects.filter(pk=key, state=Delivery.State.WORKING).update(told_at=timezone.now())
        except DatabaseError:
            log.warning("A sign of life of delivery %s could not be written; another follows.", key)
        finally:
            connection.close()


def start(
    user: User, kind: str, params: dict[str, Any], title: str, commune: Commune | None = None
) -> Delivery:
    """Have the file made that `kind` and `params` ask for (`deliveries.makers`); `title` names it in the list.

    `params` are plain values. One that is being made for `user` already is given back. KeyError for a
    kind that nobody makes, PermissionDenied when the file is not for `user`, TooManyError.
    """
    with transaction.atomic():
        delivery, is_new = services.ask(user, kind, params, title, commune)
        if is_new:
            make_delivery.enqueue(str(delivery.pk))
    worker.wake()
    return delivery


def start_again(delivery: Delivery) -> Delivery:
    """In the place of one that came to nothing or whose time is over; what `start` raises."""
    with transaction.atomic():
        again = start(delivery.user, delivery.kind, delivery.params, delivery.title, delivery.commune)
        if again.pk != delivery.pk:
            services.remove(delivery)
    return again
