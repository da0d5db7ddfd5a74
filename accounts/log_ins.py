"""What a log-in leaves behind: where and when in the session, and a line in the security log."""

from django.contrib.auth import authenticate, login
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils import timezone

from accounts import sessions
from accounts.models import User
from audit.log import Deed, record
from foundation.addresses import client_address


def enter(request: HttpRequest, user: User, backend: str, *, is_shared: bool) -> None:
    """Log in under a new key; on a shared computer, until the browser is closed."""
    login(request, user, backend)
    if is_shared:
        request.session.set_expiry(0)


def knows_password(request: HttpRequest, user: User, password: str) -> bool:
    """Whether `password` is the person's. Wrong ones are counted and recorded as at a log-in."""
    return authenticate(request, username=user.username, password=password) == user


@receiver(user_logged_in)
def remember(sender, request: HttpRequest, user: User, **kwargs) -> None:
    request.session[sessions.ADDRESS] = client_address(request)
    request.session[sessions.AGENT] = request.headers.get("User-Agent", "")[:255]
    request.session[sessions.BEGUN] = timezone.now().isoformat()
    request.session.pop(sessions.USED, None)


@receiver(user_logged_in)
def note_log_in(sender, request: HttpRequest, user: User, **kwargs) -> None:
    record(Deed.LOGGED_IN, request=request, actor=user)


@receiver(user_logged_out)
def note_log_out(sender, request: HttpRequest, user: User | None, **kwargs) -> None:
    if user:
        record(Deed.LOGGED_OUT, request=request, actor=user)


@receiver(user_login_failed)
def note_failure(sender, credentials: dict, request: HttpRequest | None = None, **kwargs) -> None:
    """While locked, attempts are no news; the lock was (`throttling.locked_answer`)."""
    was_locked = getattr(request, "axes_locked_out", False) and not getattr(request, "is_newly_locked", False)
    if request is not None and not was_locked:
        note(Deed.LOG_IN_FAILED, request, credentials.get("username") or "")


def note(deed: Deed, request: HttpRequest, username: str) -> None:
    """A name that nobody has is not written down: people type passwords there."""
    person = User.objects.filter(username=username.replace("\0", "")).first()
    about = person.username if person else "?"
    record(deed, request=request, person=person, about=about)
