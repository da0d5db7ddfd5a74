"""What likelihood and severity the form proposes, from the facts entered, and why.

Pure: knows neither database nor form. The rule and its sources stand in docs/risk.md; the
person decides. More danger never lowers a proposal.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Scale = Literal["likelihood", "severity"]

LEAST: Final = 1
MOST: Final = 5
# A child of two drowns where an adult only gets wet feet: RoSPA names 100 mm as enough, and
# 500 mm to a small child as what 1.8 m is to an adult.
DROWNS_IN_M: Final = Decimal("0.1")
OVER_THE_HEAD_M: Final = Decimal("0.5")
DEEP_FALL_M: Final = Decimal(2)

DROWNING: Final = "drowning"
DIED: Final = "died"


@dataclass(frozen=True)
class PastEvent:
    """An accident nearby; of the child itself nothing is known here."""

    kind: str
    outcome: str
    distance_m: float
    years_ago: float


@dataclass(frozen=True)
class RiskFacts:
    """What was entered so far; empty or None is not known."""

    usual_likelihood: int
    usual_severity: int
    is_drowning: bool
    depth_m: Decimal | None = None
    bank: str = ""
    access: str = ""
    near_path: bool = False
    near_homes: bool = False
    is_household: bool = False
    events: tuple[PastEvent, ...] = ()


@dataclass(frozen=True)
class Reason:
    """`step` is added to the scale; with `at_least`, the scale is lifted to that if it is lower."""

    scale: Scale
    sentence: Promise
    step: int = 0
    at_least: int = 0

    @property
    def effect(self) -> str:
        if self.at_least:
            return str(_("at least %(least)s") % {"least": self.at_least})
        return f"{self.step:+d}".replace("-", "−")


@dataclass(frozen=True)
class Proposal:
    likelihood: int
    severity: int
    reasons: tuple[Reason, ...]


def propose(facts: RiskFacts) -> Proposal:
    """Start from what is usual for the kind; add the steps; keep to 1–5; then lift to the floors.

    >>> propose(RiskFacts(3, 5, is_drowning=True, access="open")).likelihood
    4
    """
    reasons = (*children_come(facts), *water_and_bank(facts), *happened_here(facts))
    return Proposal(
        likelihood=result(facts.usual_likelihood, "likelihood", reasons),
        severity=result(facts.usual_severity, "severity", reasons),
        reasons=reasons,
    )


def result(usual: int, scale: Scale, reasons: Iterable[Reason]) -> int:
    counted = [reason for reason in reasons if reason.scale == scale]
    stepped = usual + sum(reason.step for reason in counted)
    return max([min(max(stepped, LEAST), MOST), *(reason.at_least for reason in counted)])


def children_come(facts: RiskFacts) -> list[Reason]:
    """Whether children pass here, and whether they get to the danger."""
    reasons = []
    if facts.near_path:
        reasons.append(Reason("likelihood", _("Children use a path beside it."), step=1))
    if facts.near_homes:
        reasons.append(Reason("likelihood", _("Homes are close."), step=1))
    if facts.access == "open":
        reasons.append(Reason("likelihood", _("Nothing keeps children out."), step=1))
    if facts.access == "closed":
        reasons.append(Reason("likelihood", _("Access is closed."), step=-1))
    if facts.is_household and facts.is_drowning:
        sentence = _("Small children of the household are beside it every day.")
        reasons.append(Reason("likelihood", sentence, at_least=3))
    return reasons


def water_and_bank(facts: RiskFacts) -> list[Reason]:
    reasons = []
    depth = facts.depth_m or Decimal(0)
    if facts.bank in ("steep", "vertical"):
        reasons.append(Reason("likelihood", _("From such a bank a child slips or falls in."), step=1))
    if facts.bank == "vertical":
        reasons.append(Reason("severity", _("A child can't climb out over a vertical bank."), at_least=5))
    elif facts.bank == "steep":
        reasons.append(Reason("severity", _("A child hardly climbs out over a steep bank."), at_least=4))
    if facts.is_drowning and depth >= OVER_THE_HEAD_M:
        reasons.append(Reason("severity", _("A small child can't stand in water this deep."), at_least=5))
    elif facts.is_drowning and depth >= DROWNS_IN_M:
        sentence = _("Shallow is not safe: small children drown in water up to the knee.")
        reasons.append(Reason("severity", sentence, at_least=4))
    elif depth >= DEEP_FALL_M:
        reasons.append(Reason("severity", _("A fall from this height harms a child for life."), at_least=4))
    return reasons


def happened_here(facts: RiskFacts) -> list[Reason]:
    """Accidents nearby of the sort that this place can cause: drownings for water, others elsewhere."""
    events = [event for event in facts.events if (event.kind == DROWNING) == facts.is_drowning]
    died = sum(event.outcome == DIED for event in events)
    reasons = []
    if events:
        sentence = (
            _("A child drowned or nearly did near here in recent years.")
            if facts.is_drowning
            else _("A child was hurt near here in recent years.")
        )
        reasons.append(Reason("likelihood", sentence, at_least=4))
    if len(events) > 1:
        reasons.append(Reason("likelihood", _("That happened more than once."), at_least=5))
    if died:
        reasons.append(Reason("severity", _("A child died near here."), at_least=5))
    return reasons
