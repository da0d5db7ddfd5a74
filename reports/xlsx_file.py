"""The tables behind a report as a spreadsheet: typed cells, frozen heads, filters, formulas for totals.

Every text is written as text: a place called `=1+1` stays one. Formulas carry their values, so that
a viewer that reckons nothing shows them too.
"""

from datetime import date
from io import BytesIO
from typing import Any, Final

import xlsxwriter
from django.utils.translation import gettext as _
from django.utils.translation import override
from xlsxwriter.utility import xl_col_to_name

from reports import wording
from reports.figures import FIGURES
from reports.paper import Paper
from reports.report_tables import sites_table
from reports.tables import SUMMED, Column, Holds, Table, Value
from reports.wording import LANGUAGE

HEAD_ROW: Final = 3  # title, day and source stand above
WIDTHS: Final = {
    Holds.TEXT: 28,
    Holds.COUNT: 13,
    Holds.MONEY: 18,
    Holds.SHARE: 14,
    Holds.DAY: 13,
    Holds.NUMBER: 12,
}
FORMATS: Final = {
    Holds.COUNT: "#,##0",
    Holds.NUMBER: "#,##0",
    Holds.MONEY: "#,##0",
    Holds.SHARE: "0.0%",
    Holds.DAY: "dd/mm/yyyy",
    Holds.TEXT: "@",
}


class Book(xlsxwriter.Workbook):
    """A workbook that makes each look of a cell once."""

    def __init__(self, *args: Any):
        super().__init__(*args)
        self.looks: dict[tuple[Any, ...], Any] = {}

    def styled(self, **look: Any) -> Any:
        key = tuple(sorted(look.items()))
        if key not in self.looks:
            self.looks[key] = self.add_format(look)
        return self.looks[key]


def xlsx_of(paper: Paper) -> bytes:
    file = BytesIO()
    # Nothing of a text is guessed to be a formula, an address or a number.
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with override(LANGUAGE), Book(file, options) as book:
        book.set_properties({"title": paper.subject, "author": " ".join(paper.body)})
        add_figures(book, paper)
        for table in [*paper.figures.tables, *rest_of(paper)]:
            add_table(book, table, paper)
    return file.getvalue()


def rest_of(paper: Paper) -> list[Table]:
    """What stands in no part of the text."""
    return [sites_table(paper.facts)] if paper.facts else []


def add_figures(book: Book, paper: Paper) -> None:
    """The figures of the text, one on a line."""
    columns = [Column(_("Figure")), Column(_("Value"), Holds.NUMBER), Column(_("Unit"))]
    sheet = new_sheet(book, _("Figures"), paper.subject, columns, paper)
    sheet.set_column(0, 0, 52)
    for row, figure in enumerate(FIGURES, start=HEAD_ROW + 1):
        put(book, sheet, row, 0, str(figure.label), Holds.TEXT)
        put(book, sheet, row, 1, paper.figures.numbers[figure.code], figure.holds)
        unit = {Holds.SHARE: "%", Holds.MONEY: "VND"}.get(figure.holds, "")
        put(book, sheet, row, 2, unit, Holds.TEXT)
    sheet.autofilter(HEAD_ROW, 0, HEAD_ROW + len(FIGURES), len(columns) - 1)


def add_table(book: Book, table: Table, paper: Paper) -> None:
    sheet = new_sheet(book, table.title, table.title, table.columns, paper)
    first, last = HEAD_ROW + 1, HEAD_ROW + len(table.rows)
    if not table.rows:
        sheet.write_string(first, 0, table.empty)
        return
    for row, values in enumerate(table.rows, start=first):
        for place, (column, value) in enumerate(zip(table.columns, values, strict=True)):
            if column.of:
                put_share(book, sheet, row, place, column, value)
            else:
                put(book, sheet, row, place, value, column.holds)
    sheet.autofilter(HEAD_ROW, 0, last, len(table.columns) - 1)
    if total := table.total():
        add_total(book, sheet, table, total, first, last)


