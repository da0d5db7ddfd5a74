"""The queue in the database, and the process that works on it: nothing of it is put on."""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings as ours
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django_tasks import task_backends
from django_tasks_db import DatabaseBackend
from django_tasks_db.models import DBTaskResult

from deliveries import makers, services, store
from deliveries.models import LOST_AFTER, Delivery
from deliveries.tasks import start
from maps.leaving import forms
from tests.conftest import TODAY
from tests.deliveries import worker

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)
LONGEST_S = 120  # a busy machine starts a process slowly


@pytest.fixture
def queue():
    """What is asked for stands in the table, as in the product."""
    immediate = task_backends["default"]
    task_backends["default"] = DatabaseBackend("default", {"OPTIONS": {}, "QUEUES": ["default"]})
    yield
    task_backends["default"] = immediate


@pytest.fixture
def story(tmp_path, monkeypatch):
    makers.discover()
    monkeypatch.setattr(makers, "_makers", dict(makers._makers))
    worker.register(tmp_path)
    return tmp_path


@pytest.fixture
def begin(tmp_path):
    """`begin()` starts the process, on the database and the shelf of the test."""
    begun = []
    told = connection.settings_dict
    if connection.vendor == "sqlite":
        database = f"spatialite:///{told['NAME']}"
    else:
        person = f"{told['USER']}:{told['PASSWORD']}"
        database = f"postgis://{person}@{told['HOST']}:{told['PORT'] or 5432}/{told['NAME']}"
    outside = os.environ | {
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "ANTOAN_SECRET_KEY": "for-tests-only",
        "ANTOAN_DELIVERIES": str(ours.DELIVERIES_ROOT),
    }

    def start_one() -> subprocess.Popen:
        command = [sys.executable, "-m", "tests.deliveries.worker", str(tmp_path)]
        begun.append(subprocess.Popen(command, cwd=ours.BASE_DIR, env=outside))  # noqa: S603  (our own)
        return begun[-1]

    yield start_one
    for process in begun:
        process.kill()
        process.wait()


def wait_for(happened: Callable[[], bool]) -> None:
    until = time.monotonic() + LONGEST_S
    while not happened():
        assert time.monotonic() < until
        time.sleep(0.1)


def state_of(delivery: Delivery) -> str:
    return Delivery.objects.get(pk=delivery.pk).state


def test_a_map_is_ordered_made_by_the_worker_and_fetched(queue, begin, client, minh, pond, monkeypatch):
    monkeypatch.setattr(forms, "MOST_COMMUNES", 0)
    client.force_login(minh)
    client.post(reverse("take-remediation"), {"in": "00679", "as_of": TODAY.isoformat()})
    delivery = Delivery.objects.get()
    assert (delivery.state, DBTaskResult.objects.get().status) == ("waiting", "READY")

    assert begin().wait(LONGEST_S) == 0
    assert (state_of(delivery), DBTaskResult.objects.get().status) == ("done", "SUCCESSFUL")
    answer = client.get(reverse("delivery-file", args=[delivery.pk]))
    assert "Ao cá Đại Áng" in b"".join(answer).decode()


def test_what_is_cancelled_while_it_is_made_ends_the_work_and_not_the_worker(
    queue, begin, story, client, minh
):
    waiting = start(minh, "slow_story", {}, "Truyện")
    services.cancel(waiting)
    working = start(minh, "slow_story", {}, "Truyện")
    process = begin()
    wait_for(lambda: state_of(working) == "working")
    wait_for(lambda: Delivery.objects.get(pk=working.pk).done > 1)
    client.force_login(minh)
    assert "Đang kể" in client.get(reverse("deliveries")).content.decode()
    client.post(reverse("delivery-cancel", args=[working.pk]))
    assert process.wait(LONGEST_S) == 0
    assert [state_of(one) for one in (waiting, working)] == ["cancelled", "cancelled"]
    assert not set(store.names()) & {str(waiting.pk), str(working.pk)}


def test_what_was_lost_with_its_worker_is_asked_for_again(queue, begin, story, client, minh):
    lost = start(minh, "slow_story", {}, "Truyện")
    process = begin()
    wait_for(lambda: Delivery.objects.get(pk=lost.pk).done > 0)
    process.kill()
    process.wait()
    assert state_of(lost) == "working"

    # Five minutes without a sign of life.
    Delivery.objects.filter(pk=lost.pk).update(told_at=timezone.now() - LOST_AFTER - timedelta(seconds=1))
    client.force_login(minh)
    assert "Bị ngắt" in client.get(reverse("deliveries")).content.decode()
    client.post(reverse("delivery-again", args=[lost.pk]))
    (story / "enough").touch()
    assert begin().wait(LONGEST_S) == 0
    again = Delivery.objects.exclude(pk=lost.pk).get()
    assert (again.state, store.fetch(again.pk).read().decode()) == ("done", "Hết chuyện")
