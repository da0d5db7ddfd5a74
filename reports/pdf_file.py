"""The paper as PDF: the same content in the same form, set by WeasyPrint."""

from base64 import b64encode
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import override

from foundation.pdf import pdf_of as set_pages
from reports import wording
from reports.cells import cell_text, is_numeric
from reports.paper import LANGUAGE, Paper, Part
from reports.tables import Table


def pdf_of(paper: Paper) -> bytes:
    """PrintingUnavailable where a library for it is missing."""
    context = {"paper": paper, "words": wording.paper_words(), "parts": [drawn(part) for part in paper.parts]}
    with override(LANGUAGE):
        return set_pages(render_to_string("reports/paper.html", context), style="css/paper.css")


def drawn(part: Part) -> dict[str, Any]:
    return {
        "title": part.title,
        "paragraphs": [
            (text, text[:1].isdigit() and text[1:3] == ". " and len(text) < 90) for text in part.paragraphs
        ],
        "tables": [drawn_table(table) for table in part.tables],
        "pictures": [
            (b64encode(picture.content).decode(), picture.caption, picture.description)
            for picture in part.pictures
        ],
    }


def drawn_table(table: Table) -> dict[str, Any]:
    total = table.total()
    return {
        "title": table.title,
        "empty": table.empty,
        "head": [(column.label, is_numeric(column.holds)) for column in table.columns],
        "rows": [cells(table, row) for row in table.rows],
        "total": cells(table, ["Tổng cộng", *total[1:]]) if total else None,
    }


def cells(table: Table, row: list[Any]) -> list[tuple[str, bool]]:
    return [
        (cell_text(value, column.holds), is_numeric(column.holds))
        for column, value in zip(table.columns, row, strict=True)
    ]
