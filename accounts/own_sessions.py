"""The sessions of one person: which there are, and ending them.

A session's key lets in whoever knows it: pages name a session by a digest of it.
"""

from django.http import HttpRequest
from django.utils.crypto import constant_time_compare, salted_hmac

from accounts.models import Session, User


def name_of(session: Session) -> str:
    return salted_hmac(__name__, session.session_key, algorithm="sha256").hexdigest()[:32]


def find(user: User, name: str) -> Session | None:
    """The person's session of that name. One query."""
    own = user.sessions.current()
    return next((session for session in own if constant_time_compare(name_of(session), name)), None)


def end_others(request: HttpRequest) -> int:
    """End all sessions of the person but this one; how many there were."""
    others = request.user.sessions.exclude(session_key=request.session.session_key)
    count = others.current().count()
    others.delete()
    return count


def end_all(user: User) -> int:
    """Log a person out everywhere; how many sessions there were."""
    return user.sessions.all().delete()[0]
