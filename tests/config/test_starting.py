"""What a server bounds that a command does not."""

import pytest
from django.db import OperationalError, connection, connections
from django.urls import reverse

from config import starting

on_postgis = pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no such limit")


@on_postgis
def test_question_that_takes_too_long_is_broken_off(db, settings, monkeypatch):
    settings.STATEMENT_MAX_S = 1
    monkeypatch.setitem(connections.settings["default"], "OPTIONS", {"options": "-c jit=off"})
    starting.bound_statements()
    starting.bound_statements()  # once is enough
    another = connection.copy()
    with pytest.raises(OperationalError, match="statement timeout"), another.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(5)")
    another.close()


@on_postgis
def test_work_of_the_day_takes_its_time(db):
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 1000")
        starting.take_time()
        cursor.execute("SHOW statement_timeout")
        assert cursor.fetchone() == ("0",)


def test_person_is_told_kindly(client, lan, monkeypatch):
    from psycopg.errors import QueryCanceled

    def slow(*args, **kwargs):
        raise OperationalError("canceling statement due to statement timeout") from QueryCanceled()

    client.force_login(lan)
    monkeypatch.setattr("maps.views.overview.workplace_of", slow)
    answer = client.get(reverse("overview"))
    assert answer.status_code == 503
    assert "mất quá nhiều thời gian" in answer.content.decode()
