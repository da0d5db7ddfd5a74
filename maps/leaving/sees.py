"""What a map tells only to some: asked again before the file is handed on."""

from collections.abc import Iterable, Sequence
from typing import Final

from accounts import access
from accounts.access import Place

# Owners by name, who is responsible, what stands around.
OF_SITES: Final = ("contact", "unit", "play_space", "school")
OF_COVERAGE: Final = ("play_space",)

Sees = dict[str, list[int]]


def seen_by(reader: access.Reader, things: Sequence[str], communes: Iterable[int]) -> Sees:
    """Of each thing the keys of those `communes` in which `reader` sees it."""
    keys = sorted(communes)
    return {
        thing: [key for key in keys if access.may_at(reader, access.SEE, thing, Place(key))]
        for thing in things
    }


def still_seen(reader: access.Reader, sees: Sees) -> bool:
    """Whether `reader` may still see all that a file shows."""
    return all(seen_by(reader, [thing], keys)[thing] == keys for thing, keys in sees.items())
