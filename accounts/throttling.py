"""How often a log-in may go wrong: by account and address together, by account, and by address.

django-axes keeps the counts (in the database, so that all servers share them) and asks here.
A whole office may share one address: three people's slips must not lock out the sixtieth, so an
address alone has a wide limit. And whoever guesses at somebody's password from elsewhere must not
lock that person out of where they usually work. docs/log-in.md tells the limits to people.
"""

import ipaddress
import math
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import F, Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from accounts import log_ins
from audit.log import Deed
from audit.models import Event
from foundation.addresses import client_address


@dataclass(frozen=True)
class Limit:
    """So many failures, the latest of them less than `settings.AXES_COOLOFF_TIME` ago, are too many."""

    failures: int
    of_account: bool
    of_address: bool

    def reached_until(self, attempts: Iterable[AccessAttempt], account: str, address: str | None):
        """Until when it stands in the way of `account` at `address`; None where it does not."""
        failures = 0
        for attempt in sorted(attempts, key=lambda attempt: attempt.attempt_time, reverse=True):
            if self.of_account and attempt.username != account:
                continue
            if self.of_address and attempt.ip_address != address:
                continue
            failures += attempt.failures_since_start
            if failures >= self.failures:
                return attempt.attempt_time + settings.AXES_COOLOFF_TIME
        return None


HERE: Final = Limit(5, of_account=True, of_address=True)
ACCOUNT: Final = Limit(20, of_account=True, of_address=False)
ADDRESS: Final = Limit(50, of_account=False, of_address=True)
# Where somebody logged in so recently, guesses from elsewhere don't keep them out.
KNOWN_FOR: Final = timedelta(days=30)


class LogInHandler(AxesDatabaseHandler):
    """Keeps of a failure whose name (as a digest), from where and when; nothing that was typed."""

    def user_login_failed(self, sender, credentials: dict, request=None, **kwargs) -> None:
        """Count it, and say so when it was one too many. What comes while locked counts no more."""
        if request is None:
            return
        request.axes_credentials = credentials
        if request.axes_locked_out:
            return
        self.clean_expired_user_attempts(request)
        self.count(account_of(request, credentials), request.axes_ip_address)
        if self.is_locked(request, credentials):
            request.axes_locked_out = request.is_newly_locked = True

    def count(self, account: str, address: str | None) -> None:
        attempt, is_first = AccessAttempt.objects.get_or_create(
            username=account, ip_address=address, user_agent="", defaults={"failures_since_start": 1}
        )
        if not is_first:
            AccessAttempt.objects.filter(pk=attempt.pk).update(
                failures_since_start=F("failures_since_start") + 1, attempt_time=timezone.now()
            )

    def is_locked(self, request, credentials: dict | None = None) -> bool:
        return locked_until(request, (credentials or {}).get("username") or "") is not None


def locked_until(request: HttpRequest, username: str) -> datetime | None:
    """Until when nobody can log in as `username` from this address. One query, seldom two."""
    account, address = digest(username), address_of(request)
    recent = Q(attempt_time__gt=timezone.now() - settings.AXES_COOLOFF_TIME)
    attempts = list(AccessAttempt.objects.filter(recent, Q(username=account) | Q(ip_address=address)))
    ends = {limit: limit.reached_until(attempts, account, address) for limit in (HERE, ACCOUNT, ADDRESS)}
    if ends[ACCOUNT] and usually_works_at(username, client_address(request)):
        ends[ACCOUNT] = None
    return max((end for end in ends.values() if end), default=None)


def usually_works_at(username: str, address: str | None) -> bool:
    """Whether the person logged in from there lately. One query."""
    since = timezone.now() - KNOWN_FOR
    log_ins = Event.objects.filter(deed=Deed.LOGGED_IN, address=address, at__gt=since)
    return address is not None and log_ins.filter(actor__username=username).exists()


def count_failure(request: HttpRequest, username: str) -> None:
    """A failure that is no wrong password: it counts all the same."""
    AxesProxyHandler.user_login_failed(__name__, {"username": username}, request)


def refuse_if_locked(request: HttpRequest, username: str) -> bool:
    """Whether nobody gets in as `username` from here now; the answer becomes a 429 then."""
    if getattr(request, "axes_locked_out", False) or locked_until(request, username):
        request.axes_locked_out, request.axes_credentials = True, {"username": username}
        return True
    return False


def is_tried_in_vain(username: str) -> bool:
    """Whether so many attempts failed lately, from anywhere, that somebody may be locked out. One query."""
    since = timezone.now() - settings.AXES_COOLOFF_TIME
    recent = AccessAttempt.objects.filter(username=digest(username), attempt_time__gt=since)
    return sum(recent.values_list("failures_since_start", flat=True)) >= HERE.failures


def lift(username: str) -> int:
    """Forget the failures of an account; how many counts there were."""
    return AccessAttempt.objects.filter(username=digest(username)).delete()[0]


def drop_old() -> int:
    """Drop the failures that stand in nobody's way any more."""
    past = timezone.now() - settings.AXES_COOLOFF_TIME
    return AccessAttempt.objects.filter(attempt_time__lte=past).delete()[0]


# --- what django-axes asks (settings.AXES_…) ----------------------------------------------------


def account_of(request: HttpRequest, credentials: dict[str, Any] | None) -> str:
    return digest((credentials or {}).get("username") or "")


def digest(username: str) -> str:
    """Stands for the name in any case and width. Not the name: people type passwords there."""
    folded = unicodedata.normalize("NFKC", username).casefold().strip()
    return salted_hmac(__name__, folded, algorithm="sha256").hexdigest()


def address_of(request: HttpRequest) -> str | None:
    """The client's address; of IPv6 the network, whose single addresses anybody changes at will."""
    address = client_address(request)
    if address and ":" in address:
        return str(ipaddress.ip_network(f"{address}/64", strict=False).network_address)
    return address


def locked_answer(request: HttpRequest, response: HttpResponse, credentials: dict | None) -> HttpResponse:
    """The page as the view drew it, with what it says in its form, as a 429. A new lock is recorded."""
    username = (credentials or {}).get("username") or ""
    if getattr(request, "is_newly_locked", False):
        log_ins.note(Deed.LOCKED_OUT, request, username)
    until = locked_until(request, username)
    response.status_code = 429
    if until:
        response["Retry-After"] = str(math.ceil((until - timezone.now()).total_seconds()))
    return response


# --- in words -----------------------------------------------------------------------------------


def locked_words(request: HttpRequest, username: str) -> str:
    """Why nobody gets in, when to try again, and whom to ask. The same for names that nobody has."""
    until = locked_until(request, username) or timezone.now()
    minutes = max(1, math.ceil((until - timezone.now()).total_seconds() / 60))
    return _(
        "Too many wrong attempts. Try again in %(minutes)s min, at %(time)s. Password lost, or in a hurry? Ask "
        "the administrator of your commune."
    ) % {"minutes": minutes, "time": f"{timezone.localtime(until):%H:%M}"}
