"""What a person recorded in rooms that the pages of one's own data do not know.

A room that keeps rows under somebody's name says so when it starts (`bear_name(…)`, from its `apps.py`):
the person takes them along with all else that is stored about them.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import QuerySet

from accounts.models import User


@dataclass(frozen=True)
class OwnRows:
    """`rows` of a person; `name` and `day` are the fields that tell one from the next."""

    rows: Callable[[User], QuerySet]
    name: str
    day: str


_sections: dict[str, OwnRows] = {}


def bear_name(section: str, rows: Callable[[User], QuerySet], *, name: str, day: str) -> None:
    _sections[section] = OwnRows(rows, name, day)


def sections() -> dict[str, OwnRows]:
    return dict(_sections)
