"""School staff work on the schools in which they work, and on no other (`accounts.access` knows no schools)."""

from collections.abc import Callable
from typing import Final

import rules

from accounts import access
from schools.models import School, SchoolStaff

# What a post as school staff allows at one's own schools alone.
NARROWED: Final = (
    (access.CHANGE, "school"),
    (access.ADD, "school_word"),
    (access.SEE, "self_check"),
    (access.ADD, "self_check"),
    (access.CHANGE, "self_check"),
)


def at_own_school(deed: str, thing: str) -> Callable[..., bool]:
    def may(user: access.Reader, school: School | None = None) -> bool:
        """Somewhere, when no school is named. One query for school staff, none for others."""
        grants = access.grants(user)
        if school is None:
            return any(grant.knows(deed, thing) for grant in grants)
        allowing = [grant for grant in grants if grant.allows(deed, thing, school)]
        if any(grant.post != "school_staff" for grant in allowing):
            return True
        return bool(allowing) and works_in(user, school)

    return may


def works_in(user: access.Reader, school: School) -> bool:
    """False for what is no stored school: a place where one could lie."""
    return isinstance(school, School) and SchoolStaff.objects.filter(user=user, school=school).exists()


for _deed, _thing in NARROWED:
    rules.set_perm(
        access.permission(_deed, _thing),
        rules.predicate(at_own_school(_deed, _thing), name=f"holds {_thing}.{_deed} at the own school"),
    )
