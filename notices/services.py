"""Tell people something, once each."""

from collections.abc import Iterable, Mapping

from accounts.models import User
from notices.models import Notice


def tell(people: Iterable[User], *, kind: str, words: Mapping[str, str], url: str, key: str) -> None:
    """A notice to each of `people`; who was told under the same `key` is not told again. One query."""
    rows = [Notice(user=user, kind=kind, words=dict(words), url=url, key=key) for user in set(people)]
    Notice.objects.bulk_create(rows, ignore_conflicts=True)
