"""Who works in a school, seen from the school; and whose post as school staff names no school yet."""

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import Membership, User
from accounts.people import visible_to
from areas.models import Commune
from foundation.ordering import by_name
from schools.models import School, SchoolStaff
from schools.staff import POST


def with_post(commune: Commune) -> QuerySet[User]:
    """Who holds a post as school staff in `commune` today, by name."""
    posts = Membership.objects.current().filter(user=OuterRef("pk"), role__code=POST, commune=commune)
    return User.objects.filter(Exists(posts)).order_by(by_name("full_name"))


def staff_of(school: School, reader: User) -> QuerySet[User]:
    """Who works in `school`, of the people whom `reader` may know of; `has_post` says if they still may.

    One query.
    """
    tied = visible_to(reader).filter(schools__school=school)
    held = with_post(school.commune).filter(pk=OuterRef("pk")).order_by()
    return tied.annotate(has_post=Exists(held)).order_by(by_name("full_name"))


def without_school(commune: Commune, reader: User) -> QuerySet[User]:
    """School staff of `commune` who are tied to no school of it: they can change none. One query."""
    tied = SchoolStaff.objects.filter(user=OuterRef("pk"), school__commune=commune)
    known = visible_to(reader).values("pk")
    return with_post(commune).filter(~Exists(tied), pk__in=known, is_active=True)
