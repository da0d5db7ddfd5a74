"""What people are told of what they asked for."""

from typing import Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from deliveries.models import Delivery
from notices.kinds import NoticeKind, register
from notices.models import Notice
from notices.services import tell

READY: Final = "delivery-ready"
NOT_MADE: Final = "delivery-not-made"

register(
    NoticeKind(READY, _("“%(title)s” is ready to be fetched.")),
    NoticeKind(NOT_MADE, _("“%(title)s” could not be made.")),
)


def ended(delivery: Delivery, kind: str) -> None:
    """To whoever asked for it. One query."""
    tell(
        [delivery.user],
        kind=kind,
        words={"title": delivery.title},
        url=reverse("deliveries"),
        key=key_of(delivery),
    )


def fetched(delivery: Delivery) -> None:
    """Whoever has the file knows that it is ready."""
    notices = Notice.objects.filter(user=delivery.user_id, key=key_of(delivery))
    notices.unread().update(read_at=timezone.now())


def key_of(delivery: Delivery) -> str:
    return f"delivery {delivery.pk}"
