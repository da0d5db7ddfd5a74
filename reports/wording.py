"""What a report begins with, and how figures come into its words. No queries."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import override

from areas.models import Commune
from hazards.money import grouped
from reports.figures import FIGURES, Figures
from reports.register import Period
from reports.tables import Holds, Value

FILE: Final = Path(__file__).with_name("wording.toml")
LANGUAGE: Final = "vi"  # of papers of the State
TOKEN: Final = re.compile(r"\{([^{}\n]{1,80})\}")
# Words for what is no figure.
PLAIN: Final = ("xã", "thôn", "từ ngày", "đến ngày", "năm")


@cache
def read() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text(encoding="utf-8"))


def paper_words() -> dict[str, Any]:
    return read()["paper"]


def first_sections() -> list[dict[str, str]]:
    """The parts as a new report has them, their tokens unfilled."""
    return [
        {"key": part["key"], "title": part["title"], "text": part["text"].strip()}
        for part in read()["section"]
    ]


def usual_text(key: str) -> str:
    """What a part began with; "" for one that is not in the file any more."""
    return next((part["text"] for part in first_sections() if part["key"] == key), "")


def section_parts(key: str) -> tuple[list[str], list[str]]:
    """Codes of the tables and of the pictures that follow the text of a part."""
    part: dict[str, Any] = next((part for part in read()["section"] if part["key"] == key), {})
    return part.get("tables", []), part.get("pictures", [])


def first_recipients(kind: str, commune: Commune) -> str:
    """One on a line."""
    return (
        read()["recipients"][kind]
        .strip()
        .replace("UBND xã", f"UBND {type_word(commune)}")
        .replace("thuộc xã", f"thuộc {type_word(commune)}")
    )


def type_word(commune: Commune) -> str:
    return commune.full_name.removesuffix(commune.name).strip()


def village_word(commune: Commune) -> str:
    """In the language of papers, whatever language the page speaks."""
    with override(LANGUAGE):
        return commune.village_word


def first_subject(kind: str) -> str:
    """Its tokens unfilled: the period may be moved until the report is issued."""
    return str(read()["subject"][kind])


def tokens() -> list[str]:
    """All that a text may name between braces."""
    return [*PLAIN, *read()["phrase"], *(figure.token for figure in FIGURES)]


def unknown_tokens(text: str) -> list[str]:
    known = set(tokens())
    return [token for token in TOKEN.findall(text) if token not in known]


def words_of(commune: Commune, period: Period, figures: Figures) -> dict[str, str]:
    """What stands for each token."""
    words = plain_words(commune, period) | {
        figure.token: in_words(figures.numbers[figure.code], figure.holds) for figure in FIGURES
    }
    phrases = {name: fill(variant(phrase, figures), words) for name, phrase in read()["phrase"].items()}
    return words | phrases


def plain_words(commune: Commune, period: Period) -> dict[str, str]:
    return {
        "xã": commune.full_name,
        "thôn": village_word(commune),
        "từ ngày": f"{period.first:%d/%m/%Y}",
        "đến ngày": f"{period.last:%d/%m/%Y}",
        "năm": str(period.last.year),
    }


def variant(phrase: Mapping[str, str], figures: Figures) -> str:
    """The wording of a phrase that is true of the figures."""
    numbers = figures.numbers
    if not numbers[phrase["count"]]:
        return phrase["zero"]
    if "target" not in phrase or numbers[phrase["target"]] is None:
        return phrase["some"]
    is_reached = float(numbers[phrase["share"]] or 0) >= float(numbers[phrase["target"]] or 0)
    return phrase["reached" if is_reached else "below"]


def fill(text: str, words: Mapping[str, str]) -> str:
    """`text` with every token that is known replaced; others stay as they are."""
    return TOKEN.sub(lambda found: words.get(found[1], found[0]), text)


def in_words(value: Value, holds: Holds) -> str:
    """As a Vietnamese paper writes it; nothing to count is no data, never 0 %.

    >>> in_words(5, Holds.COUNT), in_words(78.85, Holds.SHARE), in_words(None, Holds.SHARE)
    ('05', '78,9%', 'chưa có số liệu')
    """
    if value is None:
        return str(paper_words()["no_data"])
    if holds == Holds.SHARE:
        return f"{percent(float(value))}%"
    if holds == Holds.MONEY:
        return f"{grouped(value)} đồng"  # type: ignore[arg-type]  # an amount in whole đồng
    if holds == Holds.COUNT:
        return f"{value:02d}" if 0 < int(value) < 10 else grouped(value)  # type: ignore[arg-type]
    return str(value)


def percent(value: float) -> str:
    """With a comma and one decimal, none where it is 0; what is not whole never reads 100.

    >>> percent(100), percent(99.99), percent(66.67), percent(65)
    ('100', '99,9', '66,7', '65')
    """
    shown = min(round(value, 1), 99.9) if value < 100 else value
    return f"{shown:.1f}".removesuffix(".0").replace(".", ",")


def day_in_words(day: date | None, place: str) -> str:
    """“Ngọc Hồi, ngày 05 tháng 02 năm 2026”, with dots where the day is not known yet.

    Days below ten and the first two months are written with a zero: Decree 30/2020.
    """
    if day is None:
        return f"{place}, ngày ... tháng ... năm ..."
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"{place}, ngày {day.day:02d} tháng {month} năm {day.year}"
