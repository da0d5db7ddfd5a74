"""Risk of a site: likelihood × severity, each from 1 to 5, in four levels.

Words and cut-offs are data, see `risk_matrix.py`; docs/risk.md says where they come from.
Imports no Django models.
"""

from django.db.models import TextChoices

from hazards.risk_matrix import HIGHEST_SCORE, matrix, words


class RiskLevel(TextChoices):
    LOW = "low", words("levels", "low")
    MEDIUM = "medium", words("levels", "medium")
    HIGH = "high", words("levels", "high")
    VERY_HIGH = "very_high", words("levels", "very_high")


def risk_level(likelihood: int, severity: int) -> RiskLevel:
    """Level of a site; ValueError outside 1 to 5.

    >>> risk_level(4, 5)
    RiskLevel.VERY_HIGH
    """
    if not (1 <= likelihood <= 5 and 1 <= severity <= 5):
        raise ValueError(f"likelihood and severity run from 1 to 5, not {likelihood} and {severity}")
    score = likelihood * severity
    return next(RiskLevel(code) for code, lowest in highest_first() if score >= lowest)


def score_range(level: str) -> tuple[int, int]:
    """Lowest and highest score of a level, both included."""
    highest = HIGHEST_SCORE
    for code, lowest in highest_first():
        if code == level:
            return lowest, highest
        highest = lowest - 1
    raise ValueError(f"no such risk level: {level}")


def highest_first() -> list[tuple[str, int]]:
    """Code and lowest score of each level, the highest level first."""
    return list(matrix().lowest.items())[::-1]
