"""The mixed-integer programmes of the planner, solved by HiGHS (scipy.optimize.milp). No Django.

x is 1 for a candidate that is picked, y at most 1 for a demand that one of the picked reaches:

    cheapest:  min costs·x               with  alone·x + weights·y ≥ need,  y ≤ sharedᵀ·x
    farthest:  max alone·x + weights·y   with  costs·x ≤ budget,            y ≤ sharedᵀ·x

y needs no whole numbers: with whole x, the best y are whole. The solver counts in floats: its answer
is counted again in whole numbers, and the side that it broke by a hair is drawn tighter.

A large programme is solved in three steps: a good answer quickly; the linear programme, whose
reduced costs tell of most candidates that no better answer has or lacks them; the rest to proof.
"""

from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import Bounds, LinearConstraint, OptimizeResult, linprog, milp
from scipy.sparse import csc_array, csr_array, eye_array, hstack, vstack

from playspaces.reduction import Core

TRIES: Final = 4
LARGE: Final = 4_000  # variables, from which the three steps are quicker
ROUGH_GAP: Final = 1e-4


@dataclass(frozen=True)
class Goal:
    """To reach `need` at the least cost; or, without it, the most for `budget` at most."""

    need: int | None = None
    budget: int = 0

    def value(self, core: Core, picked: NDArray[np.intp]) -> int:
        """What is to be small: the cost, or the weight with its sign turned."""
        return -core.weight_of(picked) if self.need is None else core.cost_of(picked)

    def excess(self, core: Core, picked: NDArray[np.intp]) -> int:
        """By how much `picked` breaks the limit; not above 0 where it keeps it."""
        if self.need is None:
            return core.cost_of(picked) - self.budget
        return self.need - core.weight_of(picked)

    def tighter(self, excess: int) -> "Goal":
        return Goal(budget=self.budget - excess) if self.need is None else Goal(need=self.need + excess)

    def after(self, core: Core, taken: NDArray[np.intp]) -> "Goal":
        """What is left of it once `taken` are picked."""
        if self.need is None:
            return Goal(budget=self.budget - core.cost_of(taken))
        return Goal(need=max(0, self.need - core.weight_of(taken)))


@dataclass(frozen=True)
class Best:
    """The best that was found: positions in the core. No answer has a `value` below `bound`."""

    picked: NDArray[np.intp]
    value: int
    bound: int
    proven: bool


@dataclass(frozen=True)
class Programme:
    """min aim·(x, y) with lower ≤ rows·(x, y) ≤ upper; `unit` of money or weight is 1 of `aim`."""

    aim: NDArray[np.float64]
    rows: csc_array
    lower: NDArray[np.float64]
    upper: NDArray[np.float64]
    unit: int


def best_of(core: Core, goal: Goal, *, time_limit_s: float) -> Best | None:
    """The best answer in `time_limit_s` seconds; None if there is none."""
    end = monotonic() + time_limit_s
    if not is_large(core):
        return searched(core, goal, end)
    first = searched(core, goal, monotonic() + time_limit_s / 3, rough=True)
    if first is None or first.proven:
        return first
    known = by_reduced_costs(core, goal, first.value, end)
    if known is None:
        return first
    taken, undecided = known
    inner = core.narrowed(taken, undecided)
    rest = searched(inner, goal.after(core, taken), end)
    if rest is None:
        return Best(first.picked, first.value, first.value, True)
    picked = np.union1d(taken, undecided[rest.picked])
    value = goal.value(core, picked)
    bound = min(first.value, max(first.bound, rest.bound + goal.value(core, taken)))
    if value > first.value:
        picked, value = first.picked, first.value
    return Best(picked, value, min(value, bound), rest.proven or value <= bound)


def is_large(core: Core) -> bool:
    return sum(core.shared.shape) >= LARGE


