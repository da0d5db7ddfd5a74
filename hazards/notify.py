"""What the register tells people: work given to them, due, overdue, reopened.

Told are the person responsible and the members of the unit, as far as they may see the site;
never whoever did it. No word of a notice names an owner or a household.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Final, NamedTuple

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from accounts.teams import members_of, people_of
from hazards.models import BulkEdit, Campaign, HazardSite, Measure, Report
from notices.kinds import NoticeKind, Topic, Words, register
from notices.services import tell

ASSIGNED: Final = "site-assigned"
ASSIGNED_WITH_DEADLINE: Final = "site-assigned-by"
ASSIGNED_IN_BULK: Final = "sites-assigned"
MEASURE_ASSIGNED: Final = "measure-assigned"
CAMPAIGN_SHARED: Final = "campaign-shared"
REOPENED: Final = "site-reopened"
DUE: Final = "site-due"
OVERDUE: Final = "site-overdue"
REPORTED: Final = "danger-reported"

register(
    NoticeKind(ASSIGNED, _("You are now responsible for “%(site)s”."), Topic.ASSIGNED),
    NoticeKind(
        ASSIGNED_WITH_DEADLINE,
        _("You are now responsible for “%(site)s”. Deadline: %(deadline)s."),
        Topic.ASSIGNED,
    ),
    NoticeKind(ASSIGNED_IN_BULK, _("You are now responsible for %(number)s more places."), Topic.ASSIGNED),
    NoticeKind(
        MEASURE_ASSIGNED,
        _("You are now responsible for a measure at “%(site)s”: %(measure)s."),
        Topic.ASSIGNED,
    ),
    NoticeKind(
        CAMPAIGN_SHARED,
        _("You take part in the campaign “%(campaign)s”: please look at your places by %(day)s."),
        Topic.ASSIGNED,
    ),
    NoticeKind(DUE, _("“%(site)s” is due on %(deadline)s and not protected yet."), Topic.DUE),
    NoticeKind(
        OVERDUE,
        _("“%(site)s” was due on %(deadline)s and is not protected yet."),
        Topic.OVERDUE,
        is_urgent=True,
    ),
    NoticeKind(REOPENED, _("“%(site)s” is no longer protected."), Topic.REOPENED, is_urgent=True),
    NoticeKind(REPORTED, _("Somebody reports a danger in %(commune)s. Please look at the new reports.")),
)


class Holders(NamedTuple):
    """Who is responsible, by key."""

    unit_id: int | None = None
    person_id: int | None = None


NOBODY: Final = Holders()


def stored_holders(record: HazardSite | Measure) -> Holders:
    """Who is responsible by what is stored: to be asked before `record` is saved. One query."""
    rows = type(record)._default_manager.filter(pk=record.pk)
    stored = rows.values_list("responsible_unit_id", "responsible_person_id").first()
    return Holders(*stored) if stored else NOBODY


def assigned(site: HazardSite, *, before: Holders = NOBODY, by: User | None = None) -> None:
    """To whoever became responsible for `site`. Nothing new costs nothing; else five queries at most."""
    tell_allowed(
        newly_responsible(site, before),
        site.commune_id,
        by=by,
        kind=ASSIGNED_WITH_DEADLINE if site.deadline else ASSIGNED,
        words={"site": site.name} | ({"deadline": in_words(site.deadline)} if site.deadline else {}),
        url=address(site),
        key=f"assigned {site.pk} {site.version}",
    )


def measure_assigned(measure: Measure, *, before: Holders = NOBODY, by: User | None = None) -> None:
    """To whoever became responsible for `measure`."""
    people = newly_responsible(measure, before)
    if not people:
        return
    kind = measure.kind
    tell_allowed(
        people,
        measure.site.commune_id,
        by=by,
        kind=MEASURE_ASSIGNED,
        words={
            "site": measure.site.name,
            "measure": {"vi": kind.name_vi, "en": kind.name_en or kind.name_vi},
        },
        url=address(measure.site),
        key=f"assigned measure {measure.pk} {measure.version}",
    )


def assigned_in_bulk(
    edit: BulkEdit, sites: Collection[HazardSite], people: Iterable[User], *, by: User | None = None
) -> None:
    """One notice to each of `people`, who became responsible for all of `sites`; three queries at most."""
    if len(sites) == 1:
        (site,) = sites
        kind, words, url = ASSIGNED, {"site": site.name}, address(site)
    else:
        kind, words, url = ASSIGNED_IN_BULK, {"number": str(len(sites))}, page("my-work")
    if sites:
        tell_allowed(
            people, edit.commune_id, by=by, kind=kind, words=words, url=url, key=f"assigned {edit.pk}"
        )


def campaign_shared(campaign: Campaign, *, by: User | None = None) -> None:
    """To all who look at some of its sites; once, however often the shares change. Four queries."""
    shares = list(campaign.shares.select_related("unit", "person"))
    people = set(members_of(share.unit for share in shares if share.unit))
    tell_allowed(
        people | {share.person for share in shares if share.person},
        campaign.commune_id,
        by=by,
        kind=CAMPAIGN_SHARED,
        words={"campaign": campaign.name, "day": in_words(campaign.due_on)},
        url=page("campaign", campaign.pk),
        key=f"shared {campaign.pk}",
    )


def reopened(site: HazardSite, *, by: User | None = None) -> None:
    """To those responsible, when a site lost its protection. Five queries at most."""
    tell_allowed(
        newly_responsible(site, NOBODY),
        site.commune_id,
        by=by,
        kind=REOPENED,
        words={"site": site.name},
        url=address(site),
        key=f"reopened {site.pk} {site.reopened_on}",
    )


def reported(report: Report) -> None:
    """To those who decide about reports in its commune; once an hour, however many come in. Three queries.

    The notice says nothing of what was written: that may name people.
    """
    people = people_of(report.commune).exclude(pk=report.created_by_id)
    tell(
        access.who_may(people, access.CHANGE, "report", report.commune_id),
        kind=REPORTED,
        words={"commune": report.commune.full_name},
        url=f"{page('reports')}?commune={report.commune.code}",
        key=f"reported {report.commune_id} {report.created_at:%Y-%m-%d %H}",
    )


def tell_allowed(
    people: Iterable[User], commune_id: int, *, by: User | None, kind: str, words: Words, url: str, key: str
) -> None:
    """Tell those of `people` who may log in and see sites of the commune, without `by`. Two queries."""
    others = {person for person in people if person.is_active and person != by}
    if others:
        allowed = access.who_may(others, access.SEE, "site", commune_id)
        tell(allowed, kind=kind, words=words, url=url, key=key)


def newly_responsible(record: HazardSite | Measure, before: Holders) -> set[User]:
    """Whoever is responsible for `record` now and was not `before`."""
    people: set[User] = set()
    if record.responsible_unit_id != before.unit_id and record.responsible_unit:
        people |= set(members_of([record.responsible_unit]))
    if record.responsible_person_id != before.person_id and record.responsible_person:
        people.add(record.responsible_person)
    return people


def address(site: HazardSite) -> str:
    return reverse("site", args=[site.pk])


def page(name: str, *args: object) -> str:
    """A page of the register; where it is not built in, the overview."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return reverse("overview")


def in_words(day: date) -> str:
    return f"{day:%d/%m/%Y}"
