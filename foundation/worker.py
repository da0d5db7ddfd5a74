"""The process that does the long work of the queue, started by the server while there is some.

`manage.py db_worker --batch` ends when the queue is empty, so that a small computer keeps the
memory. Where `settings.STARTS_WORKER` is off, a service runs `manage.py db_worker` for good.
"""

import subprocess
import sys
import threading
from datetime import timedelta
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

KEPT: Final = timedelta(days=14)  # to look up why one failed

_lock = threading.Lock()
_worker: subprocess.Popen | None = None


def wake() -> None:
    """See to it that a worker looks at the queue. Costs a query where this server starts them."""
    global _worker
    if not settings.STARTS_WORKER:
        return
    with _lock:
        if (_worker is None or _worker.poll() is not None) and DBTaskResult.objects.ready().exists():
            command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "db_worker", "--batch"]
            # No word of the command comes from outside.
            _worker = subprocess.Popen([*command, "--no-startup-delay", "--verbosity", "0"])  # noqa: S603
            threading.Thread(target=wait, args=[_worker], name="worker", daemon=True).start()


def wait(worker: subprocess.Popen) -> None:
    """What came into the queue while the worker was about to end gets another one."""
    worker.wait()
    try:
        wake()
    finally:
        connection.close()


def drop_finished() -> int:
    """Tasks that ended KEPT ago leave the queue; how many did."""
    ended = DBTaskResult.objects.finished().filter(finished_at__lt=timezone.now() - KEPT)
    return ended.delete()[0]
