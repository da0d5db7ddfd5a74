"""Lines of a table of head counts: what the file says, and what a person decided about each."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any, Final, Self

from exchange.head_counts.ages import Band, cover_childhood
from exchange.head_counts.figures import BLANK, Fault, figure, is_figure
from exchange.head_counts.headings import Columns, Role
from exchange.tables.workbook import Cell
from foundation.vietnamese import fold

TOTAL: Final = "total"
SUM_WORDS: Final = re.compile(
    r"(?:tong|cong|tong cong|tong so|toan)(?: (?:toan )?(?:xa|phuong|dac khu)(?: .*)?)?|total|sum|(?:xa|phuong|dac khu) .*"
)


@dataclass
class Line:
    """One row of the file. `figures` by "total" or by band ("0-6"), as they stand there.

    `is_sum`: called like a line of totals. What a person decided: the `village` (`how`, once stored:
    `matching.How`), `left_out` with its reason, `fixed` figures, which of two disagreeing figures to
    `trust` ("total" or "ages"), to `add_up` the rows of one village.
    """

    number: int
    code: str = ""
    name: str = ""
    figures: dict[str, Cell] = field(default_factory=dict)
    is_sum: bool = False
    village: int | None = None
    how: str = ""
    left_out: str = ""
    fixed: dict[str, int] = field(default_factory=dict)
    trust: str = ""
    add_up: bool = False

    @classmethod
    def loaded(cls, stored: dict[str, Any]) -> Self:
        return cls(**stored)

    def dumped(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def is_note(self) -> bool:
        """No figure in it: a heading between rows, a signature below the table."""
        return not self.fixed and not any(str(cell).strip() not in BLANK for cell in self.figures.values())

    def figure(self, key: str) -> int | Fault:
        return self.fixed[key] if key in self.fixed else figure(self.figures.get(key))

    def ages(self, bands: Sequence[Band]) -> dict[Band, int | Fault]:
        return {band: self.figure(band.key) for band in bands}


def lines_of(rows: Sequence[Sequence[Cell]], columns: Columns) -> list[tuple[Line, str, str]]:
    """The lines below the headings with the commune's code and name that each gives ("" for none).

    Under a merged cell the commune stands only once: the rows below it share it.
    """
    lines, code, name = [], "", ""
    for place, row in enumerate(rows[columns.first_row :], start=columns.first_row):
        is_first = place == columns.first_row
        if not any(str(cell).strip() for cell in row) or (is_first and numbers_columns(row)):
            continue
        told = text(row, columns, Role.COMMUNE_CODE), text(row, columns, Role.COMMUNE)
        code, name = told if any(told) else (code, name)
        lines.append((line_of(row, place + 1, columns), code, name))
    return lines


def line_of(row: Sequence[Cell], number: int, columns: Columns) -> Line:
    line = Line(
        number=number,
        code=text(row, columns, Role.CODE),
        name=text(row, columns, Role.NAME),
        figures={band.key: cell(row, place) for place, band in sorted(columns.ages.items())},
    )
    if Role.TOTAL in columns.places:
        line.figures = {TOTAL: cell(row, columns.places[Role.TOTAL])} | line.figures
    if not line.name and not line.code:
        line.name = next((str(one) for one in row if isinstance(one, str) and one and not is_figure(one)), "")
    line.is_sum = bool(SUM_WORDS.fullmatch(" ".join(re.sub(r"[^\w\s]", " ", fold(line.name)).split())))
    return line


def numbers_columns(row: Sequence[Cell]) -> bool:
    """Whether the row numbers the columns: (1) (2) (3), or A B 1 2."""
    marks = [fold(str(one)).strip("()") for one in row if str(one).strip()]
    numbers = [int(mark) for mark in marks if mark.isdecimal()]
    letters = [mark for mark in marks if len(mark) == 1 and mark.isalpha()]
    in_order = numbers == list(range(1, len(numbers) + 1))
    return len(marks) > 2 and in_order and len(numbers) + len(letters) == len(marks)


def cell(row: Sequence[Cell], place: int) -> Cell:
    return row[place] if place < len(row) else ""


def text(row: Sequence[Cell], columns: Columns, role: Role) -> str:
    place = columns.places.get(role)
    return "" if place is None else str(cell(row, place)).strip()


def total_of(line: Line, bands: Sequence[Band]) -> int | Fault:
    """The children in all: the figure that says it, else its ages where they hold every child."""
    stated = line.figure(TOTAL)
    ages = list(line.ages(bands).values())
    can_be_added = cover_childhood(bands) and all(isinstance(one, int) for one in ages)
    if can_be_added and (stated is Fault.MISSING or line.trust == "ages"):
        return added(ages)
    return stated


def added(figures: Iterable[int | Fault]) -> int:
    return sum(one for one in figures if isinstance(one, int))
