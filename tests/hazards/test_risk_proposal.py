"""The proposal of the risk: each rule of docs/risk.md, and that more danger never lowers it."""

from dataclasses import replace
from decimal import Decimal

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from hazards.risk_proposal import PastEvent, RiskFacts, propose

POND = RiskFacts(usual_likelihood=3, usual_severity=4, is_drowning=True)
ROAD = RiskFacts(usual_likelihood=3, usual_severity=4, is_drowning=False)
DROWNED = PastEvent(kind="drowning", outcome="died", distance_m=80, years_ago=2)
RESCUED = PastEvent(kind="drowning", outcome="unharmed", distance_m=80, years_ago=2)
HIT = PastEvent(kind="traffic", outcome="injured", distance_m=80, years_ago=2)


def both(facts: RiskFacts) -> tuple[int, int]:
    proposal = propose(facts)
    return proposal.likelihood, proposal.severity


def test_without_facts_it_is_what_is_usual_for_the_kind():
    assert both(POND) == (3, 4)
    assert propose(POND).reasons == ()


@pytest.mark.parametrize(
    ("fact", "proposed"),
    [
        ({"near_path": True}, (4, 4)),
        ({"near_homes": True}, (4, 4)),
        ({"access": "open"}, (4, 4)),
        ({"access": "partly"}, (3, 4)),
        ({"access": "closed"}, (2, 4)),
        ({"bank": "gentle"}, (3, 4)),
        ({"bank": "steep"}, (4, 4)),
        ({"bank": "vertical"}, (4, 5)),
        ({"depth_m": Decimal("0.05")}, (3, 4)),
        ({"depth_m": Decimal("0.5")}, (3, 5)),
        ({"events": (RESCUED,)}, (4, 4)),
        ({"events": (DROWNED,)}, (4, 5)),
        ({"events": (RESCUED, RESCUED)}, (5, 4)),
        ({"events": (HIT,)}, (3, 4)),
        ({"near_path": True, "near_homes": True, "access": "open", "bank": "steep"}, (5, 4)),
    ],
)
def test_each_fact_of_a_pond_has_its_effect(fact, proposed):
    assert both(replace(POND, **fact)) == proposed


def test_shallow_water_is_never_called_safe():
    puddle = replace(POND, usual_severity=1)
    assert both(replace(puddle, depth_m=Decimal("0.2"))) == (3, 4)
    reasons = propose(replace(puddle, depth_m=Decimal("0.2"))).reasons
    with translation.override("en"):
        assert "Shallow is not safe" in str(reasons[0].sentence)


def test_a_drowning_nearby_outweighs_a_closed_gate():
    assert both(replace(POND, access="closed", events=(DROWNED,))) == (4, 5)


def test_a_household_pond_has_small_children_beside_it():
    assert both(replace(POND, usual_likelihood=1, is_household=True)) == (3, 4)
    assert both(replace(ROAD, usual_likelihood=1, is_household=True)) == (1, 4)


def test_a_road_answers_to_accidents_on_roads_and_to_deep_falls():
    assert both(replace(ROAD, events=(HIT,))) == (4, 4)
    assert both(replace(ROAD, events=(DROWNED,))) == (3, 4)
    assert both(replace(ROAD, usual_severity=2, depth_m=Decimal(3))) == (3, 4)


def test_every_reason_says_its_effect():
    reasons = propose(replace(POND, access="closed", near_path=True, events=(DROWNED,))).reasons
    with translation.override("en"):
        assert [reason.effect for reason in reasons] == ["+1", "−1", "at least 4", "at least 5"]
    assert [reason.scale for reason in reasons] == ["likelihood"] * 3 + ["severity"]


# --- whatever is entered -------------------------------------------------------------

EVENTS = st.builds(
    PastEvent,
    kind=st.sampled_from(["drowning", "fall", "burn", "traffic", "other"]),
    outcome=st.sampled_from(["died", "injured", "unharmed"]),
    distance_m=st.floats(0, 200),
    years_ago=st.floats(0, 5),
)
# From the least to the most dangerous answer.
BANKS = ["", "gentle", "steep", "vertical"]
ACCESS = ["closed", "", "partly", "open"]
DEPTHS = [None, *(Decimal(depth) / 100 for depth in (0, 5, 10, 40, 50, 180, 200, 6000))]
ANY = st.builds(
    RiskFacts,
    usual_likelihood=st.integers(1, 5),
    usual_severity=st.integers(1, 5),
    is_drowning=st.booleans(),
    depth_m=st.sampled_from(DEPTHS),
    bank=st.sampled_from(BANKS),
    access=st.sampled_from(ACCESS),
    near_path=st.booleans(),
    near_homes=st.booleans(),
    is_household=st.booleans(),
    events=st.lists(EVENTS, max_size=4).map(tuple),
)


@given(ANY)
def test_a_proposal_lies_from_1_to_5(facts):
    assert all(1 <= step <= 5 for step in both(facts))


@given(ANY, st.data())
def test_more_danger_never_lowers_it(facts, data):
    def worse(answers, now):
        return data.draw(st.sampled_from(answers[answers.index(now) :]))

    graver = replace(
        facts,
        bank=worse(BANKS, facts.bank),
        access=worse(ACCESS, facts.access),
        depth_m=worse(DEPTHS, facts.depth_m),
        near_path=facts.near_path or data.draw(st.booleans()),
        near_homes=facts.near_homes or data.draw(st.booleans()),
        is_household=facts.is_household or data.draw(st.booleans()),
        events=facts.events + data.draw(st.lists(EVENTS, max_size=3).map(tuple)),
    )
    before, after = propose(facts), propose(graver)
    assert after.likelihood >= before.likelihood
    assert after.severity >= before.severity
