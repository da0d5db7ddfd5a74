"""Risk of a site: likelihood × severity, each from 1 to 5, in four levels.

The 5 × 5 matrix follows common practice under ISO 31000 (the score is the product); the
cut-offs are ours and stand here once: docs/risk.md says why. Imports no Django models.
"""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class RiskLevel(TextChoices):
    LOW = "low", _("low")
    MEDIUM = "medium", _("medium")
    HIGH = "high", _("high")
    VERY_HIGH = "very_high", _("very high")


# Lowest score of each level, the highest level first.
CUT_OFFS: Final = ((17, RiskLevel.VERY_HIGH), (10, RiskLevel.HIGH), (5, RiskLevel.MEDIUM), (1, RiskLevel.LOW))


def risk_level(likelihood: int, severity: int) -> RiskLevel:
    """Level of a site; ValueError outside 1 to 5.

    >>> risk_level(4, 5)
    RiskLevel.VERY_HIGH
    """
    if not (1 <= likelihood <= 5 and 1 <= severity <= 5):
        raise ValueError(f"likelihood and severity run from 1 to 5, not {likelihood} and {severity}")
    score = likelihood * severity
    return next(level for lowest, level in CUT_OFFS if score >= lowest)


def score_range(level: str) -> tuple[int, int]:
    """Lowest and highest score of a level, both included."""
    highest = 25
    for lowest, name in CUT_OFFS:
        if name == level:
            return lowest, highest
        highest = lowest - 1
    raise ValueError(f"no such risk level: {level}")
