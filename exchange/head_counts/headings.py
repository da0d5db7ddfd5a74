"""Which column of a table is what, told by its headings. Imports no Django."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Final

from exchange.head_counts.ages import ADULT, Band, band_of, cover_childhood, overlap, settled
from exchange.head_counts.figures import is_figure
from exchange.tables.workbook import Cell
from foundation.vietnamese import fold

# A title stands above the headings; they take up to three rows where cells were merged.
LOOKED_AT: Final = 40
DEPTH: Final = 3

VILLAGE_WORD: Final = "(?:thon|to dan pho|to dan cu|tdp|to|khu dan cu|khu pho|dia ban|don vi|lang|xom|ap|ban|village|residential group)"
COMMUNE_WORD: Final = "(?:xa|phuong|dac khu|thi tran|commune|ward|don vi hanh chinh cap xa|dvhc)"
NAME: Final = re.compile(f"(?:ten )?{VILLAGE_WORD}(?: {VILLAGE_WORD})*(?: name)?|ten")
CODE: Final = re.compile(f"(?:ma|code)(?: so)?(?: dinh danh)?(?: {VILLAGE_WORD})*|{VILLAGE_WORD} code")
COMMUNE: Final = re.compile(f"(?:ten )?{COMMUNE_WORD}(?: {COMMUNE_WORD})*")
COMMUNE_CODE: Final = re.compile(f"(?:ma|code)(?: so)?(?: {COMMUNE_WORD})+|{COMMUNE_WORD} code")
TOTAL: Final = re.compile(
    r"tong|tong so|tong cong|cong|so luong|sl|so chau"
    r"|(?:tong |tong so |so |so luong |number of )?(?:tre|tre em|chau|children)"
)
# Parts of a number that we keep whole, and people who are no children.
NOT_USED: Final = re.compile(r"nam|nu|trai|gai|boys?|girls?|gioi tinh")
OTHER_PEOPLE: Final = re.compile(r"dan so|nhan khau|\bho\b|nguoi lon|lao dong|population|households?")


class Role(StrEnum):
    UNUSED = "unused"
    NAME = "name"
    CODE = "code"
    COMMUNE = "commune"
    COMMUNE_CODE = "commune_code"
    TOTAL = "total"
    AGES = "ages"


@dataclass(frozen=True)
class Columns:
    """Positions (from 0) of what was found; the data begins in row `first_row` (from 0)."""

    first_row: int = 0
    places: dict[Role, int] = field(default_factory=dict)
    ages: dict[int, Band] = field(default_factory=dict)
    headings: tuple[str, ...] = ()
    is_unclear: bool = False  # several columns could be the number of children

    @property
    def bands(self) -> list[Band]:
        return sorted(self.ages.values())

    @property
    def are_told(self) -> bool:
        """Whether the table can be read by them: which village, and how many children in all."""
        knows_village = Role.NAME in self.places or Role.CODE in self.places
        knows_number = Role.TOTAL in self.places or cover_childhood(self.bands)
        return knows_village and knows_number and not overlap(self.bands) and not self.is_unclear

    @property
    def unused(self) -> list[str]:
        used = {*self.places.values(), *self.ages}
        return [text for place, text in enumerate(self.headings) if text and place not in used]


def plain(cell: Cell) -> str:
    return " ".join(re.sub(r"[^\w\s<+–—−~÷-]|_", " ", fold(str(cell))).split())


def columns_of(rows: Sequence[Sequence[Cell]]) -> Columns:
    """The best reading of the first rows as headings; `are_told` says whether it is enough."""
    best, chosen = (False, 0, 0), Columns()
    for top in range(min(LOOKED_AT, len(rows))):
        for depth in range(1, DEPTH + 1):
            found = reading(rows[top : top + depth])
            worth = found.are_told, len(found.places) + len(found.ages), -depth
            if worth > best:
                best, chosen = worth, whole(rows, top, depth)
    return chosen


def whole(rows: Sequence[Sequence[Cell]], top: int, depth: int) -> Columns:
    """The headings from row `top` on, with what stands below them and is no line of a village yet."""
    found = reading(rows[top : top + depth])
    while top + depth < len(rows) and depth < DEPTH and continues_heading(rows[top + depth], found):
        depth += 1
        found = reading(rows[top : top + depth])
    return replace(found, first_row=top + depth)


def continues_heading(row: Sequence[Cell], columns: Columns) -> bool:
    """No village, no number, but words: “Tổng số”, “Nam”, “Nữ” under “Trẻ em”."""
    keys = [columns.places[role] for role in (Role.NAME, Role.CODE) if role in columns.places]
    names_nobody = not any(str(row[place]).strip() for place in keys if place < len(row))
    words = [cell for cell in row if str(cell).strip()]
    return names_nobody and bool(words) and not any(is_figure(cell) for cell in words)


def reading(head: Sequence[Sequence[Cell]]) -> Columns:
    """These rows taken for headings, one above the other."""
    width = max((len(row) for row in head), default=0)
    texts = [column_texts(head, place) for place in range(width)]
    places: dict[Role, int] = {}
    totals: list[int] = []
    bands: dict[int, Band] = {}
    for place, own in enumerate(texts):
        role, band = role_of(own)
        if band:
            bands[place] = band
        elif role is Role.TOTAL:
            totals.append(place)
        elif role is not Role.UNUSED:
            places.setdefault(role, place)
    ages = dict(zip(bands, settled(list(bands.values())), strict=True))
    totals += [place for place, band in ages.items() if band[:2] == (0, ADULT)]
    named = [place for place in totals if "tre" in " ".join(texts[place]).split() or place in ages]
    chosen = totals if len(totals) == 1 else named
    if len(chosen) == 1:
        places[Role.TOTAL] = chosen[0]
    return Columns(
        places=places,
        ages={place: band for place, band in ages.items() if place not in totals},
        headings=tuple(heading(head, place) for place in range(width)),
        is_unclear=len(totals) > 1 and len(chosen) != 1,
    )


def column_texts(head: Sequence[Sequence[Cell]], place: int) -> list[str]:
    """What stands above a column, folded, from the top down; nothing where no heading is its own.

    A merged cell holds its text in its first column: the next ones, empty there, share it.
    """
    if not any(str(row[place]).strip() for row in head if place < len(row)):
        return []
    texts = []
    for row in head[:-1]:
        left = [text for cell in row[: place + 1] if (text := plain(cell))]
        own = place < len(row) and plain(row[place])
        is_under_merged = place < len(head[-1]) and bool(plain(head[-1][place]))
        texts.append(own or (left[-1] if left and is_under_merged else ""))
    lowest = head[-1]
    return [text for text in [*texts, plain(lowest[place]) if place < len(lowest) else ""] if text]


def role_of(texts: Sequence[str]) -> tuple[Role, Band | None]:
    if not texts or any(NOT_USED.fullmatch(text) or OTHER_PEOPLE.search(text) for text in texts):
        return Role.UNUSED, None
    for text in reversed(texts):
        if band := band_of(text):
            return Role.AGES, band
    for role, pattern in (
        (Role.COMMUNE_CODE, COMMUNE_CODE),
        (Role.CODE, CODE),
        (Role.COMMUNE, COMMUNE),
        (Role.NAME, NAME),
        (Role.TOTAL, TOTAL),
    ):
        if pattern.fullmatch(texts[-1]):
            return role, None
    return Role.UNUSED, None


def heading(head: Sequence[Sequence[Cell]], place: int) -> str:
    """As it stands in the file, for people."""
    parts = [str(row[place]).strip() for row in head if place < len(row)]
    return " ".join(part for part in parts if part)


# --- what must not come in -----------------------------------------------------------------

CHILD: Final = re.compile(
    r"ho (?:va )?ten(?: (?:tre|chau|con|hoc sinh|cha|me|bo|nguoi giam ho).*)?|ten (?:tre|chau|con|hoc sinh).*"
    r"|ngay(?: thang(?: nam)?)? sinh.*|nam sinh|so dinh danh.*|(?:so )?(?:cmnd|cccd|can cuoc).*"
    r"|full name|child s name|name of (?:the )?child|date of birth|birth date"
)
DAY: Final = re.compile(r"\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d|(?:19|20)\d\d-\d\d-\d\d(?: .*)?")
DAYS_IN_A_COLUMN: Final = 3


def tells_of_single_children(rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether this is a list of children, not of villages: a heading says so, or days of birth do.

    What stands below a table (“ký, ghi rõ họ tên”) is no heading. Of a table whose columns are told
    only code, name and numbers are kept, so that a day of checking in it does no harm.
    """
    columns = columns_of(rows)
    head = rows[: columns.first_row] if columns.are_told else rows[:LOOKED_AT]
    if any(CHILD.fullmatch(plain(cell)) for row in head for cell in row):
        return True
    if columns.are_told:
        return False
    days = Counter(place for row in rows for place, cell in enumerate(row) if DAY.fullmatch(str(cell)))
    return max(days.values(), default=0) >= DAYS_IN_A_COLUMN
