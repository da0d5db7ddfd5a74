"""The server starts a process for long work while there is some."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from foundation import worker


class Process:
    """Runs until it is told otherwise."""

    ended = None

    def __init__(self, command):
        self.command = command

    def poll(self):
        return self.ended

    def wait(self):
        return 0


@pytest.fixture
def started(monkeypatch, settings):
    settings.STARTS_WORKER = True
    processes = []

    def start(command):
        processes.append(Process(command))
        return processes[-1]

    monkeypatch.setattr(worker.subprocess, "Popen", start)
    monkeypatch.setattr(
        worker.threading, "Thread", lambda **words: type("Idle", (), {"start": lambda self: None})()
    )
    monkeypatch.setattr(worker, "_worker", None)
    return processes


def queued(**facts) -> DBTaskResult:
    return DBTaskResult.objects.create(
        task_path="playspaces.tasks.compute_plan",
        queue_name="default",
        backend_name="default",
        args_kwargs={"args": [0], "kwargs": {}},
        run_after=timezone.now(),
        **facts,
    )


@pytest.mark.django_db
def test_one_process_is_started_for_what_waits_and_another_when_it_ended(started):
    worker.wake()
    assert started == []
    queued()
    worker.wake()
    worker.wake()
    assert len(started) == 1
    assert started[0].command[2:4] == ["db_worker", "--batch"]
    started[0].ended = 0
    worker.wake()
    assert len(started) == 2


@pytest.mark.django_db
def test_no_process_is_started_where_a_service_does_the_work(started, settings):
    settings.STARTS_WORKER = False
    queued()
    worker.wake()
    assert started == []


@pytest.mark.django_db
def test_tasks_that_ended_long_ago_leave_the_queue():
    queued(status="SUCCESSFUL", finished_at=timezone.now() - worker.KEPT - timedelta(days=1))
    queued(status="SUCCESSFUL", finished_at=timezone.now())
    queued()
    assert worker.drop_finished() == 1
    assert DBTaskResult.objects.count() == 2
