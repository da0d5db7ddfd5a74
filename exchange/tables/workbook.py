"""Reads one spreadsheet in a process of its own, with little memory and time: it came from outside.

A small file can ask for more cells than a computer holds. Here that ends this process alone.
Started by `reading.py` as `python -I workbook.py`: the file comes in, JSON goes out:
`{"sheets": [[name, [[cell, …], …]], …]}`, or `{"error": word}`. Imports nothing of ours.
"""

import io
import json
import resource
import sys
from datetime import date, datetime
from typing import Any, Final

from python_calamine import load_workbook

Cell = str | int | float

MEMORY: Final = 768 * 2**20
SECONDS: Final = 20
MOST_SHEETS, MOST_ROWS, MOST_COLUMNS, MOST_LETTERS = 30, 5_000, 60, 300


def cell(value: Any) -> Cell:
    """Numbers stay numbers, days are written as people here write them."""
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, int | float):
        return value
    if isinstance(value, datetime | date):
        return f"{value:%d/%m/%Y}"
    return str(value)[:MOST_LETTERS].strip()


def sheets_of(data: bytes) -> dict[str, Any]:
    book = load_workbook(io.BytesIO(data))
    read = []
    for name in book.sheet_names[:MOST_SHEETS]:
        sheet = book.get_sheet_by_name(name)
        if sheet.height > MOST_ROWS:
            return {"error": "long", "sheet": name}
        rows = [
            [cell(value) for value in row[:MOST_COLUMNS]] for row in sheet.to_python(skip_empty_area=False)
        ]
        read.append([name, rows])
    return {"sheets": read}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    try:
        said = sheets_of(sys.stdin.buffer.read())
    except MemoryError:
        said = {"error": "large"}
    except Exception:  # whatever is wrong with it, it cannot be read
        said = {"error": "unreadable"}
    json.dump(said, sys.stdout)
