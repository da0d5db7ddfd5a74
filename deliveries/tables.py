"""Tables as files to be delivered."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from deliveries.makers import Made
from foundation.contract import CSV
from foundation.spreadsheets import csv_lines


def csv_made(rows: Iterable[Iterable[Any]], name: str) -> Made:
    """`rows` as the file `name`.csv, written while they are read; nothing stays when that breaks off."""
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", newline="", suffix=".csv", delete=False) as file:
        path = Path(file.name)
        try:
            file.writelines(csv_lines(rows))
        except BaseException:
            path.unlink()
            raise
    return Made(f"{name}.csv", f"{CSV}; charset=utf-8", path)
