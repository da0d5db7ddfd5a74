"""The work of the day: begun once, by whoever looks first, and one failing task stops no other."""

import threading
from datetime import datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from config import daily
from hazards.models import StatusSpan
from notices.models import DailyRun

HANOI = timezone.get_default_timezone()


@pytest.fixture
def done(monkeypatch):
    """The tasks that were done, in their order; "broken" always fails."""
    found = []

    def broken(day):
        raise RuntimeError("no such table")

    def task(day):
        found.append(day)
        return "done"

    monkeypatch.setattr(daily, "TASKS", {"first": task, "broken": broken, "last": task})
    return found


def at(hour: int, day: int = 30) -> datetime:
    return datetime(2026, 6, day, hour, 30, tzinfo=HANOI)


def test_nothing_is_begun_before_six(db, done):
    daily.look(at(5))
    assert (done, DailyRun.objects.count()) == ([], 0)


def test_first_look_after_six_does_the_work_and_later_ones_do_not(db, done):
    for hour in (6, 7, 23):
        daily.look(at(hour))
    assert done == [at(6).date()] * 2
    daily.look(at(6, day=29))
    assert len(done) == 4


def test_failing_task_stops_no_other_and_is_told(db, done):
    outcome = daily.work(at(6).date())
    assert outcome["first"] == outcome["last"] == "done"
    assert isinstance(outcome["broken"], RuntimeError)


def test_work_that_broke_off_is_taken_over(db, done):
    DailyRun.objects.create(day=at(6).date(), begun_at=timezone.now() - timedelta(hours=4))
    daily.look(at(10))
    assert len(done) == 2
    assert DailyRun.objects.get().finished_at


def test_work_under_way_is_left_to_whoever_does_it(db, done):
    DailyRun.objects.create(day=at(6).date())
    daily.look(at(10))
    assert done == []


def test_command_does_it_once_a_day_or_again_when_asked(db, monkeypatch, capsys):
    monkeypatch.setattr(daily, "TASKS", {"reminders": lambda day: "3 new"})
    call_command("daily")
    call_command("daily")
    call_command("daily", "--again")
    assert capsys.readouterr().out.splitlines() == [
        "reminders: 3 new",
        "Today's work was begun already.",
        "reminders: 3 new",
    ]


def test_command_ends_badly_when_a_task_failed(db, done):
    with pytest.raises(CommandError):
        call_command("daily")
    assert len(done) == 2


def test_real_tasks_find_nothing_to_do_in_an_empty_database(db):
    assert daily.work(at(6).date()) == {
        "statuses": "0 mended",
        "reminders": "0 new",
        "reports due": "0 new",
        "digests": "no mail server is set up",
        "staged photos": "0 dropped",
        "head count files": "0 put away",
        "log-ins": "0 failures dropped",
        "contacts": "0 erased",
        "security log": "0 dropped",
        "deliveries": "0 dropped",
        "finished tasks": "0 dropped",
    }


def test_a_status_that_passed_us_by_is_mended_and_told(pond, caplog):
    StatusSpan.objects.filter(site=pond).delete()
    assert daily.work(at(6).date())["statuses"] == "1 mended"
    assert StatusSpan.objects.on(at(6).date()).get().site_id == pond.pk
    assert "1 sites stood otherwise" in caplog.text
    assert daily.work(at(6).date())["statuses"] == "0 mended"


def test_who_writes_reports_is_reminded_before_one_is_due(village, lan, hoa):
    """Of the half-year: by 19 May."""
    day = at(6).date().replace(month=5, day=18)
    assert daily.work(day)["reports due"] == "1 new"
    assert "19/05/2026" in lan.notices.get(kind="report-due").text and not hoa.notices.exists()
    assert daily.work(day)["reports due"] == "0 new"


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_two_workers_that_look_at_once_do_it_once(done):
    start = threading.Barrier(2)

    def look() -> None:
        start.wait()
        daily.look(at(6))
        connection.close()

    workers = [threading.Thread(target=look) for _worker in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert len(done) == 2  # the two tasks that work, once each


def test_thread_goes_on_looking_after_a_look_that_failed(monkeypatch):
    looks, stop = [], threading.Event()

    def look(now) -> None:
        looks.append(now)
        if len(looks) == 2:
            stop.set()
        raise RuntimeError("database out of reach")

    monkeypatch.setattr(daily, "look", look)
    monkeypatch.setattr(daily, "take_time", lambda: None)
    monkeypatch.setattr(daily, "connection", type("Closed", (), {"close": staticmethod(lambda: None)}))
    daily.keep_looking(stop, every=0.001)
    assert len(looks) == 2


def test_every_worker_of_the_server_looks_unless_told_not_to(monkeypatch):
    from config import gunicorn

    started = []
    monkeypatch.setattr(daily, "start", lambda: started.append(True))
    gunicorn.post_worker_init(None)
    monkeypatch.setenv("ANTOAN_DAILY", "0")
    gunicorn.post_worker_init(None)
    assert started == [True]
