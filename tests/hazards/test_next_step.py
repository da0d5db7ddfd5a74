"""What to do next, as stories over plain facts. Kinds are words here."""

from datetime import date

import pytest

from hazards.measure_state import STEPS, State, state_on
from hazards.next_step import Action, NextStep, next_step
from hazards.status import Condition, FindingFact, MeasureFact, SiteFacts

DAY = date(2026, 6, 30)
MARCH = date(2026, 3, 1)


def planned(kind="fence", **more) -> MeasureFact:
    return MeasureFact(kind, MARCH, planned_on=date(2026, 9, 1), **more)


def installed(kind="fence", on=MARCH, **more) -> MeasureFact:
    return MeasureFact(kind, MARCH, installed_on=on, **more)


def found(condition: Condition) -> MeasureFact:
    return installed(findings=(FindingFact(date(2026, 6, 1), condition),))


@pytest.mark.parametrize(
    ("measure", "state"),
    [
        (planned(), State.PLANNED),
        (planned(removed_on=MARCH), State.GIVEN_UP),
        (installed(), State.IN_EFFECT),
        (installed(removed_on=DAY), State.REMOVED),
        (found(Condition.DAMAGED), State.DAMAGED),
        (found(Condition.REPAIRING), State.REPAIRING),
        (found(Condition.REPAIRED), State.IN_EFFECT),
        (MeasureFact("fence", date(2026, 7, 1), planned_on=date(2026, 9, 1)), None),
    ],
)
def test_the_state_of_a_measure_follows_from_its_facts(measure, state):
    assert state_on(measure, DAY) == state


def test_every_state_says_which_steps_it_allows():
    assert set(STEPS) == set(State)


def step(*measures, required=(), **facts) -> NextStep:
    return next_step(SiteFacts(180, frozenset(required), measures=measures, **facts), DAY)


def test_nothing_is_left_where_the_danger_is_gone():
    assert step(eliminated_on=MARCH) == NextStep(Action.NOTHING)


def test_a_protected_site_waits_for_its_inspection():
    assert step(installed()) == NextStep(Action.WAIT, inspect_by=date(2026, 8, 28))


def test_a_broken_fence_is_to_be_repaired_even_where_a_sign_protects():
    assert step(installed("sign"), found(Condition.DAMAGED)) == NextStep(Action.REPAIR, 1)


def test_an_old_fence_is_to_be_inspected():
    assert step(installed(on=date(2025, 1, 1))) == NextStep(Action.INSPECT)


def test_a_bare_site_wants_any_measure():
    assert step() == NextStep(Action.ADD_ANY)
    assert step(installed(removed_on=MARCH)) == NextStep(Action.ADD_ANY)


def test_what_is_required_and_not_yet_planned_is_missing():
    assert step(installed(), required={"fence", "sign"}) == NextStep(Action.ADD_MISSING, missing=("sign",))


def test_a_plan_wants_confirming_and_the_rest_is_still_named():
    assert step(planned(), required={"fence", "sign"}) == NextStep(Action.CONFIRM_INSTALLATION, 0, ("sign",))


def test_damage_is_more_pressing_than_a_plan():
    assert step(planned("sign"), found(Condition.DAMAGED)) == NextStep(Action.REPAIR, 1)


def test_a_repair_under_way_wants_confirming():
    assert step(found(Condition.REPAIRING)) == NextStep(Action.CONFIRM_REPAIR, 0)


def test_damage_of_what_nobody_asked_for_is_not_the_next_step():
    assert step(found(Condition.DAMAGED), required={"sign"}) == NextStep(
        Action.ADD_MISSING, missing=("sign",)
    )


def test_a_damaged_fence_beside_a_sound_one_is_not_the_next_step():
    both = (found(Condition.DAMAGED), installed())
    assert step(*both, required={"fence", "sign"}) == NextStep(Action.ADD_MISSING, missing=("sign",))
