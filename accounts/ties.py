"""What other rooms know about a person: what they answer for, where they belong.

This room does not know what is guarded. A room that ties something to people says so when it
starts (`tell(function)` in its `apps.py`), and the person's page shows it.
"""

from collections.abc import Callable
from dataclasses import dataclass

from accounts.models import User


@dataclass(frozen=True)
class Tie:
    """A sentence about the person; `leads_to` is an address of ours, `is_missing` asks for a deed."""

    sentence: str
    leads_to: str = ""
    is_missing: bool = False


Teller = Callable[[User, User], list[Tie]]
_tellers: list[Teller] = []


def tell(teller: Teller) -> Teller:
    """`teller(person, reader)` gives the ties of `person` that `reader` may know of."""
    if teller not in _tellers:
        _tellers.append(teller)
    return teller


def ties_of(person: User, reader: User) -> list[Tie]:
    return [tie for teller in _tellers for tie in teller(person, reader)]
