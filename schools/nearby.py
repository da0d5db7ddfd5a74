"""The dangers around a school: which, how far from its grounds, what is left of each.

docs/schools.md tells the rule of the order; `priority.py` holds it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import Prefetch

from accounts import access
from areas.distance import Way
from areas.models import Village
from hazards.facts import measure_facts
from hazards.measure_state import State, state_on
from hazards.models import HazardSite, Measure
from hazards.naming import of_a_household, public_name
from hazards.public import may_be_warned
from hazards.querysets import HazardSiteQuerySet
from hazards.risk import RiskLevel
from hazards.status import Status
from schools.directions import direction
from schools.models import School
from schools.priority import band, remaining_risk

# Nobody who only sees a site reads these; they stay in the database.
NOT_READ = ("owner_name", "owner_phone", "internal_note", "description", "commune__boundary")


class Planned(NamedTuple):
    """A measure on its way; `on` is None for one under repair."""

    kind: str
    on: date | None


class OnTheWay(NamedTuple):
    """The danger lies `metres` from the way that pupils of `village` walk."""

    village: Village
    metres: float


@dataclass(frozen=True)
class Danger:
    """A site as a school's reader may know it.

    `metres` from the nearest edge of the grounds, 0 where they touch; `direction` a code of
    `directions.py`. `band` is None beyond the last radius: it lies on a way to school, and its
    points are those of the last band. `is_foreign`: in a commune whose register the reader does
    not see, so that it is told as the public warnings tell it, without plans.
    """

    site: HazardSite
    metres: float
    direction: str
    status: Status
    risk: RiskLevel
    band: int | None
    points: int
    planned: list[Planned] = field(default_factory=list)
    deadline: date | None = None
    on_ways: list[OnTheWay] = field(default_factory=list)
    is_foreign: bool = False

    @property
    def name(self) -> str:
        return self.public_name if self.is_foreign else self.site.name

    @property
    def public_name(self) -> str:
        """For a sheet that leaves the school."""
        return public_name(self.site)


def dangers_around(
    school: School, *, reader: access.Reader, day: date, radii_m: Sequence[float] | None = None
) -> list[Danger]:
    """Existing sites within the last of `radii_m` (the setting's) of the grounds, most to look at first.

    Eliminated sites are left out. Four queries, whatever their number.
    """
    radii_m = radii_m or settings.SCHOOL_DISTANCES_M
    found = sites_told(reader, day).near(school.geom, radii_m[-1])
    return in_order([danger(site, site.way, reader, day, radii_m) for site in found])


def in_order(dangers: list[Danger]) -> list[Danger]:
    """The risk that remains, the highest first; then by distance, then by name."""
    return sorted(dangers, key=lambda one: (-one.points, one.metres, one.name, str(one.site.pk)))


def sites_told(reader: access.Reader, day: date) -> HazardSiteQuerySet:
    """Existing sites that `reader` sees or is warned of, with status, kind and measures."""
    sites = HazardSite.objects.existing_on(day)
    if not may_be_warned(reader):
        sites = sites.filter(access.within_reach(reader, access.SEE, "site"))
    measures = Measure.objects.in_force().select_related("kind").prefetch_related("findings")
    related = sites.select_related("kind", "village", "commune").defer(*NOT_READ)
    annotated = related.with_status(day).annotate(is_somebodys=of_a_household())
    return annotated.prefetch_related(Prefetch("measures", measures))


def danger(
    site: HazardSite, from_school: Way, reader: access.Reader, day: date, radii_m: Sequence[float]
) -> Danger:
    """Of a site of `sites_told`; no query."""
    is_foreign = not access.may_at(reader, access.SEE, "site", site)
    place = band(from_school.metres, radii_m)
    last = len(radii_m) - 1
    return Danger(
        site=site,
        metres=from_school.metres,
        direction=direction(from_school),
        status=Status(site.status),
        risk=site.risk,
        band=place,
        points=remaining_risk(site.risk, site.status, last if place is None else place),
        planned=[] if is_foreign else planned_on(site, day),
        deadline=None if is_foreign else site.deadline,
        is_foreign=is_foreign,
    )


def planned_on(site: HazardSite, day: date) -> list[Planned]:
    """What is to come: plans by their day, then what is under repair."""
    states = [(measure, state_on(measure_facts(measure), day)) for measure in site.measures.all()]
    plans = [Planned(one.kind.name, one.planned_on) for one, state in states if state == State.PLANNED]
    repairs = [Planned(one.kind.name, None) for one, state in states if state == State.REPAIRING]
    return sorted(plans, key=lambda plan: plan.on or day) + repairs
