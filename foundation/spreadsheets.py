"""Tables that leave the app for a spreadsheet: readable there, and never a formula."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

from django.http import StreamingHttpResponse
from django.utils import timezone

# What a spreadsheet takes for the beginning of a formula, or of a cell to the right of this one.
RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# Excel reads UTF-8 only where this stands in front.
BYTE_ORDER_MARK: Final = "\ufeff"
# Where the comma parts decimals, as in Vietnam, Excel parts columns at the semicolon.
SEPARATOR: Final = ";"


def safe_cell(value: Any) -> Any:
    """`value` as a spreadsheet may have it: numbers stay numbers, text is never a formula.

    Blanks and invisible marks in front do not hide one. Every export of ours goes through here.

    >>> safe_cell("=1+1"), safe_cell(-5), safe_cell("Ao cá")
    ("'=1+1", -5, 'Ao cá')
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int | float | Decimal):
        return value
    if isinstance(value, datetime):
        return f"{timezone.localtime(value) if timezone.is_aware(value) else value:%d/%m/%Y %H:%M:%S}"
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    text = str(value).replace("\0", "")
    begins = text.lstrip(" \u00a0\u200b\u200e\u200f\u2060\ufeff")
    return f"'{text}" if text.startswith(RISKY) or begins.startswith(RISKY) else text


def written(cell: Any) -> Any:
    """A safe cell as a line holds it: with the decimal comma, as a point parts thousands in Vietnam."""
    return str(cell).replace(".", ",") if isinstance(cell, float | Decimal) else cell


class Line:
    """A file that gives each line back to whoever writes it."""

    def write(self, line: str) -> str:
        return line


def csv_lines(rows: Iterable[Iterable[Any]]) -> Iterator[str]:
    """Lines of a CSV that Excel opens by itself, one at a time."""
    writer = csv.writer(Line(), delimiter=SEPARATOR)
    yield BYTE_ORDER_MARK
    for row in rows:
        yield writer.writerow([written(safe_cell(value)) for value in row])


def csv_download(rows: Iterable[Iterable[Any]], name: str) -> StreamingHttpResponse:
    """Sends `rows` as the file `name`.csv while they are read."""
    return StreamingHttpResponse(
        csv_lines(rows),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}.csv"'},
    )
