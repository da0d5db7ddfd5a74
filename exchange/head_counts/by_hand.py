"""One figure changed by hand, on record."""

from typing import Final

from django.db import transaction

from accounts.models import User
from areas.models import ChildCount, Village
from exchange.head_counts.ages import Band
from exchange.head_counts.entries import Settled
from exchange.head_counts.storing import Change, as_counted, write

REASON: Final = "by hand"  # in the history of a count


class CountMovedError(Exception):
    """Somebody else changed the count since it was shown; `current` is what is stored, None for nothing."""

    def __init__(self, current: ChildCount | None):
        super().__init__(f"{current} was changed meanwhile")
        self.current = current


def stored_count(village: Village, year: int) -> ChildCount | None:
    """With its ages; two queries."""
    return ChildCount.objects.filter(village=village, year=year).prefetch_related("by_age").first()


def seen_of(count: ChildCount | None) -> str:
    """What is stored, in a few signs, to notice that somebody else changed it since."""
    if count is None:
        return ""
    children, ages = as_counted(count)
    return " ".join([str(children), *(f"{band.key}:{number}" for band, number in sorted(ages.items()))])


@transaction.atomic
def change_count(
    village: Village, year: int, children: int, ages: dict[Band, int], *, seen: str, by: User
) -> None:
    """Store the figures, unless they are stored already; CountMovedError when `seen` is no longer so."""
    Village.objects.select_for_update().values_list("pk").get(pk=village.pk)
    change = Change(Settled(village, children, ages, rows=[]), stored_count(village, year))
    if change.is_same:
        return
    if seen_of(change.before) != seen:
        raise CountMovedError(change.before)
    write([change], year, by=by, reason=REASON)
