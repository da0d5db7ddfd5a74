"""What the register tells people: work assigned, due, overdue, reopened."""

from collections.abc import Collection, Iterable

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.teams import members_of
from hazards.models import HazardSite
from notices.kinds import NoticeKind, register
from notices.services import tell

ASSIGNED = "site-assigned"
REOPENED = "site-reopened"

register(
    NoticeKind(ASSIGNED, _("You are responsible for “%(site)s”. Deadline: %(deadline)s.")),
    NoticeKind(REOPENED, _("“%(site)s” is no longer protected."), is_urgent=True),
)


def responsible_for(site: HazardSite) -> set[User]:
    """The person responsible, and everybody of the responsible unit. One query at most."""
    people = set(members_of([site.responsible_unit])) if site.responsible_unit else set()
    return people | ({site.responsible_person} if site.responsible_person else set())


def reopened(site: HazardSite, *, by: User | None = None) -> None:
    """To those responsible, when a site lost its protection; not to whoever recorded it."""
    tell(
        responsible_for(site) - {by},
        kind=REOPENED,
        words={"site": site.name},
        url=reverse("site", args=[site.pk]),
        key=f"reopened {site.pk} {site.reopened_on}",
    )


def assigned(sites: Collection[HazardSite], people: Iterable[User], *, by: User | None = None) -> None:
    """To people who became responsible for `sites`."""
    for site in sites:
        tell(
            set(people) - {by},
            kind=ASSIGNED,
            words={"site": site.name, "deadline": f"{site.deadline:%d/%m/%Y}" if site.deadline else "–"},
            url=reverse("site", args=[site.pk]),
            key=f"assigned {site.pk} {site.version}",
        )
