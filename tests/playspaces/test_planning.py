"""The planner's answers, held against every possible choice."""

from decimal import Decimal
from itertools import chain, combinations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.sparse import csr_array

from playspaces import programme
from playspaces.planning import Outcome, Problem, needed, plan_for_budget, plan_for_target

LIMIT_S = 30


def problem(weights, costs, links, reached=()) -> Problem:
    """`links[i]` are the demands that candidate i reaches."""
    reach = np.zeros((len(costs), len(weights)), dtype=int)
    for candidate, demands in enumerate(links):
        reach[candidate, list(demands)] = 1
    known = np.isin(np.arange(len(weights)), list(reached))
    return Problem(
        np.array(weights, dtype=np.int64), known, csr_array(reach), np.array(costs, dtype=np.int64)
    )


@st.composite
def problems(draw) -> Problem:
    """Up to seven candidates; costs and weights of 0, equals and doubles are common."""
    demands, candidates = draw(st.integers(1, 6)), draw(st.integers(0, 7))
    few = st.sampled_from([0, 1, 2, 3, 5, 8])
    return problem(
        draw(st.lists(few, min_size=demands, max_size=demands)),
        draw(st.lists(few, min_size=candidates, max_size=candidates)),
        draw(st.lists(st.sets(st.integers(0, demands - 1)), min_size=candidates, max_size=candidates)),
        draw(st.sets(st.integers(0, demands - 1), max_size=2)),
    )


def every_choice(asked: Problem):
    """(cost, weight reached in all) of every set of candidates."""
    reach = asked.reach.toarray() > 0
    numbers = range(len(asked.costs))
    for chosen in chain.from_iterable(combinations(numbers, size) for size in range(len(numbers) + 1)):
        met = asked.reached | reach[list(chosen)].any(axis=0)
        yield int(asked.costs[list(chosen)].sum()), int(asked.weights[met].sum())


def check_consistent(asked: Problem, answer) -> None:
    met = asked.reached | (asked.reach.toarray()[list(answer.picks)] > 0).any(axis=0)
    assert answer.cost == asked.costs[list(answer.picks)].sum()
    assert answer.after == asked.weights[met].sum() == answer.before + sum(answer.adds)
    assert len(set(answer.picks)) == len(answer.picks)
    assert all(added > 0 for added in answer.adds)


@given(problems(), st.integers(0, 30))
@settings(max_examples=150, deadline=None)
def test_cheapest_set_for_a_target_is_that_of_brute_force(asked, need):
    answer = plan_for_target(asked, need, time_limit_s=LIMIT_S)

    fitting = [(cost, -weight) for cost, weight in every_choice(asked) if weight >= need]
    if need <= asked.before:
        assert answer.outcome == Outcome.MET
    elif not fitting:
        assert answer.outcome == Outcome.IMPOSSIBLE
        assert answer.after == max(weight for _, weight in every_choice(asked))
    else:
        assert (answer.outcome, answer.gap) == (Outcome.OPTIMAL, 0)
        assert (answer.cost, -answer.after) == min(fitting)
        check_consistent(asked, answer)


@given(problems(), st.integers(0, 25))
@settings(max_examples=150, deadline=None)
def test_most_for_a_sum_is_that_of_brute_force(asked, budget):
    answer = plan_for_budget(asked, budget, time_limit_s=LIMIT_S)

    best = min((-weight, cost) for cost, weight in every_choice(asked) if cost <= budget)
    assert (-answer.after, answer.cost) == best
    assert answer.gap == 0
    check_consistent(asked, answer)


@given(problems(), st.integers(1, 25))
@settings(max_examples=60, deadline=None)
def test_three_steps_of_a_large_problem_give_the_same(asked, figure):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(programme, "LARGE", 0)
        for_sum = plan_for_budget(asked, figure, time_limit_s=LIMIT_S)
        for_target = plan_for_target(asked, figure, time_limit_s=LIMIT_S)

    choices = list(every_choice(asked))
    assert for_sum.after == max(weight for cost, weight in choices if cost <= figure)
    if for_target.outcome == Outcome.OPTIMAL:
        assert for_target.cost == min(cost for cost, weight in choices if weight >= figure)
        check_consistent(asked, for_target)


def test_answer_is_best_known_with_its_gap_when_the_time_ends(monkeypatch):
    """HiGHS found nothing in its time: what greed finds is given, and said not to be proven."""

    class Nothing(dict):
        x, status = None, 1

    monkeypatch.setattr(programme, "milp", lambda *args, **words: Nothing())
    asked = problem([1, 1, 1], [2, 3, 4], [{0}, {0, 1}, {1, 2}])

    answer = plan_for_target(asked, 3, time_limit_s=1)

    assert answer.outcome == Outcome.FEASIBLE
    assert answer.after >= 3
    assert answer.gap == 1


def test_same_question_has_the_same_answer_when_two_places_are_alike():
    asked = problem([1, 1], [5, 5, 5], [{0}, {0}, {0, 1}])

    answers = {plan_for_budget(asked, 5, time_limit_s=LIMIT_S) for _ in range(3)}

    assert [answer.picks for answer in answers] == [(2,)]


def test_place_that_does_most_for_its_cost_comes_first():
    asked = problem([1, 4, 10], [4, 4, 5], [{0}, {1}, {2}])

    answer = plan_for_budget(asked, 100, time_limit_s=LIMIT_S)

    assert (answer.picks, answer.adds) == ((2, 1, 0), (10, 4, 1))


@pytest.mark.parametrize(
    ("percent", "total", "need"),
    [
        ("65", 44, 29),
        ("62.5", 8, 5),
        ("33.33", 3, 1),
        ("33.34", 3, 2),
        ("100", 7, 7),
        ("0", 7, 0),
        ("70", 10, 7),
    ],
)
def test_share_is_compared_without_rounding(percent, total, need):
    assert needed(Decimal(percent), total) == need
