"""A sent file becomes a draft for each commune in it; nothing counts yet."""

import hashlib
import re
import uuid
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from areas.models import Commune
from exchange.errors import UnreadableFileError
from exchange.head_counts.headings import Columns, columns_of, tells_of_single_children
from exchange.head_counts.lines import Line, lines_of
from exchange.models import HeadCountFile
from exchange.names import COMMUNE_TYPES, full_code, split_name
from exchange.tables.reading import Sheet, read_sheets
from foundation.vietnamese import fold
from hazards.services.storing import store_once

YEAR: Final = re.compile(r"\bnam (20\d\d)\b|(?<!\d)(20\d\d)(?!\d)")

SAME: Final = ["sha256", "commune_id"]  # of the same file, sent again


@dataclass
class Received:
    """The drafts made, the commune that the page is about first; rows of communes out of reach."""

    files: list[HeadCountFile] = field(default_factory=list)
    elsewhere: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Sender:
    """Who sends, from which commune's page, and where else the person may add head counts."""

    user: User
    commune: Commune
    reach: QuerySet[Commune]


def sheets_to_take(name: str, data: bytes) -> list[Sheet]:
    """The file's sheets; UnreadableFileError, also for a list of single children."""
    sheets = read_sheets(name, data)
    if any(tells_of_single_children(sheet.rows) for sheet in sheets):
        raise UnreadableFileError(
            _(
                "This file seems to list single children (names or days of birth). Nothing of it was kept."
                " Please send only the number of children of each village."
            )
        )
    return sheets


def year_said(name: str, sheets: Sequence[Sheet]) -> int | None:
    """The year that the title of a table names, else the name of the file; None where neither does."""
    titles = (
        str(cell) for sheet in sheets for row in sheet.rows[:10] for cell in row if isinstance(cell, str)
    )
    for text in [*titles, name]:
        if found := YEAR.search(fold(text)):
            return int(found[1] or found[2])
    return None


@transaction.atomic
def take_in(
    key: uuid.UUID, name: str, data: bytes, sheets: list[Sheet], year: int, sender: Sender
) -> Received:
    """Store the drafts under `key`; sent twice they are stored once. KeyTakenError for another file."""
    draft = HeadCountFile(
        pk=key,
        commune=sender.commune,
        year=year,
        file_name=name[-255:],
        sha256=hashlib.sha256(data).hexdigest(),
        created_by=sender.user,
    )
    told = [(sheet, columns) for sheet in sheets if (columns := columns_of(sheet.rows)).are_told]
    if len(told) == 1:
        received = spread(draft, *told[0], sender)
    else:
        kept = [{"name": one.name, "font": one.font, "rows": one.rows} for one in sheets]
        draft.reading, received = {"sheets": kept}, Received([draft])
    for file in received.files:
        store_once(file, same=SAME)
    return received


@transaction.atomic
def choose_columns(
    draft: HeadCountFile, sheet: Sheet, columns: Columns, sender: Sender, *, seen_version: int
) -> Received:
    """Read the kept sheet by the columns that a person chose; StaleVersionError. The sheets are dropped."""
    received = spread(draft, sheet, columns, sender)
    draft.save_edit(seen_version=seen_version)
    for file in received.files[1:]:
        store_once(file, same=SAME)
    return received


def kept_sheets(draft: HeadCountFile) -> list[Sheet]:
    return [Sheet(**sheet) for sheet in draft.reading.get("sheets", [])]


def spread(draft: HeadCountFile, sheet: Sheet, columns: Columns, sender: Sender) -> Received:
    """The lines of the sheet, each in a draft of its commune; `draft`, with those of its own, is the first."""
    parts, elsewhere = by_commune(lines_of(sheet.rows, columns), sender)
    reading = reading_of(sheet, columns) | ({"elsewhere": dict(elsewhere)} if elsewhere else {})
    received = Received(elsewhere=elsewhere)
    for commune, lines in parts.items():
        file = draft if commune == draft.commune else sibling(draft, commune)
        file.rows, file.reading = [line.dumped() for line in lines], reading
        received.files.append(file)
    return received


def sibling(draft: HeadCountFile, commune: Commune) -> HeadCountFile:
    """The same file for another commune, under a key that is the same whenever it is sent."""
    facts = {name: getattr(draft, name) for name in ("year", "file_name", "sha256", "created_by")}
    return HeadCountFile(pk=uuid.uuid5(draft.pk, commune.code), commune=commune, **facts)


def reading_of(sheet: Sheet, columns: Columns) -> dict[str, Any]:
    return {
        "sheet": sheet.name,
        "font": sheet.font,
        "bands": [list(band[:2]) for band in columns.bands],
        "unused": [text[:60] for text in columns.unused][:20],
    }


def by_commune(
    told: Iterable[tuple[Line, str, str]], sender: Sender
) -> tuple[dict[Commune, list[Line]], Counter[str]]:
    """Lines of each commune within reach, that of the page first; how many there are of each other.

    A line that names no commune is of the page's. Costs a query.
    """
    communes = list(sender.reach.defer("boundary"))
    by_code = {commune.code: commune for commune in communes}
    by_name: dict[str, list[Commune]] = {}
    for commune in communes:
        by_name.setdefault(fold(commune.name), []).append(commune)
    own = next(commune for commune in communes if commune == sender.commune)
    parts: dict[Commune, list[Line]] = {own: []}
    elsewhere: Counter[str] = Counter()
    for line, code, name in told:
        namesakes = by_name.get(fold(split_name(name, COMMUNE_TYPES)[1]), [])
        found = by_code.get(full_code(code)) if code else (namesakes[0] if len(namesakes) == 1 else None)
        if not code and not name:
            found = own
        if found:
            parts.setdefault(found, []).append(line)
        else:
            elsewhere[(name or code)[:60]] += 1
    return {commune: lines for commune, lines in parts.items() if lines or commune == own}, elsewhere
