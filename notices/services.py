"""Tell people something, once each."""

from collections.abc import Iterable

from accounts.models import User
from notices.kinds import Words
from notices.models import Notice


def tell(people: Iterable[User], *, kind: str, words: Words, url: str, key: str) -> None:
    """A notice to each of `people`; who was told under the same `key` is not told again. One query."""
    store(Notice(user=user, kind=kind, words=dict(words), url=url, key=key) for user in set(people))


def store(notices: Iterable[Notice]) -> None:
    """Many at once; one that its person has already is left out."""
    Notice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=500)


def untold(notices: Iterable[Notice]) -> list[Notice]:
    """Those of `notices` that their person was not told yet. One query."""
    asked = list(notices)
    known = Notice.objects.filter(
        user__in={notice.user_id for notice in asked}, key__in={notice.key for notice in asked}
    )
    told = set(known.values_list("user", "key"))
    return [notice for notice in asked if (notice.user_id, notice.key) not in told]
