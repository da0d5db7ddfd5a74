"""Which of many places to choose for the next play spaces: a covering problem, solved to proof. No Django.

Two questions (Church & ReVelle 1974, “The maximal covering location problem”, and its twin):

- `plan_for_target`: the cheapest places that reach what is needed;
- `plan_for_budget`: the places that reach the most for a sum.

Weights and costs are whole numbers, so that an answer is counted exactly and never by floats. Among
the cheapest answers the one that reaches the most is given, among those that reach the most the
cheapest (of a large problem, any of them, though always the same). Shapes: `n` candidates, `m` demands (villages, or spots where children live).
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil
from time import monotonic

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from playspaces.programme import Best, Goal, best_of, is_large
from playspaces.reduction import Core, reduced

Whole = NDArray[np.int64]
NONE = np.array([], dtype=np.intp)
LEAST_S = 1.0  # of looking: with less, nothing is found


class Outcome(StrEnum):
    OPTIMAL = "optimal"  # nothing better exists
    FEASIBLE = "feasible"  # time ran out: nothing better than `gap` exists
    IMPOSSIBLE = "impossible"  # all candidates together do not reach what is needed
    MET = "met"  # reached without any of them


@dataclass(frozen=True)
class Problem:
    """`reach[i, j]` says that candidate i would reach demand j.

    weights: int64[m], not negative; reached: bool[m], without any candidate;
    reach: csr_array[n, m]; costs: int64[n], not negative.
    """

    weights: Whole
    reached: NDArray[np.bool_]
    reach: csr_array
    costs: Whole

    @property
    def total(self) -> int:
        return int(self.weights.sum())

    @property
    def before(self) -> int:
        """Weight that is reached already."""
        return int(self.weights[self.reached].sum())

    @property
    def most(self) -> int:
        """Weight that is reached with all candidates."""
        anyhow = self.reached | (np.asarray(self.reach.sum(axis=0)).ravel() > 0)
        return int(self.weights[anyhow].sum())


@dataclass(frozen=True)
class Answer:
    """`picks` are positions of candidates in the order in which each adds most for its cost.

    `adds[i]` is the weight that `picks[i]` adds to those before it. `gap` is how far the answer
    could be from the best at most, as a share: of the cost for a target, of the weight that could
    be reached for a sum. Of an impossible target, `after` is what all candidates together reach.
    """

    outcome: Outcome
    picks: tuple[int, ...] = ()
    adds: tuple[int, ...] = ()
    cost: int = 0
    total: int = 0
    before: int = 0
    after: int = 0
    gap: float = 0.0


def needed(percent: Decimal, total: int) -> int:
    """The least whole weight that is at least `percent` of `total`, without rounding.

    >>> needed(Decimal("65"), 44), needed(Decimal("62.5"), 8)
    (29, 5)
    """
    return ceil(Fraction(percent) * total / 100)


def plan_for_target(problem: Problem, need: int, *, time_limit_s: float) -> Answer:
    """The cheapest candidates with which the weight `need` is reached in all."""
    missing = need - problem.before
    if missing <= 0:
        return unchanged(problem, Outcome.MET, after=problem.before)
    if problem.most < need:
        return unchanged(problem, Outcome.IMPOSSIBLE, after=problem.most)
    core = reduced(problem.weights, problem.reached, problem.reach, problem.costs)
    end = monotonic() + time_limit_s
    best = found(core, Goal(need=missing), end)
    if best.proven:
        best = better(core, best, Goal(budget=best.value), end)
    return answered(problem, core, best, gap=share(best.value - best.bound, of=best.value))


def plan_for_budget(problem: Problem, budget: int, *, time_limit_s: float) -> Answer:
    """The candidates that reach the most for `budget` at most."""
    if problem.before == problem.total:
        return unchanged(problem, Outcome.MET, after=problem.before)
    core = reduced(problem.weights, problem.reached, problem.reach, problem.costs, budget=budget)
    end = monotonic() + time_limit_s
    best = found(core, Goal(budget=budget), end)
    if best.proven:
        best = better(core, best, Goal(need=-best.value), end)
    return answered(problem, core, best, gap=share(best.value - best.bound, of=-best.bound))


def found(core: Core, goal: Goal, end: float) -> Best:
    if not len(core.candidates):
        return Best(NONE, 0, 0, proven=True)
    best = best_of(core, goal, time_limit_s=max(LEAST_S, end - monotonic()))
    if best is None:
        raise AssertionError("The caller makes sure that there is an answer.")
    return best


def better(core: Core, best: Best, goal: Goal, end: float) -> Best:
    """Among what is as good as `best`, the best for the other `goal`; not looked for in a large problem."""
    if is_large(core) or end - monotonic() < LEAST_S:
        return best
    other = found(core, goal, end)
    is_as_good = goal.excess(core, other.picked) <= 0
    is_better = goal.value(core, other.picked) < goal.value(core, best.picked)
    return replace(best, picked=other.picked) if is_as_good and is_better else best


def share(part: float, *, of: float) -> float:
    return max(0.0, part / of) if of else 0.0


def unchanged(problem: Problem, outcome: Outcome, *, after: int) -> Answer:
    return Answer(outcome, total=problem.total, before=problem.before, after=after)


def answered(problem: Problem, core: Core, best: Best, *, gap: float) -> Answer:
    picks, adds = core.in_order(best.picked)
    outcome = Outcome.OPTIMAL if best.proven else Outcome.FEASIBLE
    return Answer(
        outcome=outcome,
        picks=tuple(int(core.candidates[pick]) for pick in picks),
        adds=tuple(adds),
        cost=core.cost_of(np.array(picks, dtype=np.intp)),
        total=problem.total,
        before=problem.before,
        after=problem.before + sum(adds),
        gap=0.0 if best.proven else gap,
    )
