"""The demo's plans: their answers are the planner's own, and the best of all choices."""

from itertools import combinations

import pytest

from playspaces.models import Scenario
from playspaces.questions import question_of
from tests.conftest import TODAY


@pytest.fixture
def plans(loaded, db) -> dict[str, Scenario]:
    return {plan.name: plan for plan in Scenario.objects.select_related("computation")}


def told(plan: Scenario) -> tuple:
    picks = [pick.candidate.name for pick in plan.picks.all()]
    return int(plan.cost), plan.reached_before, plan.reached_after, plan.total, picks


def test_plans_stand_with_their_answers(plans):
    """As docs/demo.md tells; the same ones each time."""
    assert {name: told(plan) for name, plan in plans.items()} == {
        "65 % thôn có điểm vui chơi": (140_000_000, 19, 20, 30, ["Sân chơi nhỏ Quỳnh Trì"]),
        "80 % thôn có điểm vui chơi": (
            855_000_000, 19, 24, 30,
            ["Sân chơi nhỏ Quỳnh Trì", "Sân chơi Khê Hạ", "Sân chơi Nội Đồng", "Sân chơi mới Áng Hạ",
             "Sân chơi Thượng Lạc"],
        ),
        "Nhiều trẻ em nhất với 1 tỷ đồng": (
            1_000_000_000, 7_630, 9_281, 10_964,
            ["Sân chơi nhỏ Quỳnh Trì", "Sân chơi Khê Hạ", "Sân chơi Thượng Lạc", "Sân chơi mới Áng Hạ",
             "Sân bóng Bến Khê"],
        ),
    }  # fmt: skip
    for plan in plans.values():
        assert (plan.outcome, plan.gap, plan.day) == ("optimal", 0, TODAY)
        assert plan.computation.state == "done"


def test_no_other_choice_is_better(plans):
    """Every choice among the demo's candidates, tried one after the other."""
    for plan in plans.values():
        question = question_of(plan)
        problem, places = question.problem, range(len(question.candidates))
        reach = problem.reach.toarray() > 0
        results = []
        for size in range(len(places) + 1):
            for some in combinations(places, size):
                reached = problem.reached | reach[list(some)].any(axis=0)
                cost = sum(int(problem.costs[place]) for place in some)
                results.append((cost, int(problem.weights[reached].sum())))
        if plan.goal == Scenario.Goal.TARGET:
            good = [result for result in results if 100 * result[1] >= plan.target_percent * problem.total]
            best = min(good, key=lambda result: (result[0], -result[1]))
        else:
            good = [result for result in results if result[0] <= plan.budget]
            best = max(good, key=lambda result: (result[1], -result[0]))
        assert (int(plan.cost), plan.reached_after) == best
