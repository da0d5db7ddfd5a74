"""In which schools a person works, told on the person's page; and that nobody said so yet."""

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import User
from accounts.ties import Tie, tell
from schools.staff import posts_to_tie


@tell
def works_in_schools(person: User, reader: User) -> list[Tie]:
    """One line for who holds the post of school staff where `reader` may see people. Two queries."""
    if not posts_to_tie(person, reader, access.SEE):
        return []
    may_tie = posts_to_tie(person, reader, access.CHANGE)
    address = reverse("school-staff", args=[person.pk]) if may_tie else ""
    names = [str(tie.school) for tie in person.schools.select_related("school")]
    if not names:
        return [
            Tie(_("No school yet, so no school can be changed: choose the school"), address, is_missing=True)
        ]
    return [Tie(_("Works in: %(schools)s") % {"schools": ", ".join(names)}, address)]
