"""The steps of likelihood and severity. Their words are data, see `risk_matrix.py`."""

from django.db.models import IntegerChoices

from hazards.risk import risk_level
from hazards.risk_matrix import words


class Likelihood(IntegerChoices):
    RARE = 1, words("likelihood", 1)
    SELDOM = 2, words("likelihood", 2)
    POSSIBLE = 3, words("likelihood", 3)
    LIKELY = 4, words("likelihood", 4)
    ALMOST_CERTAIN = 5, words("likelihood", 5)


class Severity(IntegerChoices):
    SLIGHT = 1, words("severity", 1)
    MINOR = 2, words("severity", 2)
    SERIOUS = 3, words("severity", 3)
    LASTING = 4, words("severity", 4)
    DEADLY = 5, words("severity", 5)


def risk_words() -> dict[str, dict[str, str]]:
    """“likelihood severity” → level code and word, for the script that shows the level live."""
    pairs = [(likelihood, severity) for likelihood in range(1, 6) for severity in range(1, 6)]
    levels = {f"{pair[0]} {pair[1]}": risk_level(*pair) for pair in pairs}
    return {key: {"level": level.value, "word": str(level.label)} for key, level in levels.items()}
