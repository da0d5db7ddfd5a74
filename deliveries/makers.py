"""What can be delivered: each room says it in a module of its own called `delivered`.

    @maker("site_table", may=may_export)
    def make_site_table(progress: Progress, user: User, *, communes: list[int], words: str) -> Made: ...

This room knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from django.utils.module_loading import autodiscover_modules

from accounts.models import User


class Progress(Protocol):
    """Says how far the work is: `done` of `total` steps, and what is being done, in words.

    CancelledError when nobody wants the file any more: let it pass. Costs a query, twice a second
    at most, and one for the last step. Said within a transaction, that last step holds: nobody cancels
    until the transaction ends.
    """

    def __call__(self, done: int, total: int, sentence: str = "") -> None: ...


class CancelledError(Exception):
    """The person cancelled what is being made."""


class CannotBeMadeError(Exception):
    """There is nothing to make a file of; the words of the error say why, in the person's language."""


@dataclass(frozen=True)
class Made:
    """`name` is what the file is called where it arrives; a path is taken away, not copied."""

    name: str
    content_type: str
    content: bytes | Path


Make = Callable[..., Made]
May = Callable[..., bool]
Stands = Callable[..., bool]


@dataclass(frozen=True)
class Maker:
    """`make(progress, user, **params)` makes the file; `may(user, **params)` says whether it is for them.

    `may` is asked before the file is made and each time it is fetched: rights may be lost meanwhile.
    What the person sees of children, names and phones belongs into the params, so that it is asked too.
    `stands(**params)` says whether what the file tells of was done for good: then nobody can cancel it.
    """

    kind: str
    make: Make
    may: May
    stands: Stands


_makers: dict[str, Maker] = {}


def never(**params: Any) -> bool:
    """A file alone: nothing else is done by making it."""
    return False


def maker(kind: str, *, may: May, stands: Stands = never) -> Callable[[Make], Make]:
    def register(make: Make) -> Make:
        _makers[kind] = Maker(kind, make, may, stands)
        return make

    return register


@cache
def discover() -> None:
    """Load what the rooms make, when it is first asked for: it is much, and few commands need it."""
    autodiscover_modules("delivered")


def maker_of(kind: str) -> Maker:
    """KeyError for a kind that no room makes, or makes no longer."""
    discover()
    return _makers[kind]


def stands_already(kind: str, params: dict[str, Any]) -> bool:
    discover()
    known = _makers.get(kind)
    return known is not None and known.stands(**params)


def may_have(user: User, kind: str, params: dict[str, Any]) -> bool:
    """Whether the file is for `user` today; nobody's where no room makes its kind any more."""
    discover()
    known = _makers.get(kind)
    return known is not None and user.is_active and known.may(user, **params)
