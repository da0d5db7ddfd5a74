"""What the measures of a site cost, and who pays."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hazards.models import Measure
from hazards.status import happened


@dataclass(frozen=True)
class Costs:
    """In đồng; `sources` are (source of money, sum) of all, the largest first."""

    spent: Decimal
    planned: Decimal
    sources: list[tuple[str, Decimal]]


def costs_of(measures: Sequence[Measure], day: date) -> Costs:
    """Sums on `day` over the measures whose cost is known; no plan, or one given up, costs nothing."""
    spent, planned = Decimal(0), Decimal(0)
    sources: defaultdict[str, Decimal] = defaultdict(Decimal)
    for measure in measures:
        if measure.cost is None:
            continue
        if happened(measure.installed_on, day):
            spent += measure.cost
        elif measure.planned_on is None or happened(measure.removed_on, day):
            continue
        else:
            planned += measure.cost
        sources[str(measure.get_funding_display())] += measure.cost
    return Costs(spent, planned, sorted(sources.items(), key=lambda source: -source[1]))
