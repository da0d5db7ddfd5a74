"""A file that somebody sent into sheets of cells; UnreadableFileError says in a sentence why not."""

import csv
import io
import json
import subprocess
import sys
import unicodedata
import zipfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.utils.translation import gettext as _

from exchange.errors import UnreadableFileError
from exchange.tables import workbook
from exchange.tables.letters import decoded, in_unicode
from exchange.tables.workbook import Cell

MOST_BYTES: Final = 5 * 2**20
MOST_UNPACKED: Final = 100 * 2**20
SPREADSHEETS: Final = (".xlsx", ".xlsm", ".xls", ".ods")
TEXTS: Final = (".csv", ".txt", ".tsv")
SEPARATORS: Final = ";,\t|"
LOOKED_AT: Final = 60  # lines, to tell what parts the columns


@dataclass(frozen=True)
class Sheet:
    """Row n of the file is `rows[n - 1]`; `font` is the old font its text was written in, "" for none."""

    name: str
    rows: list[list[Cell]]
    font: str = ""

    @property
    def is_empty(self) -> bool:
        return not any(str(cell).strip() for row in self.rows for cell in row)


def read_sheets(name: str, data: bytes) -> list[Sheet]:
    """The sheets of the file `name` that hold something, in Unicode."""
    suffix = Path(name).suffix.lower()
    if suffix not in SPREADSHEETS + TEXTS:
        raise UnreadableFileError(_("Please send a CSV, XLSX, XLS or ODS file."))
    if len(data) > MOST_BYTES:
        sentence = _("The file is larger than %(most)s MB. Please send the table of this commune alone.")
        raise UnreadableFileError(sentence % {"most": MOST_BYTES // 2**20})
    is_book = suffix in SPREADSHEETS or data.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0"))
    raw = sheets_of_book(data) if is_book else [("", rows_of_text(decoded(data)))]
    sheets = [sheet for sheet in (modern(name, rows) for name, rows in raw) if not sheet.is_empty]
    if not sheets:
        raise UnreadableFileError(_("The file is empty."))
    return sheets


def modern(name: str, rows: list[list[Cell]]) -> Sheet:
    """The sheet with its text in Unicode, composed, without signs that nobody sees."""
    convert, font = in_unicode(cell for row in rows for cell in row if isinstance(cell, str))

    def tidy(cell: Cell) -> Cell:
        if not isinstance(cell, str):
            return cell
        text = unicodedata.normalize("NFC", convert(cell))
        seen = (sign for sign in text if sign.isprintable() or sign.isspace())
        return " ".join("".join(seen).split())

    return Sheet(str(tidy(name)), [[tidy(cell) for cell in row] for row in rows], font)


# --- text --------------------------------------------------------------------------------


def rows_of_text(text: str) -> list[list[Cell]]:
    """The rows of a CSV, parted by whichever sign parts most of them into equally many columns."""
    text = text.replace("\0", "")
    first = text.lstrip().splitlines()[:1]
    if first and first[0].lower().startswith("sep="):  # Excel's own first line
        text = text.lstrip().partition("\n")[2]
    lines = text.splitlines()
    check_length(len(lines), "")
    separator = max(SEPARATORS, key=lambda sign: evenness(lines[:LOOKED_AT], sign))
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise unreadable() from error
    return [[cell[: workbook.MOST_LETTERS] for cell in row[: workbook.MOST_COLUMNS]] for row in rows]


def evenness(lines: list[str], separator: str) -> int:
    """How many lines have the commonest number of columns above one."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=separator) if len(row) > 1)
    except csv.Error:
        return 0
    return max(widths.values(), default=0)


# --- spreadsheets --------------------------------------------------------------------------


def sheets_of_book(data: bytes) -> list[tuple[str, list[list[Cell]]]]:
    check_archive(data)
    command = [sys.executable, "-I", workbook.__file__]
    try:
        # No word of the command comes from outside.
        done = subprocess.run(  # noqa: S603
            command, input=data, capture_output=True, timeout=2 * workbook.SECONDS, check=False
        )
        said = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        said = {"error": "large"}
    if said.get("error") == "long":
        check_length(workbook.MOST_ROWS + 1, str(said["sheet"]))
    if said.get("error") == "large":
        raise UnreadableFileError(
            _("The file unpacks to more than can be read. Please save the table alone as a new file.")
        )
    if "sheets" not in said:
        raise unreadable()
    return [(str(name), rows) for name, rows in said["sheets"]]


def check_archive(data: bytes) -> None:
    if not data.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, ValueError) as error:
        raise unreadable() from error
    if unpacked > MOST_UNPACKED:
        raise UnreadableFileError(
            _("The file unpacks to more than can be read. Please save the table alone as a new file.")
        )


def check_length(rows: int, sheet: str) -> None:
    if rows <= workbook.MOST_ROWS:
        return
    sentence = (
        _("The sheet “%(sheet)s” has more than %(most)s rows. Please send the table of this commune alone.")
        if sheet
        else _("The file has more than %(most)s rows. Please send the table of this commune alone.")
    )
    raise UnreadableFileError(sentence % {"sheet": sheet, "most": workbook.MOST_ROWS})


def unreadable() -> UnreadableFileError:
    return UnreadableFileError(
        _("The file can't be read: it may be damaged, locked with a password, or of another format.")
    )
