"""What was issued against the register as it says today of the same days."""

from dataclasses import dataclass

from areas.working_days import working_days
from reports.cells import cell_text
from reports.figures import FIGURES, Figures, figures_of
from reports.models import PeriodReport
from reports.register import Period
from reports.tables import Value


@dataclass(frozen=True)
class Line:
    label: str
    issued: str
    today: str

    @property
    def differs(self) -> bool:
        return self.issued != self.today


def compared(report: PeriodReport) -> list[Line]:
    """Every figure, those that differ first; they differ where facts were recorded, or mended, later.

    Eleven queries.
    """
    issued = Figures.from_json(report.figures or {})
    figures, _facts = figures_of(report.commune, Period(report.from_on, report.to_on), working_days())
    lines = [
        (
            not same(issued.numbers.get(figure.code), figures.numbers[figure.code]),
            Line(
                str(figure.label),
                cell_text(issued.numbers.get(figure.code), figure.holds),
                cell_text(figures.numbers[figure.code], figure.holds),
            ),
        )
        for figure in FIGURES
    ]
    return [line for _differs, line in sorted(lines, key=lambda one: not one[0])]


def same(one: Value, other: Value) -> bool:
    return one == other
