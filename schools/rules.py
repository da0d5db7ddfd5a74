"""School staff change the schools in which they work, and no other (`accounts.access` knows no schools)."""

import rules

from accounts import access
from schools.models import School, SchoolStaff

PERMISSION = access.permission(access.CHANGE, "school")


def may_change(user: access.Reader, school: School | None = None) -> bool:
    """Somewhere, when no school is named. One query for school staff, none for others."""
    grants = access.grants(user)
    if school is None:
        return any(grant.knows(access.CHANGE, "school") for grant in grants)
    allowing = [grant for grant in grants if grant.allows(access.CHANGE, "school", school)]
    if any(grant.post != "school_staff" for grant in allowing):
        return True
    return bool(allowing) and works_in(user, school)


def works_in(user: access.Reader, school: School) -> bool:
    """False for what is no stored school: a place where one could lie."""
    return isinstance(school, School) and SchoolStaff.objects.filter(user=user, school=school).exists()


rules.set_perm(PERMISSION, rules.predicate(may_change, name="changes the school"))
