"""What was issued against the register as it says today of the same days."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from areas.working_days import working_days
from hazards.money import grouped
from reports.cells import cell_text
from reports.figures import FIGURES, Figure, Figures, figures_of
from reports.models import PeriodReport
from reports.register import Period
from reports.tables import Holds, Value


@dataclass(frozen=True)
class Line:
    label: str
    issued: str
    today: str
    difference: str

    @property
    def differs(self) -> bool:
        return bool(self.difference)


def compared(report: PeriodReport) -> list[Line]:
    """Every figure that was issued, those that differ first; they differ where facts were recorded, or mended, later.

    Eleven queries.
    """
    issued = Figures.from_json(report.figures or {"numbers": {}, "tables": []})
    figures, _facts = figures_of(report.commune, Period(report.from_on, report.to_on), working_days())
    lines = [
        line_of(figure, issued.numbers[figure.code], figures.numbers[figure.code])
        for figure in FIGURES
        if figure.code in issued.numbers
    ]
    return sorted(lines, key=lambda line: not line.differs)


def line_of(figure: Figure, issued: Value, today: Value) -> Line:
    difference = "" if issued == today else difference_of(figure.holds, issued, today)
    return Line(
        str(figure.label), cell_text(issued, figure.holds), cell_text(today, figure.holds), difference
    )


def difference_of(holds: Holds, issued: Value, today: Value) -> str:
    """How much more or less it is today; – where one of the two had nothing to count.

    >>> difference_of(Holds.COUNT, 5, 3), difference_of(Holds.MONEY, 0, 1500), difference_of(Holds.COUNT, None, 3)
    ('−2', '+1.500', '–')
    """
    if issued is None or today is None:
        return "–"
    more = float(today) - float(issued)
    if holds == Holds.SHARE:
        points = f"{abs(more):.1f}".removesuffix(".0").replace(".", ",")
        size = _("%(points)s percentage points") % {"points": points}
    else:
        size = grouped(Decimal(round(abs(more))))
    return f"{'+' if more > 0 else '−'}{size}"
