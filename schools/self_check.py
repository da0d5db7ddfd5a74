"""The questions of the safe school, in numbered editions, read once from `safe_school.toml`.

Imports no models. docs/safe-school.md says where the questions come from and how to add an edition.
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import get_language

FILE: Final = Path(__file__).with_name("safe_school.toml")
KINDERGARTEN: Final = "kindergarten"
GENERAL: Final = "general"
# What each level of `schools.models.SchoolLevel` is asked; a level of one's own is asked as general.
ASKED: Final[Mapping[str, frozenset[str]]] = {
    "kindergarten": frozenset({KINDERGARTEN}),
    "mixed": frozenset({KINDERGARTEN, GENERAL}),
}


class UnknownEditionError(LookupError):
    """No edition of this number is in the file."""


@dataclass(frozen=True)
class Words:
    vi: str
    en: str

    def __str__(self) -> str:
        return self.en if (get_language() or "").startswith("en") else self.vi


@dataclass(frozen=True)
class Question:
    code: str
    words: Words
    levels: frozenset[str]


@dataclass(frozen=True)
class Group:
    code: str
    name: Words
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Edition:
    """`documents` by sort of school: the circular that the themes follow; `note` says how far."""

    number: str
    from_school_year: int
    documents: Mapping[str, str]
    note: Words
    groups: tuple[Group, ...]

    def for_level(self, level: str) -> tuple[Group, ...]:
        """The groups with the questions that a school of this level is asked, empty ones left out."""
        asked = asked_of(level)
        groups = (
            Group(group.code, group.name, tuple(one for one in group.questions if one.levels & asked))
            for group in self.groups
        )
        return tuple(group for group in groups if group.questions)

    def documents_for(self, level: str) -> list[str]:
        return [self.documents[sort] for sort in (KINDERGARTEN, GENERAL) if sort in asked_of(level)]


def asked_of(level: str) -> frozenset[str]:
    return ASKED.get(level, frozenset({GENERAL}))


def codes(groups: Iterable[Group]) -> Iterator[str]:
    return (question.code for group in groups for question in group.questions)


@cache
def editions() -> dict[str, Edition]:
    """By number, the oldest first."""
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return {row["number"]: read_edition(row) for row in data["editions"]}


def edition(number: str) -> Edition:
    """UnknownEditionError for a number that is not in the file."""
    try:
        return editions()[number]
    except KeyError:
        raise UnknownEditionError(number) from None


def edition_for(school_year: int) -> Edition:
    """The last edition used from that school year or an earlier one; the first one before all of them."""
    known = list(editions().values())
    return max(
        (one for one in known if one.from_school_year <= school_year),
        key=lambda one: one.from_school_year,
        default=known[0],
    )


def read_edition(row: Mapping[str, Any]) -> Edition:
    source = row["source"]
    return Edition(
        number=row["number"],
        from_school_year=row["from_school_year"],
        documents={KINDERGARTEN: source[KINDERGARTEN], GENERAL: source[GENERAL]},
        note=Words(source["vi"], source["en"]),
        groups=tuple(read_group(group) for group in row["groups"]),
    )


def read_group(row: Mapping[str, Any]) -> Group:
    questions = tuple(
        Question(
            one["code"], Words(one["vi"], one["en"]), frozenset(one.get("levels", (KINDERGARTEN, GENERAL)))
        )
        for one in row["questions"]
    )
    return Group(row["code"], Words(row["vi"], row["en"]), questions)
