"""The one way to write into the security log."""

from collections.abc import Sequence
from typing import Any, Final

from django.contrib.auth.models import AbstractBaseUser
from django.http import HttpRequest

from areas.models import Commune
from audit.models import Event
from foundation.addresses import client_address

Deed = Event.Deed

# Who did what was done by a command: the machine does not tell who typed it.
COMMAND_LINE: Final = "command line"

# Of these the log says that they changed, not what they were: it outlives them.
UNSAID: Final = ("email", "phone")
HIDDEN: Final = "•••"


def record(
    deed: Event.Deed,
    *,
    request: HttpRequest | None = None,
    actor: AbstractBaseUser | None = None,
    actor_name: str = "",
    person: AbstractBaseUser | None = None,
    about: object = "",
    commune: Commune | None = None,
    **details: Any,
) -> Event:
    """Write down `deed`: by `actor` (else whoever sends `request`), about a `person` or about words.

    `details` are plain values (text, numbers, lists), and under `changes` the value before and after
    of each field, `{"phone": ["", "0912 345 678"]}`; never a password, a code or a link, nor the
    contact that was erased or exported. `actor_name` is for deeds without a person.

    Without a `commune` it is the one in which the person, else the actor, holds posts: its
    administrators read the entry. One query, and one more without a commune.
    """
    if actor is None and request is not None and request.user.is_authenticated:
        actor = request.user
    return Event.objects.create(
        deed=deed,
        actor=actor,
        actor_name=(str(actor or "") or actor_name)[:120],
        person=person,
        about=str(about or person or "")[:255],
        commune=commune or home_of(person or actor),
        address=client_address(request) if request else None,
        details=without_contacts(details),
    )


def record_export(
    request: HttpRequest, *, what: str, rows: int, communes: Sequence[Commune], about: str = ""
) -> Event:
    """Write down that `rows` lines of `what` were taken along, by who sends `request`.

    The entry is about the names of `communes`, unless `about` says it better; of one commune its
    administrators read it, of several those of the person's own.
    """
    return record(
        Deed.EXPORTED,
        request=request,
        about=about or ", ".join(commune.full_name for commune in communes),
        commune=communes[0] if len(communes) == 1 else None,
        what=what,
        rows=rows,
    )


def without_contacts(details: dict[str, Any]) -> dict[str, Any]:
    changes = details.get("changes")
    if not isinstance(changes, dict):
        return details
    said = {name: pair if name not in UNSAID else hidden(pair) for name, pair in changes.items()}
    return details | {"changes": said}


def hidden(pair: Any) -> list[str]:
    return [HIDDEN if value else "" for value in pair] if isinstance(pair, list | tuple) else [HIDDEN]


def home_of(user: AbstractBaseUser | None) -> Commune | None:
    """The one commune in which somebody works, as the room of people tells it."""
    tell = getattr(user, "home_commune", None)
    return tell() if tell else None
