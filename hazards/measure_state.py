"""How one measure stands on a day, and which facts can be recorded about it next.

Pure, over the facts of `status.py`; imports no models.
"""

from datetime import date
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from hazards.status import Condition, MeasureFact, happened


class State(TextChoices):
    PLANNED = "planned", _("planned")
    IN_EFFECT = "in_effect", _("installed")
    DAMAGED = "damaged", _("damaged")
    REPAIRING = "repairing", _("under repair")
    REMOVED = "removed", _("removed")
    GIVEN_UP = "given_up", _("plan given up")


class Step(TextChoices):
    """A fact that can be recorded about a stored measure; the label is the button."""

    INSTALLED = "installed", _("Installed")
    DAMAGED = "damaged", _("Damaged")
    REPAIRING = "repairing", _("Under repair")
    REPAIRED = "repaired", _("Repaired")
    REMOVED = "removed", _("Removed")
    GIVEN_UP = "given_up", _("Plan given up")


STEPS: Final[dict[State, tuple[Step, ...]]] = {
    State.PLANNED: (Step.INSTALLED, Step.GIVEN_UP),
    State.IN_EFFECT: (Step.DAMAGED, Step.REMOVED),
    State.DAMAGED: (Step.REPAIRED, Step.REPAIRING, Step.REMOVED),
    State.REPAIRING: (Step.REPAIRED, Step.DAMAGED, Step.REMOVED),
    State.REMOVED: (),
    State.GIVEN_UP: (),
}
AFTER: Final[dict[Step, State]] = {
    Step.INSTALLED: State.IN_EFFECT,
    Step.DAMAGED: State.DAMAGED,
    Step.REPAIRING: State.REPAIRING,
    Step.REPAIRED: State.IN_EFFECT,
    Step.REMOVED: State.REMOVED,
    Step.GIVEN_UP: State.GIVEN_UP,
}
OUT_OF_ORDER: Final = {Condition.DAMAGED: State.DAMAGED, Condition.REPAIRING: State.REPAIRING}


def state_on(measure: MeasureFact, day: date) -> State | None:
    """State on `day`; None while nothing was known of the measure."""
    if measure.standing_on(day):
        return OUT_OF_ORDER.get(measure.condition_on(day), State.IN_EFFECT)
    if happened(measure.installed_on, day):
        return State.REMOVED
    if measure.planned_on_day(day):
        return State.PLANNED
    return State.GIVEN_UP if happened(measure.removed_on, day) else None


def last_fact_on(measure: MeasureFact) -> date | None:
    """Day of the latest fact; the next one cannot be earlier. A plan's date is no fact."""
    facts = [measure.installed_on, measure.removed_on, *(finding.on for finding in measure.findings)]
    return max((on for on in facts if on is not None), default=None)
