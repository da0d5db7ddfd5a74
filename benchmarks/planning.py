"""How long the planner takes, beside the bare solver on the same matrices: `python -m benchmarks.planning`.

Made-up communes: 200 villages with 400 candidates, and a city of 5,500 with 10,000. Villages are reached
as such, or children (60 spots each) within 400 m; asked for 80 %, and for a sum. No database.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from time import perf_counter
from typing import Any

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array, eye_array, hstack, vstack
from scipy.spatial import cKDTree

from playspaces.planning import Answer, Problem, needed, plan_for_budget, plan_for_target

PERCENT = Decimal(80)
COVERED = 0.4  # of the villages have a play point already
RADIUS_M, SPREAD_M, SPOTS = 400, 200, 60
COST = np.arange(50, 900) * 1_000_000  # đồng
LIMIT_S, BARE_LIMIT_S = 40, 60


@dataclass(frozen=True)
class Size:
    villages: int
    candidates: int
    side_m: int
    budget: int
    most_s: float


SIZES = [Size(200, 400, 11_000, 5_000_000_000, 1), Size(5_500, 10_000, 57_000, 100_000_000_000, 60)]


def by_village(size: Size, rng: np.random.Generator, *, children: bool) -> Problem:
    own = rng.integers(0, size.villages, size.candidates)
    rows = np.arange(size.candidates)
    reach = csr_array((np.ones(len(rows), dtype=int), (rows, own)), shape=(size.candidates, size.villages))
    weights = rng.integers(50, 600, size.villages) if children else np.ones(size.villages, dtype=np.int64)
    return Problem(weights, rng.random(size.villages) < COVERED, reach, rng.choice(COST, size.candidates))


def by_distance(size: Size, rng: np.random.Generator) -> Problem:
    """Children in thousandths, as plans count them."""
    centres = rng.random((size.villages, 2)) * size.side_m
    spots = (centres[:, np.newaxis] + rng.normal(0, SPREAD_M, (size.villages, SPOTS, 2))).reshape(-1, 2)
    weights = np.repeat(rng.integers(50, 600, size.villages) * 1_000 // SPOTS, SPOTS)
    near = centres[rng.integers(0, size.villages, size.candidates)]
    candidates = near + rng.normal(0, 2 * SPREAD_M, near.shape)
    found = cKDTree(spots).query_ball_point(candidates, RADIUS_M)
    rows = np.repeat(np.arange(size.candidates), [len(some) for some in found])
    columns = np.concatenate(found).astype(int)
    shape = (size.candidates, len(spots))
    reach = csr_array((np.ones(len(rows), dtype=int), (rows, columns)), shape=shape)
    apart, _ = cKDTree(centres[rng.random(size.villages) < COVERED]).query(spots)
    return Problem(weights, apart <= RADIUS_M, reach, rng.choice(COST, size.candidates))


def problems(size: Size) -> Iterator[tuple[str, Problem]]:
    rng = np.random.default_rng(1)
    yield "villages", by_village(size, rng, children=False)
    yield "children by village", by_village(size, rng, children=True)
    yield f"children within {RADIUS_M} m", by_distance(size, rng)


def bare(problem: Problem, *, need: int | None = None, budget: int = 0) -> Any:
    """The textbook programme, as it stands, into scipy.optimize.milp."""
    n, m = problem.reach.shape
    weights, costs = problem.weights.astype(float), problem.costs.astype(float) / 1_000_000
    known = np.where(problem.reached, 1.0, 0.0)
    links = hstack([csr_array(problem.reach.T), -eye_array(m)])
    limit = np.concatenate([costs, np.zeros(m)] if need is None else [np.zeros(n), weights])
    low, high = (-np.inf, budget / 1_000_000) if need is None else (need, np.inf)
    aim = np.concatenate([np.zeros(n), -weights] if need is None else [costs, np.zeros(m)])
    return milp(
        aim,
        integrality=np.repeat([1, 0], [n, m]),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(
            vstack([links, csr_array(limit[np.newaxis])]).tocsc(),
            np.append(-known, low),
            np.append(np.full(m, np.inf), high),
        ),
        options={"mip_rel_gap": 0.0, "time_limit": BARE_LIMIT_S},
    )


def timed(call: Callable[[], Any]) -> tuple[Any, float]:
    begun = perf_counter()
    return call(), perf_counter() - begun


def line(name: str, size: Size, answer: Answer, took_s: float, plain: Any, bare_s: float) -> str:
    verdict = "ok" if took_s <= size.most_s else f"OVER {size.most_s:g} s"
    solved = "" if plain.status == 0 else " (time out)"
    return (
        f"{size.villages:>6} {name:<34} {took_s:6.2f} s {verdict:<10} {answer.outcome:<9} gap {answer.gap:.4%}"
        f"   bare {bare_s:6.2f} s{solved}, ratio {took_s / bare_s:.2f}"
    )


def main() -> None:
    for size in SIZES:
        for name, problem in problems(size):
            need = needed(PERCENT, problem.total)
            answer, took_s = timed(lambda p=problem, w=need: plan_for_target(p, w, time_limit_s=LIMIT_S))
            plain, bare_s = timed(lambda p=problem, w=need: bare(p, need=w))
            print(line(f"{name}, {PERCENT} %", size, answer, took_s, plain, bare_s), flush=True)
            answer, took_s = timed(
                lambda p=problem, b=size.budget: plan_for_budget(p, b, time_limit_s=LIMIT_S)
            )
            plain, bare_s = timed(lambda p=problem, b=size.budget: bare(p, budget=b))
            print(line(f"{name}, a sum", size, answer, took_s, plain, bare_s), flush=True)


if __name__ == "__main__":
    main()
