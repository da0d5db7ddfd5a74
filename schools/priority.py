"""In which order a school looks at the dangers around it: the risk that remains. Imports no models.

Points = risk level × status × distance band, whole numbers, so that the database and Python agree
exactly. docs/schools.md explains the rule; the school's page shows it.
"""

from collections.abc import Sequence
from typing import Final

from hazards.risk import RiskLevel
from hazards.status import Status

# Each level weighs twice the one below.
LEVEL_POINTS: Final = {RiskLevel.LOW: 1, RiskLevel.MEDIUM: 2, RiskLevel.HIGH: 4, RiskLevel.VERY_HIGH: 8}
# How much of the danger is left. Measures wear, and nobody has looked lately: `inspection due`.
STATUS_POINTS: Final = {
    Status.UNPROTECTED: 10,
    Status.IN_PROGRESS: 7,
    Status.INSPECTION_DUE: 4,
    Status.PROTECTED: 1,
    Status.ELIMINATED: 0,
}
# Nearest band first; as many as `settings.SCHOOL_DISTANCES_M` has.
BAND_POINTS: Final = (4, 2, 1)


def band(metres: float, radii_m: Sequence[float]) -> int | None:
    """Place (0 the nearest) of the first radius that reaches so far; None beyond the last."""
    return next((place for place, radius in enumerate(radii_m) if metres <= radius), None)


def remaining_risk(level: str, status: str, band: int) -> int:
    """Points from 0 to 320.

    >>> remaining_risk(RiskLevel.VERY_HIGH, Status.UNPROTECTED, 0)
    320
    """
    return LEVEL_POINTS[RiskLevel(level)] * STATUS_POINTS[Status(status)] * BAND_POINTS[band]
