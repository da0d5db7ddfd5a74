"""How far a delivery is, as whoever makes it says it."""

from time import monotonic
from typing import Final
from uuid import UUID

from django.db import OperationalError
from django.utils import timezone

from deliveries.makers import CancelledError
from deliveries.models import Delivery

EVERY_S: Final = 0.5  # a person sees no more


class Teller:
    """The `Progress` that the maker of one delivery is given."""

    def __init__(self, key: UUID):
        self.key = key
        self.told = 0.0

    def __call__(self, done: int, total: int, sentence: str = "") -> None:
        is_last = 0 < total <= done
        if not is_last and monotonic() - self.told < EVERY_S:
            return
        self.told = monotonic()
        if not self.tell(done=max(done, 0), total=max(total, 0), sentence=sentence[:300]):
            raise CancelledError

    def tell(self, **words: object) -> bool:
        """Whether it is still wanted. Where another writer holds the database, a word is left out."""
        wanted = Delivery.objects.filter(pk=self.key, state=Delivery.State.WORKING)
        try:
            return bool(wanted.update(told_at=timezone.now(), **words))
        except OperationalError:
            return True
