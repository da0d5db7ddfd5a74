"""The work of the day: reminders, digests, tidying. It knows every room, so it lives here.

`manage.py daily` does it, called by cron or a systemd timer. Where nobody sets one up, a thread
of the server looks every few minutes whether the day's work was begun. The row of `DailyRun`
decides who does it, however many look; each task may also be done twice without harm.
"""

import logging
import threading
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Final

from django.db import connection
from django.utils import timezone

from accounts.sessions import SessionStore
from accounts.throttling import drop_old
from audit.retention import prune
from config.starting import take_time
from deliveries.services import drop_expired, drop_strays
from exchange.head_counts.putting_away import put_away_stale
from foundation.worker import drop_finished
from hazards.reminders import remind
from hazards.services.erasing import erase_old
from hazards.services.photos import drop_stale
from hazards.span_check import differing
from hazards.span_keeping import refresh
from notices.digest import send_digests
from notices.models import DailyRun
from reports.reminders import remind as remind_of_reports

log = logging.getLogger(__name__)

# Local time. Notices are there, and e-mails have come, when offices open.
BEGINS_AT: Final = time(6)
LOOK_EVERY: Final = 300  # seconds
# A run that took longer broke off, with its server: another takes its place.
LOST_AFTER: Final = timedelta(hours=3)


def statuses(today: date) -> str:
    """Only what passed our code by can have left them untrue: SQL by hand, `loaddata`."""
    wrong = differing()
    if wrong:
        log.error("%s sites stood otherwise by their stretches of status than by the rule.", len(wrong))
    return f"{refresh(wrong)} mended"


def reminders(today: date) -> str:
    return f"{remind(today)} new"


def reports_due(today: date) -> str:
    return f"{remind_of_reports(today)} new"


def digests(today: date) -> str:
    return send_digests()


def staged_photos(today: date) -> str:
    return f"{drop_stale()} dropped"


def head_count_files(today: date) -> str:
    return f"{put_away_stale()} put away"


def log_ins(today: date) -> str:
    SessionStore.clear_expired()
    return f"{drop_old()} failures dropped"


def contacts(today: date) -> str:
    return f"{sum(erase_old(today).values())} erased"


def security_log(today: date) -> str:
    return f"{prune(today)} dropped"


def deliveries(today: date) -> str:
    return f"{drop_expired() + drop_strays()} dropped"


def finished_tasks(today: date) -> str:
    return f"{drop_finished()} dropped"


# In this order: the digest tells what the reminders found.
TASKS: Final[dict[str, Callable[[date], str]]] = {
    "statuses": statuses,
    "reminders": reminders,
    "reports due": reports_due,
    "digests": digests,
    "staged photos": staged_photos,
    "head count files": head_count_files,
    "log-ins": log_ins,
    "contacts": contacts,
    "security log": security_log,
    "deliveries": deliveries,
    "finished tasks": finished_tasks,
}


def is_time(now: datetime) -> bool:
    return timezone.localtime(now).time() >= BEGINS_AT


def begin(day: date) -> bool:
    """Whether the work of `day` is ours to do. The first who asks gets it."""
    _run, is_ours = DailyRun.objects.get_or_create(day=day)
    if is_ours:
        return True
    now = timezone.now()
    lost = DailyRun.objects.filter(day=day, finished_at=None, begun_at__lt=now - LOST_AFTER)
    return bool(lost.update(begun_at=now))


def work(day: date) -> dict[str, str | Exception]:
    """Do every task; what each did, or the error that broke it off. One failing stops no other."""
    outcome: dict[str, str | Exception] = {}
    for name, task in TASKS.items():
        try:
            outcome[name] = task(day)
        except Exception as error:
            log.exception("The daily task %s failed; it is tried again tomorrow.", name)
            outcome[name] = error
    DailyRun.objects.filter(day=day).update(finished_at=timezone.now())
    return outcome


def look(now: datetime) -> None:
    """Do the day's work if it is time and nobody has begun it."""
    today = timezone.localdate(now)
    if (
        is_time(now)
        and not DailyRun.objects.filter(day=today).exclude(finished_at=None).exists()
        and begin(today)
    ):
        work(today)


def keep_looking(stop: threading.Event, every: float = LOOK_EVERY) -> None:
    """Look again and again until `stop` is set; a database out of reach is only a look missed."""
    while not stop.wait(every):
        try:
            take_time()
            look(timezone.now())
        except Exception:
            log.exception("The day's work could not be begun; another look follows.")
        finally:
            connection.close()


def start() -> threading.Event:
    """Begin to look, in a thread that ends with its process."""
    stop = threading.Event()
    threading.Thread(target=keep_looking, args=[stop], name="daily", daemon=True).start()
    return stop
