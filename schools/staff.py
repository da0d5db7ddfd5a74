"""Who works in which school: that narrows what a post as school staff may change."""

from django.db import transaction
from django.http import HttpRequest

from accounts.models import Membership, User
from accounts.people import may_touch_post
from areas.models import Commune
from audit.log import Deed, record
from schools.models import School, SchoolStaff

POST = "school_staff"


def posts_to_tie(person: User, reader: User, deed: str) -> list[Membership]:
    """Posts as school staff, held today, that `reader` may do `deed` to. One query."""
    posts = Membership.objects.current().filter(user=person, role__code=POST)
    posts = posts.select_related("user", "role", "commune").defer("commune__boundary")
    return [post for post in posts if may_touch_post(reader, post, deed)]


def schools_in(communes: list[Commune]) -> list[School]:
    return list(School.objects.in_force().filter(commune__in=communes).order_by("commune", "name"))


@transaction.atomic
def tie(person: User, schools: list[School], *, within: list[Commune], request: HttpRequest) -> None:
    """`person` works in `schools` and in no other of the communes `within`; those elsewhere stay."""
    held = SchoolStaff.objects.select_for_update().filter(user=person, school__commune__in=within)
    before = {row.school for row in held.select_related("school")}
    held.exclude(school__in=schools).delete()
    SchoolStaff.objects.bulk_create(
        [SchoolStaff(user=person, school=school) for school in schools if school not in before]
    )
    if before != set(schools):
        changes = {"schools": [in_words(before), in_words(schools)]}
        record(Deed.POST_CHANGED, request=request, person=person, commune=within[0], changes=changes)


def in_words(schools) -> str:
    return ", ".join(sorted(school.name for school in schools))
