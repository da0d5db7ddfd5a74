"""The tables of a report, made from the facts that its figures are made from. No queries."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts.models import Unit
from foundation.vietnamese import sort_key
from hazards.models import Incident, Measure
from hazards.status import Status
from reports.register import Facts, late, money, protected
from reports.tables import Column, Holds, Table, iso, with_shares

COUNT, MONEY, SHARE, DAY, NUMBER = Holds.COUNT, Holds.MONEY, Holds.SHARE, Holds.DAY, Holds.NUMBER
STATUSES = (Status.UNPROTECTED, Status.IN_PROGRESS, Status.INSPECTION_DUE, Status.PROTECTED)


def tables_of(facts: Facts) -> list[Table]:
    """In the order of the report, in the language that is active."""
    return [
        by_kind(facts),
        by_village(facts),
        by_unit(facts),
        measures(facts),
        funding(facts),
        accidents(facts),
        overdue(facts),
    ]


def by_kind(facts: Facts) -> Table:
    columns = [
        Column(_("Kind")),
        *(Column(str(capfirst(status.label)), COUNT) for status in STATUSES),
        Column(_("Total"), COUNT),
        Column(_("With measures"), COUNT),
        Column(_("Share"), SHARE, (6, 5)),
    ]
    groups = grouped(facts.existing, lambda site: (site.kind.position, str(capfirst(site.kind.name))))
    rows = []
    for (_position, name), sites in sorted(groups.items()):
        counts = [sum(site.status == status for site in sites) for status in STATUSES]
        rows.append([name, *counts, len(sites), protected(sites), None])
    title = _("Hazard sites by kind and status")
    return Table("kinds", title, columns, with_shares(columns, rows), empty=nothing_logged())


def by_village(facts: Facts) -> Table:
    """Every village that exists, without sites too; then those that do not, but hold sites; then sites in none."""
    columns = [
        Column(str(capfirst(facts.commune.village_word))),
        Column(_("Drowning sites"), COUNT),
        Column(_("With measures"), COUNT),
        Column(_("Share"), SHARE, (2, 1)),
        Column(_("Other sites"), COUNT),
        Column(_("Overdue"), COUNT),
        Column(_("Play point")),
    ]
    groups = grouped(facts.existing, lambda site: site.village_id)
    rows = [
        village_row(village.name, groups.pop(village.pk, []), _("yes") if village.is_covered else _("no"))
        for village in facts.villages
    ]
    elsewhere = groups.pop(None, [])
    for sites in sorted(groups.values(), key=lambda sites: sort_key(sites[0].village.name)):
        rows.append(
            village_row(_("%(village)s (no longer exists)") % {"village": sites[0].village.name}, sites, "")
        )
    if elsewhere:
        rows.append(village_row(_("In none of them"), elsewhere, ""))
    title = _("Drowning sites and play points by %(village)s") % {"village": facts.commune.village_word}
    words = _("No %(village)s of this commune is on record.") % {"village": facts.commune.village_word}
    return Table("villages", title, columns, with_shares(columns, rows), empty=words)


def village_row(name: str, sites: list[Any], play_point: str) -> list[Any]:
    drowning = [site for site in sites if site.kind.is_drowning]
    others = len(sites) - len(drowning)
    return [name, len(drowning), protected(drowning), None, others, late(sites), play_point]


def by_unit(facts: Facts) -> Table:
    columns = [
        Column(_("Responsible unit")),
        Column(_("Sites"), COUNT),
        Column(_("With measures"), COUNT),
        Column(_("Share"), SHARE, (2, 1)),
        Column(_("Overdue"), COUNT),
    ]
    groups = grouped(facts.existing, lambda site: unit_name(site.responsible_unit))
    rows = [
        [name or _("Not given to anybody"), len(sites), protected(sites), None, late(sites)]
        for name, sites in sorted(groups.items(), key=lambda group: (group[0] == "", -len(group[1])))
    ]
    title = _("Hazard sites by responsible unit")
    return Table("units", title, columns, with_shares(columns, rows), empty=nothing_logged())


def unit_name(unit: Unit | None) -> str:
    """Households are not named: a report leaves the commune."""
    if unit is None:
        return ""
    return str(capfirst(unit.get_type_display())) if unit.type == Unit.Type.OWNER else unit.name


def measures(facts: Facts) -> Table:
    columns = [Column(_("Measure")), Column(_("Number"), COUNT), Column(_("Cost (VND)"), MONEY)]
    groups = grouped(facts.measures, lambda measure: (measure.kind.position, measure.kind.name))
    rows: list[list[Any]] = [
        [str(capfirst(name)), len(done), money(done)] for (_position, name), done in sorted(groups.items())
    ]
    words = _("No measure was installed in the period.")
    return Table("measures", _("Measures installed in the period"), columns, rows, empty=words)


def funding(facts: Facts) -> Table:
    columns = [
        Column(_("Source of money")),
        Column(_("Spent in the period (VND)"), MONEY),
        Column(_("Planned (VND)"), MONEY),
    ]
    sources: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for place, counted in enumerate((facts.measures, facts.plans)):
        for measure in counted:
            if measure.cost:
                sources[funding_name(measure)][place] += int(measure.cost)
    rows: list[list[Any]] = [
        [name, *sums] for name, sums in sorted(sources.items(), key=lambda one: -sum(one[1]))
    ]
    words = _("No cost is on record for the period.")
    return Table("funding", _("Money spent and planned"), columns, rows, empty=words)


def funding_name(measure: Measure) -> str:
    return str(capfirst(measure.get_funding_display() or _("not said")))


def accidents(facts: Facts) -> Table:
    """By kind and outcome alone."""
    outcomes = Incident.Outcome
    columns = [
        Column(_("Kind of accident")),
        *(Column(str(capfirst(outcome.label)), COUNT) for outcome in outcomes),
        Column(_("Total"), COUNT),
    ]
    rows: list[list[Any]] = []
    for kind in Incident.Kind:
        counts = [facts.accidents.get((kind.value, outcome.value), 0) for outcome in outcomes]
        if sum(counts):
            rows.append([str(capfirst(kind.label)), *counts, sum(counts)])
    words = _("No accident to a child is on record for the period.")
    return Table("accidents", _("Accidents to children in the period"), columns, rows, empty=words)


def overdue(facts: Facts) -> Table:
    columns = [
        Column(_("Place")),
        Column(str(capfirst(facts.commune.village_word))),
        Column(_("Responsible unit")),
        Column(_("Deadline"), DAY),
        Column(_("Days late"), NUMBER),
    ]
    rows: list[list[Any]] = [
        [
            site.shown_name,
            site.village.name if site.village else "",
            unit_name(site.responsible_unit),
            iso(site.deadline),
            site.late,
        ]
        for site in facts.overdue
    ]
    words = _("No site is past its deadline.")
    return Table("overdue", _("Sites past their deadline"), columns, rows, has_total=False, empty=words)


def sites_table(facts: Facts) -> Table:
    """Every site that exists, for the spreadsheet."""
    columns = [
        Column(_("Place")),
        Column(_("Kind")),
        Column(str(capfirst(facts.commune.village_word))),
        Column(_("Status")),
        Column(_("Risk level")),
        Column(_("Responsible unit")),
        Column(_("Found on"), DAY),
        Column(_("Deadline"), DAY),
        Column(_("Days late"), NUMBER),
    ]
    rows: list[list[Any]] = [
        [
            site.shown_name,
            str(capfirst(site.kind.name)),
            site.village.name if site.village else "",
            str(capfirst(Status(site.status).label)),
            str(capfirst(site.risk.label)),
            unit_name(site.responsible_unit),
            iso(site.found_on),
            iso(site.deadline),
            site.late,
        ]
        for site in facts.existing
    ]
    return Table("sites", _("All hazard sites"), columns, rows, has_total=False, empty=nothing_logged())


def nothing_logged() -> str:
    return _("No hazard site is on record.")


def grouped(things: Iterable[Any], key: Callable[[Any], Any]) -> dict[Any, list[Any]]:
    groups: dict[Any, list[Any]] = defaultdict(list)
    for thing in things:
        groups[key(thing)].append(thing)
    return dict(groups)
