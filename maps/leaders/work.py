"""What is late and who answers for it, and what became of sites."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

from django.db.models import Min

from accounts import access
from areas.models import Commune
from areas.working_days import WorkingDays
from hazards.lateness import days_late
from hazards.models import HazardSite
from hazards.naming import of_a_household, public_name
from hazards.querysets import past_deadline
from hazards.spans import Communes
from hazards.steps import Step, count_steps
from maps.leaders.lists import LeadsToSites, Lists, Number

LATEST: Final = 10  # sites named one by one


def latest(
    lists: Lists, reader: access.Reader, calendar: WorkingDays, most: int | None = LATEST
) -> list[HazardSite]:
    """What is overdue the longest, each with `shown_name`, `days_late` and who is `responsible`. One query.

    People and households are named to those who work in the commune alone: not to the city.
    """
    sites = HazardSite.objects.filter(past_deadline(lists.day, calendar), commune=lists.commune)
    late = sites.known_on(lists.day).with_status(lists.day).overdue_on(lists.day, calendar)
    related = late.select_related("kind", "village", "responsible_unit", "responsible_person")
    found: list[Any] = list(
        related.annotate(is_somebodys=of_a_household()).defer("geom").order_by("deadline", "pk")[:most]
    )
    for site in found:
        tell(site, reader, lists.day, calendar)
    return found


def tell(site: Any, reader: access.Reader, day: date, calendar: WorkingDays) -> None:
    """Give `site`, which carries its status on `day` and `is_somebodys`, its `shown_name`, its `days_late`
    and who is `responsible`, as the reader may know them. No query once its relations are there."""
    knows_owners = access.may_see_owners(reader, site.commune_id)
    site.shown_name = site.name if knows_owners else public_name(site)
    site.days_late = days_late(site.deadline, site.status, day, calendar)
    unit = access.unit_in_words(reader, site.responsible_unit)
    person = access.person_in_words(reader, site.responsible_person, site.commune_id)
    site.responsible = ", ".join(filter(None, [unit, person]))


def steps(lists: LeadsToSites, communes: Communes) -> list[tuple[Step, Number]]:
    """What became of the sites of `communes` since the day chosen. Two queries."""
    counts = count_steps(lists.since, lists.day, communes)
    return [(step, lists.number(counts[step], change=step)) for step in Step]


def first_after(day: date, communes: Iterable[Commune]) -> date | None:
    """The day of the first site on record, where it comes after `day`. One query."""
    sites = HazardSite.objects.in_force().filter(commune__in=communes)
    first = sites.aggregate(first=Min("found_on"))["first"]
    return first if first and first > day else None
