"""One-time links: how a person comes to a password without anybody else knowing it.

A link is good until it is used, until a newer one is made, until the person logs in, gets another
e-mail or leaves, and for a while only. Nothing of it is stored: it follows from the person's row
and the server's secret, so that whoever made it can be shown it again in the next minutes.
"""

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings
from django.contrib.auth.tokens import PasswordResetTokenGenerator
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_decode, urlsafe_base64_encode

from accounts.models import User

# How long the page with the link can be opened again by whoever made it.
SHOWN_FOR: Final = timedelta(minutes=15)


class LinkTokens(PasswordResetTokenGenerator):
    """Tokens of the link that is out for a person; there is one at most."""

    key_salt = "accounts.links"

    def make_token(self, user: User) -> str:
        """The same each time it is asked for, until something about the person changes."""
        assert user.link_made_at, "no link is out"  # noqa: S101  # a slip of ours
        made_at = timezone.make_naive(user.link_made_at, timezone.get_default_timezone())
        return self._make_token_with_timestamp(user, self._num_seconds(made_at), self.secret)

    def check_token(self, user: User | None, token: str | None) -> bool:
        return user is not None and is_out(user) and super().check_token(user, token)

    def _make_hash_value(self, user: User, timestamp: int) -> str:
        made_at = user.link_made_at.timestamp() if user.link_made_at else ""
        return f"{super()._make_hash_value(user, timestamp)}|{made_at}|{user.is_active}"


tokens = LinkTokens()


def is_invited(user: User) -> bool:
    """Whether the person never chose a password: the link is an invitation."""
    return not user.has_usable_password()


def good_until(user: User) -> datetime | None:
    """When the link that is out ends; None without one."""
    if user.link_made_at is None:
        return None
    days, hours = settings.INVITATION_DAYS, settings.LOST_PASSWORD_HOURS
    return user.link_made_at + (timedelta(days=days) if is_invited(user) else timedelta(hours=hours))


def is_out(user: User) -> bool:
    """Whether a link of the person can still be used."""
    end = good_until(user)
    return bool(end and end > timezone.now() and user.is_active)


def path_of(user: User) -> str:
    """Where the link that is out leads, on this server."""
    key = urlsafe_base64_encode(force_bytes(user.pk))
    return reverse("invitation", args=[key, tokens.make_token(user)])


def address_of(user: User, request: HttpRequest) -> str:
    """The whole link, as it is printed or sent."""
    path = path_of(user)
    return f"{settings.PUBLIC_URL}{path}" if settings.PUBLIC_URL else request.build_absolute_uri(path)


def person_of(key: str) -> User | None:
    """Whose link begins with `key`."""
    try:
        number = int(urlsafe_base64_decode(key))
        return User.objects.get(pk=number) if 0 < number < 2**63 else None
    except (ValueError, OverflowError, User.DoesNotExist):
        return None
