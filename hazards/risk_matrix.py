"""The matrix of risk as data: read once from `risk_matrix.toml`, or the file the setting names."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import get_language

STEPS: Final = range(1, 6)
HIGHEST_SCORE: Final = 25
LEVELS: Final = ("low", "medium", "high", "very_high")
SCALES: Final = ("likelihood", "severity")
LANGUAGES: Final = ("vi", "en")


class MatrixError(ValueError):
    """The file cannot serve as a matrix; `problems` says in English why, each with its cure."""

    def __init__(self, problems: list[str]):
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class RiskMatrix:
    """`words[scale][step]` and `words["levels"][code]` by language; `lowest[code]` in rising order."""

    words: Mapping[str, Mapping[int | str, Mapping[str, str]]]
    lowest: Mapping[str, int]
    sources: Mapping[str, str]


@cache
def matrix() -> RiskMatrix:
    """The matrix in force; MatrixError."""
    return read_matrix(Path(settings.RISK_MATRIX))


def read_matrix(path: Path) -> RiskMatrix:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise MatrixError([f"{path} can't be read: {error}"]) from error
    if problems := [*scale_problems(data), *level_problems(data)]:
        raise MatrixError(problems)
    words: dict[str, dict[int | str, Mapping[str, str]]] = {
        scale: dict(zip(STEPS, data[scale]["steps"], strict=True)) for scale in SCALES
    }
    words["levels"] = {code: data["levels"][code] for code in LEVELS}
    return RiskMatrix(
        words=words,
        lowest={code: data["levels"][code]["lowest_score"] for code in LEVELS},
        sources={part: data[part]["source"] for part in (*SCALES, "levels")},
    )


def is_named(row: object) -> bool:
    """It has words in both languages."""
    return isinstance(row, dict) and all(
        isinstance(row.get(language), str) and row[language].strip() for language in LANGUAGES
    )


def part_of(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = data.get(name)
    return part if isinstance(part, dict) else {}


def source_problems(part: Mapping[str, Any], name: str) -> list[str]:
    said = part.get("source")
    return [] if isinstance(said, str) and said.strip() else [f"[{name}] names no source."]


def scale_problems(data: Mapping[str, Any]) -> list[str]:
    problems = []
    for scale in SCALES:
        part = part_of(data, scale)
        steps = part.get("steps")
        steps = steps if isinstance(steps, list) else []
        if len(steps) != len(STEPS):
            problems.append(f"[{scale}] has {len(steps)} steps: five are needed, the least first.")
        problems += [
            f"[{scale}] step {place} needs words in both vi and en."
            for place, row in enumerate(steps, start=1)
            if not is_named(row)
        ]
        problems += source_problems(part, scale)
    return problems


def level_problems(data: Mapping[str, Any]) -> list[str]:
    part = part_of(data, "levels")
    rows = [part_of(part, code) for code in LEVELS]
    problems = [
        f"[levels.{code}] needs words in both vi and en."
        for code, row in zip(LEVELS, rows, strict=True)
        if not is_named(row)
    ]
    lowest = [score for row in rows if type(score := row.get("lowest_score")) is int]
    if len(lowest) != len(LEVELS):
        problems.append("Each level needs lowest_score, a whole number.")
    elif lowest[0] != 1 or lowest != sorted(set(lowest)) or lowest[-1] > HIGHEST_SCORE:
        problems.append(
            "The levels must cover the scores 1 to 25 without a gap: lowest_score begins with 1 and"
            f" rises from level to level up to 25 at most, not {lowest}."
        )
    unknown = sorted(set(part) - {*LEVELS, "source"})
    problems += [f"There is no level “{name}”: the four are {', '.join(LEVELS)}." for name in unknown]
    return problems + source_problems(part, "levels")


def in_words(part: str, key: int | str) -> str:
    """Name of a step or level in the language of the page; Vietnamese unless it speaks English."""
    language = "en" if (get_language() or "").startswith("en") else "vi"
    return matrix().words[part][key][language]


words = lazy(in_words, str)
