"""Two people, or two clicks, at the same moment: each in a thread with a connection of its own."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection
from django.urls import reverse

from hazards.models import HazardSite, Incident
from tests.shapes import point

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


@pytest.fixture
def at_once() -> Callable:
    """`at_once(deed, deed)` starts all deeds together and gives what each returned."""

    def run(*deeds: Callable) -> list:
        start = Barrier(len(deeds), timeout=30)

        def one(deed: Callable):
            try:
                start.wait()
                return deed()
            finally:
                connection.close()

        with ThreadPoolExecutor(len(deeds)) as pool:
            return [future.result() for future in [pool.submit(one, deed) for deed in deeds]]

    return run


def test_of_two_who_save_at_once_one_wins_and_the_other_gets_both_versions(
    at_once, edit, lan, person, commune, pond
):
    binh = person("binh", "Bình", "economic_staff", commune)
    names = {lan: "Ao của Lan", binh: "Ao của Bình"}
    answers = at_once(*(lambda who=who: edit(who, pond, name=names[who]) for who in names))
    won, lost = sorted(answers, key=lambda response: response.status_code, reverse=True)
    assert (won.status_code, lost.status_code) == (302, 200)
    stored = HazardSite.objects.get()
    mine = lost.context["form"]["name"].value()
    assert {stored.name, mine} == set(names.values())
    rows = {row.label: (row.mine, row.stored) for row in lost.context["differences"]}
    assert rows["Name"] == (mine, stored.name)
    assert (stored.version, stored.history.count()) == (2, 2)


def test_a_double_click_on_save_stores_a_place_once(at_once, log, answers):
    sent = answers()
    first, second = at_once(lambda: log(sent), lambda: log(sent))
    assert first.url == second.url
    assert HazardSite.objects.count() == 1
    assert HazardSite.objects.get().history.count() == 1


def test_a_double_click_on_save_stores_an_accident_once(at_once, as_user, person, commune, village):
    tam = person("tam", "Tâm", "health_station", commune)
    sent = {
        "id": "6f1f9f0e-6c33-4a8c-8d51-0f6d1a3f4b5c",
        "geometry": point(10, 10).geojson,
        "on": "01/02/2026",
        "kind": "drowning",
        "outcome": "unharmed",
    }
    clicks = [lambda: as_user(tam).post(reverse("incident-new"), sent)] * 2
    assert [response.status_code for response in at_once(*clicks)] == [302, 302]
    assert Incident.objects.count() == 1
