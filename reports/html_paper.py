"""The paper as HTML: what the PDF is set from, and what a page shows of it."""

from base64 import b64encode
from collections.abc import Callable
from typing import Any

from reports import wording
from reports.cells import cell_text, is_numeric
from reports.paper import Paper, Part, Picture
from reports.tables import Table

Source = Callable[[Picture], str]


def within(picture: Picture) -> str:
    """The picture itself, in the page: nothing is fetched for it."""
    return f"data:image/png;base64,{b64encode(picture.content).decode()}"


def context_of(paper: Paper, source: Source) -> dict[str, Any]:
    """What `reports/_paper.html` shows; `source` gives the address of a picture."""
    parts = [drawn(part, source) for part in paper.parts]
    return {"paper": paper, "words": wording.paper_words(), "parts": parts}


def drawn(part: Part, source: Source) -> dict[str, Any]:
    return {
        "title": part.title,
        "paragraphs": part.lines,
        "tables": [drawn_table(table) for table in part.tables],
        "pictures": [(source(picture), picture.caption, picture.description) for picture in part.pictures],
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
