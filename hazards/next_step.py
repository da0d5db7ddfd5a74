"""What to do next about a site: the one thing, as a pure function of the facts."""

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from hazards.measure_state import State, state_on
from hazards.status import SiteFacts, Status, last_looked_at, status_of


class Action(StrEnum):
    NOTHING = "nothing"  # the danger is gone
    WAIT = "wait"  # protected: inspect again later
    INSPECT = "inspect"
    REPAIR = "repair"
    CONFIRM_REPAIR = "confirm_repair"
    CONFIRM_INSTALLATION = "confirm_installation"
    ADD_MISSING = "add_missing"
    ADD_ANY = "add_any"


@dataclass(frozen=True)
class NextStep:
    """`measure` is a place in `SiteFacts.measures`; `missing` are kinds nobody has planned yet;
    `inspect_by` is the last day before an inspection is due."""

    action: Action
    measure: int | None = None
    missing: tuple[Hashable, ...] = ()
    inspect_by: date | None = None


# What a measure that protects no longer, or not yet, asks for: the most pressing first.
ASKED_BY_STATE = (
    (State.DAMAGED, Action.REPAIR),
    (State.REPAIRING, Action.CONFIRM_REPAIR),
    (State.PLANNED, Action.CONFIRM_INSTALLATION),
)


def next_step(site: SiteFacts, day: date) -> NextStep:
    status = status_of(site, day)
    if status == Status.ELIMINATED:
        return NextStep(Action.NOTHING)
    if status == Status.INSPECTION_DUE:
        return NextStep(Action.INSPECT)
    if status == Status.PROTECTED:
        broken = next((p for p, m in enumerate(site.measures) if state_on(m, day) == State.DAMAGED), None)
        if broken is not None:  # another measure protects the site; this one is broken all the same
            return NextStep(Action.REPAIR, broken)
        looked_at = last_looked_at(site, day)
        by = looked_at + timedelta(days=site.interval_days) if looked_at else None
        return NextStep(Action.WAIT, inspect_by=by)
    return towards_protection(site, day)


def towards_protection(site: SiteFacts, day: date) -> NextStep:
    """The step for a site that is not protected on `day`."""
    states = [state_on(measure, day) for measure in site.measures]
    gone = (None, State.REMOVED, State.GIVEN_UP)
    there = {measure.kind for measure, state in zip(site.measures, states, strict=True) if state not in gone}
    missing = tuple(sorted(site.required - there, key=str))
    for asked_state, action in ASKED_BY_STATE:
        for place, (measure, state) in enumerate(zip(site.measures, states, strict=True)):
            needed = not site.required or measure.kind in site.required
            if state == asked_state and needed and not in_effect(site, measure.kind, day):
                return NextStep(action, place, missing)
    return NextStep(Action.ADD_MISSING, missing=missing) if missing else NextStep(Action.ADD_ANY)


def in_effect(site: SiteFacts, kind: Hashable, day: date) -> bool:
    """Whether another measure of the same kind already does the work."""
    return any(measure.kind == kind and measure.in_effect_on(day) for measure in site.measures)
