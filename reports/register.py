"""What the register holds of a commune for a report, fetched with a fixed number of queries."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Q, QuerySet

from areas.models import Commune, Village
from areas.working_days import WorkingDays
from foundation.ordering import by_name
from hazards import spans
from hazards.lateness import days_late
from hazards.models import HazardSite, Incident, Inspection, Measure
from hazards.naming import of_a_household, public_name
from hazards.status import OPEN, WITH_MEASURES, Status
from playspaces.coverage import with_coverage


@dataclass(frozen=True)
class Period:
    """Both days belong to it."""

    first: date
    last: date

    @property
    def eve(self) -> date:
        return self.first - timedelta(days=1)


@dataclass(frozen=True)
class Facts:
    """Of `commune` on the last day of `period` and within it.

    `sites`: each known one with `status`, `late` (days) and `shown_name`, which names no household;
    `villages` with `is_covered` and `counted`; `measures` those installed in the period, and `plans`
    those open on its last day.
    """

    commune: Commune
    period: Period
    sites: list[Any]
    villages: list[Village]
    measures: list[Measure]
    plans: list[Measure]
    inspections: list[tuple[Any, date]]
    changes: list[spans.Change]
    reopenings: list[spans.Reopening]
    accidents: dict[tuple[str, str], int]
    stood: dict[Any, int]

    @property
    def existing(self) -> list[Any]:
        return [site for site in self.sites if site.status != Status.ELIMINATED]

    @property
    def drowning(self) -> list[Any]:
        return [site for site in self.existing if site.kind.is_drowning]

    @property
    def overdue(self) -> list[Any]:
        """The longest first."""
        late = [site for site in self.existing if site.late]
        return sorted(late, key=lambda site: (-site.late, site.deadline, str(site.pk)))


def facts_of(commune: Commune, period: Period, calendar: WorkingDays) -> Facts:
    """Nine queries."""
    last = period.last
    in_period = (period.first, last)
    return Facts(
        commune=commune,
        period=period,
        sites=sites_of(commune, last, calendar),
        villages=list(
            with_coverage(Village.objects.filter(commune=commune).existing_on(last), last)
            .with_children(last)
            .order_by(by_name())
        ),
        measures=list(
            measures_of(commune, last).filter(installed_on__range=in_period).order_by("installed_on", "pk")
        ),
        plans=list(open_plans(commune, last)),
        inspections=list(
            Inspection.objects.in_force()
            .filter(site__commune=commune, site__withdrawn_at=None, on__range=in_period)
            .values_list("site", "on")
        ),
        changes=spans.changed_between(period.eve, last, [commune]),
        reopenings=spans.reopened_between(period.eve, last, [commune]),
        accidents=accidents_of(commune, period),
        stood=spans.counts_on(period.eve, by=("drowning", "status"), communes=[commune]),
    )


def sites_of(commune: Commune, day: date, calendar: WorkingDays) -> list[Any]:
    """Known on `day`, by name. One query."""
    known = HazardSite.objects.filter(commune=commune).known_on(day).with_status(day)
    sites = list(
        known.annotate(is_somebodys=of_a_household())
        .select_related("kind", "village", "responsible_unit")
        .defer("description", "internal_note")
        .order_by(by_name(), "pk")
    )
    for site in sites:
        site.late = days_late(site.deadline, site.status, day, calendar)
        site.shown_name = public_name(site)
    return sites


def measures_of(commune: Commune, day: date) -> QuerySet[Measure]:
    """Measures at sites known on `day`."""
    return (
        Measure.objects.in_force()
        .filter(site__commune=commune, site__withdrawn_at=None, site__found_on__lte=day)
        .select_related("kind")
        .defer("geom")
    )


def open_plans(commune: Commune, day: date) -> QuerySet[Measure]:
    """Known by `day`, and neither carried out nor given up by then."""
    still = Q(installed_on=None) | Q(installed_on__gt=day)
    return measures_of(commune, day).filter(
        still, Q(removed_on=None) | Q(removed_on__gt=day), planned_on__isnull=False, recorded_on__lte=day
    )


def accidents_of(commune: Commune, period: Period) -> dict[tuple[str, str], int]:
    """How many, by kind and outcome: never by village, age or sex, where a child might be known."""
    rows = Incident.objects.between(period.first, period.last).filter(commune=commune)
    counted = rows.order_by().values_list("kind", "outcome").annotate(n=Count("pk"))
    return {(kind, outcome): n for kind, outcome, n in counted}


def protected(sites: list[Any]) -> int:
    return sum(site.status in WITH_MEASURES for site in sites)


def money(measures: Iterable[Measure]) -> int:
    """In đồng, of those whose cost is known."""
    return sum(int(measure.cost or 0) for measure in measures)


def late(sites: list[Any]) -> int:
    return sum(bool(site.late) for site in sites)


def improved(changes: list[spans.Change]) -> int:
    """Sites that were open, and have their measures or are gone for good."""
    return sum(change.before in OPEN and change.after not in OPEN for change in changes)


def worsened(changes: list[spans.Change]) -> int:
    """Sites that had their measures on the eve, and are open."""
    return sum(change.before in WITH_MEASURES and change.after in OPEN for change in changes)


def unmended(facts: Facts) -> int:
    """Sites that lost their protection in the period, however late they were found, and are open at its end."""
    are_open = {site.pk for site in facts.sites if site.status in OPEN}
    return len({lost.site for lost in facts.reopenings} & are_open)
