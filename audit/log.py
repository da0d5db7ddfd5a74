"""The one way to write into the security log."""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from areas.models import Commune
from audit.models import Event
from foundation.addresses import client_address

Deed = Event.Deed


def record(
    deed: Event.Deed,
    *,
    request: HttpRequest | None = None,
    actor: AbstractBaseUser | None = None,
    person: AbstractBaseUser | None = None,
    about: object = "",
    commune: Commune | None = None,
    **details: Any,
) -> Event:
    """Write down `deed`: by `actor` (else whoever sends `request`), about a `person` or about words.

    `details` are plain values (text, numbers, lists); never a password, a code or a link. One query.
    """
    if actor is None and request is not None and request.user.is_authenticated:
        actor = request.user
    return Event.objects.create(
        deed=deed,
        actor=actor,
        actor_name=str(actor or ""),
        person=person,
        about=str(about or person or "")[:255],
        commune=commune,
        address=client_address(request) if request else None,
        details=details,
    )