def searched(core: Core, goal: Goal, end: float, *, rough: bool = False) -> Best | None:
    """What HiGHS finds until `end` (of `monotonic`), or what greed does where it finds nothing."""
    asked, bound = goal, None
    # No answer can be better, where the solver says nothing yet.
    worst = -int(core.alone.sum() + core.weights.sum()) if goal.need is None else 0
    options: dict[str, Any] = {"mip_rel_gap": ROUGH_GAP if rough else 0.0, "presolve": not rough}
    for _ in range(TRIES):
        programme = written(core, asked)
        result = milp(
            programme.aim,
            integrality=np.repeat([1, 0], core.shared.shape),
            bounds=Bounds(0, 1),
            constraints=LinearConstraint(programme.rows, programme.lower, programme.upper),
            options={**options, "time_limit": max(0.1, end - monotonic())},
        )
        if bound is None:
            bound = whole_bound(result, programme)
        if result.x is None:
            break
        picked = np.flatnonzero(result.x[: len(core.costs)] > 0.5)
        excess = goal.excess(core, picked)
        if excess <= 0:
            value = goal.value(core, picked)
            lowest = worst if bound is None else bound
            proven = not rough and asked is goal and result.status == 0
            return Best(picked, value, value if proven else min(lowest, value), proven or value <= lowest)
        asked = asked.tighter(excess)
    picked = greedy(core, goal)
    if goal.excess(core, picked) > 0:
        return None
    return Best(picked, goal.value(core, picked), worst if bound is None else bound, False)


def written(core: Core, goal: Goal) -> Programme:
    g = core.shared.shape[1]
    unit = gcd_of(core.costs)
    costs = np.concatenate([core.costs // unit, np.zeros(g)])
    weight = np.concatenate([core.alone, core.weights]).astype(float)
    links = hstack([csr_array(core.shared.T), -eye_array(g)]) if g else csr_array((0, len(weight)))
    limit, low, high = (
        (costs, -np.inf, goal.budget // unit) if goal.need is None else (weight, goal.need, np.inf)
    )
    return Programme(
        aim=-weight if goal.need is None else costs,
        rows=csc_array(vstack([links, csr_array(limit[np.newaxis])])),
        lower=np.append(np.zeros(g), low),
        upper=np.append(np.full(g, np.inf), high),
        unit=1 if goal.need is None else unit,
    )


def whole_bound(result: OptimizeResult, programme: Programme) -> int | None:
    """The least whole value that the solver leaves possible."""
    bound = result.get("mip_dual_bound")
    return None if bound is None or not np.isfinite(bound) else ceil(bound - hair(bound)) * programme.unit


def by_reduced_costs(
    core: Core, goal: Goal, value: int, end: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]] | None:
    """Candidates that every answer better than `value` has, and those of which nothing is known.

    None when `end` comes first.
    """
    programme = written(core, goal)
    up, low = np.isfinite(programme.upper), np.isfinite(programme.lower)
    relaxed = linprog(
        programme.aim,
        A_ub=vstack([programme.rows.tocsr()[up], -programme.rows.tocsr()[low]]).tocsc(),
        b_ub=np.concatenate([programme.upper[up], -programme.lower[low]]),
        bounds=(0, 1),
        method="highs",
        options={"time_limit": max(0.1, end - monotonic())},
    )
    if relaxed.status != 0:
        return None
    k = len(core.costs)
    room = value / programme.unit - relaxed.fun
    room += hair(relaxed.fun) + 1e-6 * room
    out = relaxed.lower.marginals[:k] > room
    taken = -relaxed.upper.marginals[:k] > room
    return np.flatnonzero(taken), np.flatnonzero(~out & ~taken)


def gcd_of(numbers: NDArray[np.int64]) -> int:
    return (int(np.gcd.reduce(numbers)) or 1) if len(numbers) else 1


def hair(figure: float) -> float:
    """How far a float that stands for a whole number may be from it."""
    return max(1e-6, 1e-9 * abs(figure))


def greedy(core: Core, goal: Goal) -> NDArray[np.intp]:
    """The most for its cost, one after the other: for when the solver's time ends with nothing."""
    left = np.ones(len(core.costs), dtype=bool)
    unmet, picked, reached, spent = core.weights.copy(), [], 0, 0
    while goal.need is None or reached < goal.need:
        fits = left & (core.costs <= goal.budget - spent) if goal.need is None else left
        gains = np.where(fits, core.alone + core.shared @ unmet, 0)
        if not gains.any():
            break
        best = int(np.argmax(gains / np.maximum(core.costs, 1)))
        picked.append(best)
        left[best] = False
        reached, spent = reached + int(gains[best]), spent + int(core.costs[best])
        unmet[core.shared.indices[core.shared.indptr[best] : core.shared.indptr[best + 1]]] = 0
    return np.array(picked, dtype=np.intp)
