"""What makers ask of whoever wants a file."""

from collections.abc import Iterable

from accounts import access
from accounts.models import User


def may_in_all(user: User, deed: str, thing: str, communes: Iterable[int]) -> bool:
    """Whether `user` may do `deed` to every `thing` of these communes (keys). No query once rights are known."""
    reach = access.reach(user, deed, thing)
    return reach is None or reach.issuperset(communes)
