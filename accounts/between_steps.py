"""Between password and code: who is waiting to be let in. The person is not logged in yet."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.http import HttpRequest
from django.utils import timezone

from accounts.models import User

KEY: Final = "waiting_for_code"
FOR: Final = timedelta(minutes=5)


@dataclass(frozen=True)
class Waiting:
    """Who knew the password, and where to go afterwards: an address of ours, looked at before."""

    user: User
    backend: str
    leads_to: str
    is_shared: bool


def wait(request: HttpRequest, user: User, *, leads_to: str, is_shared: bool) -> None:
    """Remember that `user` knew the password, under a new session key."""
    request.session.cycle_key()
    request.session[KEY] = {
        "user": user.pk,
        "password": user.get_session_auth_hash(),
        "backend": user.backend,
        "leads_to": leads_to,
        "is_shared": is_shared,
        "since": timezone.now().timestamp(),
    }


def waiting(request: HttpRequest) -> Waiting | None:
    """Who is waiting: not too long, may still log in, and has no new password meanwhile."""
    kept = request.session.get(KEY)
    if not kept or timezone.now().timestamp() - kept["since"] > FOR.total_seconds():
        return None
    user = User.objects.filter(pk=kept["user"], is_active=True).first()
    if user is None or user.get_session_auth_hash() != kept["password"]:
        return None
    return Waiting(user, kept["backend"], kept["leads_to"], kept["is_shared"])


def forget(request: HttpRequest) -> None:
    request.session.pop(KEY, None)