def new_sheet(book: Book, name: str, title: str, columns: list[Column], paper: Paper) -> Any:
    """A sheet with its head; 31 signs are all that a name may have."""
    sheet = book.add_worksheet(sheet_name(book, name))
    sheet.write_string(0, 0, title, book.styled(bold=True, font_size=14))
    period = (paper.report.from_on, paper.report.to_on)
    words = _("From %(first)s to %(last)s") % {
        "first": f"{period[0]:%d/%m/%Y}",
        "last": f"{period[1]:%d/%m/%Y}",
    }
    sheet.write_string(
        1, 0, f"{paper.report.commune.full_name} · {words} · Số: {paper.number} {paper.stamp}".strip()
    )
    head = book.styled(
        bold=True, text_wrap=True, border=1, bg_color="#E3ECEA", valign="vcenter", align="center"
    )
    for place, column in enumerate(columns):
        sheet.write_string(HEAD_ROW, place, column.label, head)
        sheet.set_column(place, place, WIDTHS[column.holds])
    sheet.freeze_panes(HEAD_ROW + 1, 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEAD_ROW)
    return sheet


def sheet_name(book: Book, name: str) -> str:
    """Without the signs that Excel refuses, and none twice."""
    plain = "".join(sign for sign in name if sign not in "[]:*?/\\'")[:31].strip()
    taken = {sheet.get_name().lower() for sheet in book.worksheets()}
    return plain if plain.lower() not in taken else f"{plain[:28]} {len(taken)}"


def put(book: Book, sheet: Any, row: int, place: int, value: Value, holds: Holds, **look: Any) -> None:
    """A cell of the type that the column holds."""
    form = book.styled(num_format=FORMATS[holds], border=1, **look)
    if value is None:
        sheet.write_string(row, place, wording.paper_words()["no_data"], form)
    elif value == "":
        sheet.write_blank(row, place, None, form)
    elif holds == Holds.SHARE:
        sheet.write_number(row, place, float(value) / 100, form)
    elif holds == Holds.DAY:
        sheet.write_datetime(row, place, date.fromisoformat(str(value)), form)
    elif holds == Holds.TEXT:
        sheet.write_string(row, place, str(value), form)
    else:
        sheet.write_number(row, place, float(value), form)


def put_share(
    book: Book, sheet: Any, row: int, place: int, column: Column, value: Value, **look: Any
) -> None:
    """A formula over the two columns; where there is nothing to count it says so, and is no 0 %."""
    numerator, denominator = (f"{xl_col_to_name(part)}{row + 1}" for part in column.of or (0, 0))
    no_data = wording.paper_words()["no_data"]
    form = book.styled(num_format=FORMATS[Holds.SHARE], border=1, align="right", **look)
    shown = no_data if value is None else float(value) / 100
    formula = f'=IF({denominator}=0,"{no_data}",{numerator}/{denominator})'
    sheet.write_formula(row, place, formula, form, shown)


def add_total(book: Book, sheet: Any, table: Table, total: list[Value], first: int, last: int) -> None:
    """Below the filtered rows: what is filtered away is left out of the sums."""
    row, bold = last + 1, {"bold": True, "top": 2}
    for place, (column, value) in enumerate(zip(table.columns, total, strict=True)):
        if place == 0:
            put(book, sheet, row, place, _("Total"), Holds.TEXT, **bold)
        elif column.of:
            put_share(book, sheet, row, place, column, value, **bold)
        elif column.holds in SUMMED:
            name = xl_col_to_name(place)
            form = book.styled(num_format=FORMATS[column.holds], border=1, **bold)
            formula = f"=SUBTOTAL(109,{name}{first + 1}:{name}{last + 1})"
            sheet.write_formula(row, place, formula, form, float(value or 0))
        else:
            put(book, sheet, row, place, "", Holds.TEXT, **bold)
