"""Fields that not everybody who sees a record may read, each with the thing whose right opens it.

Whatever shows, compares, tells or changes fields asks `closed`. A household as the unit in charge
is a name too: `access.unit_in_words` says it.
"""

from typing import Final

from accounts import access

SECRET: Final[dict[str, str]] = {
    "owner_name": "contact",
    "owner_phone": "contact",
    "reporter_name": "contact",
    "reporter_phone": "contact",
    "internal_note": "note",
    "responsible_person": "worker",
}
THINGS: Final = frozenset(SECRET.values())


def closed(reader: access.Reader, commune_id: int | None, deed: str = access.SEE) -> frozenset[str]:
    """Names of the fields to which `reader` may not do `deed` in a commune. No query of its own."""
    opened = {thing for thing in THINGS if access.holds_in(reader, deed, thing, commune_id)}
    return frozenset(name for name, thing in SECRET.items() if thing not in opened)
