"""A school has read of a danger and told its pupils. A danger that comes back is to be read of anew."""

from collections.abc import Collection
from datetime import date

from django.db import transaction

from accounts import access
from accounts.models import User
from hazards.models import HazardSite
from hazards.status import OPEN
from schools.models import Acknowledgement, School
from schools.nearby import Danger
from schools.rules import works_in


def since(site: HazardSite, day: date) -> date:
    """From which day the danger is news: it came back then, or was found."""
    return site.reopened_on if site.reopened_on and site.reopened_on <= day else site.found_on


def is_to_be_read(danger: Danger) -> bool:
    """Of a danger that measures hold back nothing new is to be told to pupils."""
    return danger.status in OPEN


def read_by(school: School, sites: Collection[HazardSite], day: date) -> dict[object, Acknowledgement]:
    """By the key of each site what the school said of the danger as it stands on `day`. One query."""
    rows = Acknowledgement.objects.filter(school=school, site__in=[site.pk for site in sites])
    said = {(row.site_id, row.since): row for row in rows.select_related("by")}
    return {site.pk: row for site in sites if (row := said.get((site.pk, since(site, day))))}


def may_acknowledge(user: access.Reader, school: School) -> bool:
    """The school speaks for itself: nobody else does it for it. One query for school staff."""
    return access.may_at(user, access.ADD, "school_word", school)


def may_know_who(user: access.Reader, school: School) -> bool:
    """Who read it is for the school itself and for those who may see who did what."""
    return access.may_at(user, access.SEE, "history", school) or works_in(user, school)


@transaction.atomic
def acknowledge(school: School, sites: Collection[HazardSite], *, by: User, day: date) -> int:
    """How many of `sites` were not read of before. Sent twice, it is stored once."""
    known = read_by(school, sites, day)
    new = [site for site in sites if site.pk not in known]
    Acknowledgement.objects.bulk_create(
        [Acknowledgement(school=school, site=site, since=since(site, day), by=by) for site in new],
        ignore_conflicts=True,
    )
    return len(new)
