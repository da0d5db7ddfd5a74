"""What school staff are told: of dangers near their school that come, go, or come back.

A deed is told once, to those who work in the schools near it and may see them today, never to
whoever did it. An import is told in one notice for each school. What only becomes due with time
(a look, a deadline) is no deed: the school's page shows it.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Final

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from hazards.events import Change, Deed, SiteEvent, listen
from hazards.naming import public_names
from notices.kinds import NoticeKind, Topic, Word, register
from notices.models import Notice
from notices.services import store
from schools.models import School, SchoolStaff
from schools.near_sites import NearSchool, schools_near

KINDS: Final = {
    Change.LOGGED: NoticeKind(
        "school-danger-logged", _("A new danger %(metres)s m from %(school)s: “%(site)s”.")
    ),
    Change.REOPENED: NoticeKind(
        "school-danger-reopened",
        _("“%(site)s”, %(metres)s m from %(school)s, is dangerous again."),
        Topic.REOPENED,
        is_urgent=True,
    ),
    Change.PROTECTED: NoticeKind(
        "school-danger-protected", _("“%(site)s”, %(metres)s m from %(school)s, is protected now.")
    ),
    Change.ELIMINATED: NoticeKind(
        "school-danger-gone", _("“%(site)s”, %(metres)s m from %(school)s, is gone for good.")
    ),
    Change.MOVED: NoticeKind(
        "school-danger-nearer",
        _("“%(site)s” was drawn anew and now lies %(metres)s m from %(school)s."),
    ),
}
MANY: Final = NoticeKind(
    "school-dangers", _("An import changed what is known around %(school)s: places concerned: %(number)s.")
)
register(*KINDS.values(), MANY)


@listen
def tell_schools(deed: Deed) -> None:
    """One query where no school with staff is near; five or six more else, however many events."""
    with_staff = School.objects.filter(Exists(SchoolStaff.objects.filter(school=OuterRef("pk"))))
    near = schools_near([event.site.geom for event in deed.events], with_staff)
    near = without_those_told_before(near, deed)
    if near:
        staff = staff_of({one.school for one in near}, deed.by)
        store(notices(near, deed, staff))


def without_those_told_before(near: list[NearSchool], deed: Deed) -> list[NearSchool]:
    """A site that moved is news only to schools that it was not near before. One query when one moved."""
    moved = [place for place, event in enumerate(deed.events) if event.was_at]
    if not moved or not near:
        return near
    was = schools_near([deed.events[place].was_at for place in moved])
    known = {(moved[one.place], one.school.pk) for one in was}
    return [one for one in near if (one.place, one.school.pk) not in known]


def staff_of(schools: Collection[School], by: User | None) -> dict[School, list[User]]:
    """Who works in each school and may see it today, without `by`. Two queries or three."""
    ties = SchoolStaff.objects.filter(school__in=schools, user__is_active=True).select_related("user")
    by_key = {school.pk: school for school in schools}
    pairs = [(by_key[tie.school_id], tie.user) for tie in ties if tie.user != by]
    access.load_grants(user for _school, user in pairs)
    staff = defaultdict(list)
    for school, user in pairs:
        if access.may_at(user, access.SEE, "school", school):
            staff[school].append(user)
    return staff


def notices(near: list[NearSchool], deed: Deed, staff: dict[School, list[User]]) -> Iterator[Notice]:
    at_school = defaultdict(list)
    for one in near:
        at_school[one.school].append(one)
    if deed.is_import:
        yield from summaries(at_school, staff)
        return
    names = public_names(event.site for event in deed.events)
    for school, found in at_school.items():
        for one in found:
            event = deed.events[one.place]
            for user in staff.get(school, ()):
                yield notice(event, one, user, names[event.site.pk])


def notice(event: SiteEvent, near: NearSchool, user: User, public_name: Word) -> Notice:
    site, school = event.site, near.school
    sees_it = access.may_at(user, access.SEE, "site", site)
    return Notice(
        user=user,
        kind=KINDS[event.change].code,
        words={
            "site": site.name if sees_it else public_name,
            "metres": f"{near.metres:.0f}",
            "school": school.name,
        },
        url=f"{reverse('school', args=[school.pk])}#danger-{site.pk}",
        key=key(school, event.change, site.pk),
    )


def summaries(at_school: dict[School, list[NearSchool]], staff: dict[School, list[User]]) -> Iterator[Notice]:
    for school, found in at_school.items():
        for user in staff.get(school, ()):
            yield Notice(
                user=user,
                kind=MANY.code,
                words={"school": school.name, "number": str(len(found))},
                url=reverse("school", args=[school.pk]),
                key=key(school, "import", ""),
            )


def key(school: School, change: str, about: object) -> str:
    """Each deed has its own moment: a place may come back, and be protected anew, on one day."""
    return f"school {school.pk} {change} {about} {timezone.now():%Y%m%d%H%M%S%f}"
