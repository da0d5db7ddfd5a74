"""From stored rows to the plain facts that the rules of status and next step work on."""

from hazards.models import HazardSite, Measure
from hazards.status import Condition, FindingFact, MeasureFact, SiteFacts


def measure_facts(measure: Measure) -> MeasureFact:
    """Facts of one measure; costs a query unless its findings are prefetched."""
    findings = [finding for finding in measure.findings.all() if finding.withdrawn_at is None]
    in_order = sorted(findings, key=lambda finding: (finding.created_at, finding.pk))
    return MeasureFact(
        kind=measure.kind_id,
        recorded_on=measure.recorded_on,
        planned_on=measure.planned_on,
        installed_on=measure.installed_on,
        removed_on=measure.removed_on,
        findings=tuple(FindingFact(found.on, Condition(found.condition)) for found in in_order),
    )


def required_kinds(site: HazardSite) -> frozenset[int]:
    """Keys of the kinds of measure the site needs: its own list, else its kind's."""
    own = site.required_measures.all()
    return frozenset(kind.pk for kind in own or site.kind.required_measures.all())


def site_facts(site: HazardSite, measures: list[Measure]) -> SiteFacts:
    """Facts of `site` with the measures that count, in their order; a handful of queries."""
    return SiteFacts(
        interval_days=site.kind.inspection_interval_days,
        required=required_kinds(site),
        eliminated_on=site.eliminated_on,
        measures=tuple(measure_facts(measure) for measure in measures),
        inspected_on=tuple(site.inspections.in_force().values_list("on", flat=True)),
    )
