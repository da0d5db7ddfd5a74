"""What a site's card shows on a day, gathered once from the database."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Prefetch

from areas.working_days import WorkingDays, working_days
from hazards.costs import Costs, costs_of
from hazards.facts import measure_facts, required_kinds, site_facts
from hazards.guidance import Guidance, guidance_for
from hazards.kinds import MeasureKind
from hazards.lateness import days_late
from hazards.measure_state import STEPS, State, Step, state_on
from hazards.models import Finding, HazardSite, Inspection, Measure
from hazards.status import OUT_OF_ORDER, Status, status_of


@dataclass(frozen=True)
class MeasureLine:
    measure: Measure
    state: State
    since: date | None
    steps: Sequence[Step]
    findings: Sequence[Finding] = ()  # up to the day, in their order


@dataclass(frozen=True)
class SiteCard:
    site: HazardSite
    day: date
    status: Status
    measures: list[MeasureLine]
    inspections: list[Inspection]
    required: list[MeasureKind]
    guidance: Guidance
    calendar: WorkingDays

    @property
    def is_known(self) -> bool:
        """Whether anybody knew of the site on the day."""
        return self.site.found_on <= self.day

    @property
    def costs(self) -> Costs:
        return costs_of([line.measure for line in self.measures], self.day)

    @property
    def days_late(self) -> int:
        """Days since the deadline's end while the site is still not protected; 0 for in time."""
        return days_late(self.site.deadline, self.status, self.day, self.calendar)

    @property
    def due_on(self) -> date | None:
        """The working day with which the deadline ends."""
        return self.calendar.due_day(self.site.deadline) if self.site.deadline else None


def card_of(site: HazardSite, day: date) -> SiteCard:
    """Card of `site` as of `day`; costs about nine queries."""
    findings = Prefetch("findings", Finding.objects.filter(withdrawn_at=None))
    of_measure = ("kind", "responsible_unit", "responsible_person")
    measures = list(site.measures.in_force().select_related(*of_measure).prefetch_related(findings))
    facts = site_facts(site, measures)
    seen = Prefetch("findings", Finding.objects.select_related("measure__kind"))
    inspections = site.inspections.up_to(day).select_related("created_by").prefetch_related(seen)
    required = MeasureKind.objects.filter(pk__in=required_kinds(site))
    return SiteCard(
        site=site,
        day=day,
        status=status_of(facts, day),
        measures=[line for measure in measures if (line := line_of(measure, day))],
        inspections=list(inspections),
        required=list(required),
        guidance=guidance_for(site, facts, measures, list(required), day),
        calendar=working_days(),
    )


def line_of(measure: Measure, day: date) -> MeasureLine | None:
    """None for a measure nobody knew of on `day`."""
    state = state_on(measure_facts(measure), day)
    if state is None:
        return None
    found = sorted((row for row in measure.findings.all() if row.on <= day), key=lambda row: row.on)
    return MeasureLine(measure, state, since(measure, state, day), STEPS[state], found)


def since(measure: Measure, state: State, day: date) -> date | None:
    """The day the measure came to its state; for a plan, the day it is planned for."""
    if state == State.PLANNED:
        return measure.planned_on
    if state in (State.REMOVED, State.GIVEN_UP):
        return measure.removed_on
    if state in (State.DAMAGED, State.REPAIRING):
        found = [row.on for row in measure.findings.all() if row.on <= day and row.condition in OUT_OF_ORDER]
        return max(found, default=None)
    return measure.installed_on
