"""The security log at 200,000 entries: its pages against the keys of the same rows from bare SQL."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any, Final

from django.db import connection
from django.http import QueryDict

from accounts import access
from accounts.event_filter import EventFilter, events_for
from accounts.models import User
from accounts.views.audit import ON_A_PAGE, with_communes
from areas.models import Commune
from audit.models import Event
from benchmarks.city import BATCH

ENTRIES: Final = 200_000
LAST: Final = datetime(2026, 6, 30, 12, tzinfo=UTC)
SELDOM: Final = 1_000  # one entry in so many is an export

# Words of the address → the same in SQL.
QUESTIONS: Final = {
    "security log, first page": ("", "1 = 1"),
    "security log, one deed": ("deed=exported", "deed = 'exported'"),
    "security log, a person's name": (
        "person=nguoi 7-",
        "search_key LIKE '%%nguoi%%' AND search_key LIKE '%%7-%%'",
    ),
}


def build(scale: float) -> None:
    """Two years of log-ins, and now and then an export."""
    random.seed(2026)
    people = list(User.objects.filter(memberships__commune__isnull=False).order_by("pk"))
    communes = list(Commune.objects.order_by("pk").defer("boundary"))
    entries = (an_event(number, people, communes) for number in range(int(ENTRIES * scale)))
    while batch := list(islice(entries, BATCH)):
        Event.objects.bulk_create(batch)


def an_event(number: int, people: list[User], communes: list[Commune]) -> Event:
    actor = random.choice(people)
    seldom = number % SELDOM == 0
    return Event(
        at=LAST - timedelta(minutes=5 * number),
        deed=Event.Deed.EXPORTED if seldom else Event.Deed.LOGGED_IN,
        actor=actor,
        actor_name=f"Người {actor.username}",
        commune=random.choice(communes),
        address="10.0.0.5",
    )


def all_of_them() -> Iterator[tuple[str, Any, Any]]:
    reader = User(username="benchmark", is_superuser=True)
    for name, (words, where) in QUESTIONS.items():
        yield question(name, reader, words, where)


def question(name: str, reader: User, words: str, where: str) -> tuple[str, Any, Any]:
    def ours() -> list[int]:
        found = EventFilter(QueryDict(words)).narrow(events_for(reader, access.SEE))
        return [event.pk for event in with_communes(found)[:ON_A_PAGE]]

    def bare() -> list[int]:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM audit_event WHERE {where} ORDER BY at DESC, id DESC LIMIT %s", [ON_A_PAGE]
            )
            return [key for (key,) in cursor.fetchall()]

    assert ours() == bare() != [], name
    return name, ours, bare
