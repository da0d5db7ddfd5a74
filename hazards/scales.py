"""The words for each step of likelihood and severity. docs/risk.md says how to choose."""

from django.db.models import IntegerChoices
from django.utils.translation import gettext_lazy as _

from hazards.risk import risk_level


class Likelihood(IntegerChoices):
    RARE = 1, _("Hardly ever: children do not come here")
    SELDOM = 2, _("Seldom: a child passes now and then")
    POSSIBLE = 3, _("Possible: children pass every week")
    LIKELY = 4, _("Likely: children pass or play here most days")
    ALMOST_CERTAIN = 5, _("Almost certain: children are here every day without an adult")


class Severity(IntegerChoices):
    SLIGHT = 1, _("Slight: a scratch or a fright")
    MINOR = 2, _("Minor: treated at home or at the health station")
    SERIOUS = 3, _("Serious: a child has to go to hospital")
    LASTING = 4, _("Grave: a child may be harmed for life")
    DEADLY = 5, _("Deadly: a child may drown or die")


def risk_words() -> dict[str, dict[str, str]]:
    """“likelihood severity” → level code and word, for the script that shows the level live."""
    pairs = [(likelihood, severity) for likelihood in range(1, 6) for severity in range(1, 6)]
    levels = {f"{pair[0]} {pair[1]}": risk_level(*pair) for pair in pairs}
    return {key: {"level": level.value, "word": str(level.label)} for key, level in levels.items()}
