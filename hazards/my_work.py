"""*My work*: what waits for a person, in parts, each a question with its number and first rows."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from areas.models import Commune
from areas.working_days import WorkingDays
from hazards.hands import Hands, own_measures, own_sites
from hazards.lateness import days_late
from hazards.models import Campaign, HazardSite, Measure
from hazards.status import Status

FIRST: Final = 5


@dataclass(frozen=True)
class Desk:
    """Whose work, where and when."""

    hands: Hands
    commune: Commune
    day: date
    calendar: WorkingDays

    @cached_property
    def sites(self) -> QuerySet:
        """The person's own sites with their status."""
        own = HazardSite.objects.filter(own_sites(self.hands), commune=self.commune)
        return own.existing_on(self.day).with_status(self.day)

    @cached_property
    def own_keys(self) -> list[uuid.UUID]:
        own = HazardSite.objects.in_force().filter(own_sites(self.hands), commune=self.commune)
        return list(own.values_list("pk", flat=True))

    @cached_property
    def measures(self) -> QuerySet:
        """Planned measures that are the person's, of sites that exist. One query, the first time."""
        there = Q(site__commune=self.commune, site__withdrawn_at=None, site__eliminated_on=None)
        planned = Measure.objects.in_force().filter(there, own_measures(self.hands, self.own_keys))
        return planned.filter(planned_on__isnull=False, installed_on=None, removed_on=None)

    @cached_property
    def campaigns(self) -> QuerySet:
        """Running campaigns with a share of the person's."""
        running = Campaign.objects.running_on(self.day).filter(commune=self.commune)
        hands = self.hands
        mine = Q(shares__person=hands.user) | Q(shares__unit__in=hands.units)
        village = Q(shares__person=None, shares__unit=None, shares__village__in=hands.villages)
        return running.filter(mine | village).distinct().order_by("due_on", "pk")


@dataclass(frozen=True)
class Part:
    """`words` are those of the list of sites that shows the same; without them the part has its own page."""

    code: str
    title: Promise
    nothing: Promise
    rows: Callable[[Desk], QuerySet]
    words: str = ""

    @property
    def address(self) -> str:
        if self.words:
            return f"{reverse('site-list')}?mine=1&{self.words}"
        return reverse("my-work-part", args=[self.code])


@dataclass(frozen=True)
class Shown:
    part: Part
    total: int
    rows: list[Any]


def overdue_sites(desk: Desk) -> QuerySet:
    return desk.sites.overdue_on(desk.day, desk.calendar).order_by("deadline", "pk")


def due_sites(desk: Desk) -> QuerySet:
    return desk.sites.due_soon_on(desk.day, desk.calendar).order_by("deadline", "pk")


def reopened_sites(desk: Desk) -> QuerySet:
    return desk.sites.reopened_by(desk.day).order_by("reopened_on", "pk")


def sites_to_inspect(desk: Desk) -> QuerySet:
    """Due today or before: by the interval of their kind, or by a campaign."""
    return desk.sites.with_next_look(desk.day).look_due_by(desk.day).order_by("look_due_on", "pk")


def planned_measures(desk: Desk) -> QuerySet:
    return desk.measures.order_by("planned_on", "pk")


def campaigns(desk: Desk) -> QuerySet:
    return desk.campaigns


PARTS: Final = (
    Part(
        "overdue",
        _("Past the deadline"),
        _("Nothing of yours is past its deadline."),
        overdue_sites,
        "overdue=1",
    ),
    Part("soon", _("Due within 7 days"), _("Nothing is due in the next 7 days."), due_sites, "soon=1"),
    Part("reopened", _("Reopened"), _("No place lost its protection."), reopened_sites, "reopened=1"),
    Part("inspect", _("To be inspected"), _("No inspection is due."), sites_to_inspect),
    Part("measures", _("Planned measures"), _("No measure is planned for you."), planned_measures),
    Part("campaigns", _("Campaigns"), _("No campaign is running with a share of yours."), campaigns),
)
BY_CODE: Final = {part.code: part for part in PARTS}


def shown(part: Part, desk: Desk, first: int = FIRST) -> Shown:
    """How many there are, and the first rows. Two queries."""
    rows = part.rows(desk)
    return Shown(part, rows.count(), dressed(rows[:first], desk))


def dressed(rows: QuerySet, desk: Desk) -> list[Any]:
    """Rows with what a line of the page says of them. One query."""
    if rows.model is HazardSite:
        sites = list(rows.select_related("kind", "village").defer("geom", "description"))
        for site in sites:
            site.days_late = days_late(site.deadline, site.status, desk.day, desk.calendar)
            site.due_on = desk.calendar.due_day(site.deadline) if site.deadline else None
            site.status_label = Status(site.status).label
        return sites
    if rows.model is Measure:
        measures = list(rows.select_related("kind", "site__kind", "site__village").defer("site__geom"))
        for measure in measures:
            measure.days_late = desk.calendar.days_late(measure.planned_on, desk.day)
        return measures
    return list(rows)
