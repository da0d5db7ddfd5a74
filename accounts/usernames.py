"""User names made from Vietnamese names. One query each."""

import re

from accounts.models import User
from foundation.vietnamese import fold

# What people can type on any keyboard.
PATTERN = re.compile(r"[a-z0-9][a-z0-9._-]{1,58}")


def proposal(full_name: str) -> str:
    """Given name and family name, without diacritics.

    >>> proposal("Nguyễn Thị Lan")
    'lan.nguyen'
    """
    words = re.findall(r"[a-z0-9]+", fold(full_name))
    return ".".join([words[-1], words[0]] if len(words) > 1 else words)[:50] or "nguoi.dung"


def free_name(full_name: str) -> str:
    """The proposal, with the first number behind it that nobody has."""
    name = proposal(full_name)
    taken = {known.lower() for known in same_beginning(name)}
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}{number}"
    return free


def same_beginning(name: str) -> list[str]:
    return list(User.objects.filter(username__istartswith=name).values_list("username", flat=True))


def is_taken(name: str) -> bool:
    """Whether somebody has it, in small letters or capitals."""
    return User.objects.filter(username__iexact=name).exists()
