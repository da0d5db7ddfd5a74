"""The daily look at every deadline: who is told that a place is due within 7 days, or overdue.

The whole database in batches, each with the same few queries. Who was told already is not
told again, so it may run as often as one likes.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final
from uuid import UUID

from accounts import access
from accounts.models import User
from accounts.teams import members_by_unit
from areas.working_days import working_days
from hazards.models import HazardSite
from hazards.notify import DUE, OVERDUE, address, in_words
from hazards.status import Status
from notices.models import Notice
from notices.services import store, untold

DAYS_AHEAD: Final = 7
AT_ONCE: Final = 500  # sites
TO_DO: Final = (Status.UNPROTECTED, Status.IN_PROGRESS)


def remind(today: date) -> int:
    """Tell of all deadlines as they stand on `today`; returns how many notices are new."""
    last_past = working_days().last_before(today)
    asked = (
        HazardSite.objects.existing_on(today)
        .filter(deadline__lte=today + timedelta(days=DAYS_AHEAD))
        .exclude(responsible_unit=None, responsible_person=None)
    )
    keys = list(asked.order_by("pk").values_list("pk", flat=True))
    batches = (keys[at : at + AT_ONCE] for at in range(0, len(keys), AT_ONCE))
    return sum(remind_of(batch, today, last_past) for batch in batches)


def remind_of(keys: list[UUID], today: date, last_past: date) -> int:
    """Tell of one batch of sites, those still without protection. Five queries, whatever it holds."""
    sites = list(
        HazardSite.objects.filter(pk__in=keys)
        .with_status(today)
        .filter(status__in=TO_DO)
        .select_related("responsible_unit", "responsible_person")
        .defer("geom", "description")
    )
    people = people_of(sites)
    new = untold(
        reminder(site, user, last_past)
        for site in sites
        for user in access.who_may(people[site.pk], access.SEE, "site", site.commune_id)
    )
    store(new)
    return len(new)


def people_of(sites: Iterable[HazardSite]) -> dict[UUID, set[User]]:
    """Who is responsible for each site and may log in, with their rights. Two queries."""
    members = members_by_unit({site.responsible_unit for site in sites if site.responsible_unit})
    everybody: dict[int, User] = {}  # each person is one object, whose rights are asked once
    people: dict[UUID, set[User]] = {}
    for site in sites:
        named = {site.responsible_person} if site.responsible_person else set()
        responsible = {user for user in named if user.is_active} | members.get(
            site.responsible_unit_id or 0, set()
        )
        people[site.pk] = {everybody.setdefault(user.pk, user) for user in responsible}
    access.load_grants(everybody.values())
    return people


def reminder(site: HazardSite, user: User, last_past: date) -> Notice:
    deadline: date = site.deadline  # type: ignore[assignment]  # those without are not asked for
    is_late = deadline <= last_past
    return Notice(
        user=user,
        kind=OVERDUE if is_late else DUE,
        words={"site": site.name, "deadline": in_words(deadline)},
        url=address(site),
        key=f"{'overdue' if is_late else 'due'} {site.pk} {deadline}",
    )
