"""A covering problem made smaller without changing its answer. No Django.

What goes: demands that are reached or count nothing, candidates that reach nothing new or cost more
than the sum, candidates to which another is equal or better for no more money. Demands that the
same candidates reach become one, and those that one candidate alone reaches become its own weight.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

Whole = NDArray[np.int64]
ROWS_AT_ONCE = 1_000


@dataclass(frozen=True)
class Core:
    """What is left: `k` candidates and `g` demands that several of them reach.

    candidates: positions in the problem, intp[k]; costs, alone: int64[k], `alone` is the weight
    that no other candidate reaches; shared: csr_array[k, g] of ones; weights: int64[g].
    """

    candidates: NDArray[np.intp]
    costs: Whole
    alone: Whole
    shared: csr_array
    weights: Whole

    def cost_of(self, picked: NDArray[np.intp]) -> int:
        return int(self.costs[picked].sum())

    def weight_of(self, picked: NDArray[np.intp]) -> int:
        covered = np.asarray(self.shared[picked].sum(axis=0)).ravel() > 0
        return int(self.alone[picked].sum() + self.weights[covered].sum())

    def narrowed(self, taken: NDArray[np.intp], undecided: NDArray[np.intp]) -> "Core":
        """What is left to decide once `taken` are picked and only `undecided` still can be."""
        met = np.asarray(self.shared[taken].sum(axis=0)).ravel() > 0
        return core_of(
            np.asarray(undecided),
            self.costs[undecided],
            self.shared[undecided][:, ~met],
            self.weights[~met],
            self.alone[undecided],
        )

    def in_order(self, picked: NDArray[np.intp]) -> tuple[list[int], list[int]]:
        """`picked` by what each adds for its cost, most first, and what each adds.

        Those that add nothing to the others are left out.
        """
        reach, unmet = self.shared[picked], self.weights.copy()
        costs, alone = self.costs[picked], self.alone[picked]
        left = np.ones(len(picked), dtype=bool)
        order: list[int] = []
        adds: list[int] = []
        while left.any():
            gains = np.where(left, alone + reach @ unmet, 0)
            best = int(np.lexsort((costs, -gains / np.maximum(costs, 1)))[0])
            if not gains[best]:
                break
            order.append(int(picked[best]))
            adds.append(int(gains[best]))
            unmet[reach.indices[reach.indptr[best] : reach.indptr[best + 1]]] = 0
            left[best] = False
        return order, adds


def reduced(
    weights: Whole, reached: NDArray[np.bool_], reach: csr_array, costs: Whole, *, budget: int | None = None
) -> Core:
    """The core of a problem; shapes as in `playspaces.planning.Problem`."""
    kept = np.flatnonzero(costs <= budget) if budget is not None else np.arange(len(costs))
    open_demands = np.flatnonzero(~reached & (weights > 0))
    links = ones(reach[kept][:, open_demands])
    links, weight = merged(links, weights[open_demands])
    useful = np.diff(links.indptr) > 0
    kept, links = kept[useful], links[useful]
    best = ~dominated(links, costs[kept])
    kept = kept[best]
    return core_of(kept, costs[kept], links[best], weight, np.zeros(len(kept), dtype=np.int64))


def core_of(
    candidates: NDArray[np.intp], costs: Whole, links: csr_array, weights: Whole, alone: Whole
) -> Core:
    """Demands that one candidate alone reaches are added to its `alone`."""
    links, weights = merged(csr_array(links), weights)
    is_shared = np.bincount(links.indices, minlength=links.shape[1]) > 1
    own = links[:, ~is_shared] @ weights[~is_shared]
    shared = csr_array(links[:, is_shared])
    return Core(candidates, costs, alone + own.astype(np.int64), shared, weights[is_shared])


def ones(links: csr_array) -> csr_array:
    """The same links, each a 1, in the order of their columns."""
    links = csr_array(links)
    links.sum_duplicates()
    links.eliminate_zeros()
    links.sort_indices()
    links.data = np.ones(len(links.data), dtype=np.int64)
    return links


def merged(links: csr_array, weights: Whole) -> tuple[csr_array, Whole]:
    """Columns that the same rows have as one, with their weight together; those that none has go.

    Known by two random sums of their rows: the chance that any two of a million columns are taken
    for the same wrongly is under 1 in 10**25.
    """
    marks = np.random.default_rng(0).integers(1, 2**62, size=(links.shape[0], 2), dtype=np.int64)
    columns = np.repeat(np.arange(links.shape[0]), np.diff(links.indptr))
    sums = np.zeros((links.shape[1], 2), dtype=np.int64)
    np.add.at(sums, links.indices, marks[columns])  # beyond 2**63 they wrap around, all alike
    some = np.flatnonzero(np.bincount(links.indices, minlength=links.shape[1]))
    _, first, group = np.unique(sums[some], axis=0, return_index=True, return_inverse=True)
    together = np.zeros(len(first), dtype=np.int64)
    np.add.at(together, group.ravel(), weights[some])
    order = np.argsort(first)
    return csr_array(links[:, some[first[order]]]), together[order]


def dominated(links: csr_array, costs: Whole) -> NDArray[np.bool_]:
    """Rows all of whose columns another row has, too, for no more cost; of equals the first stays."""
    sizes = np.diff(links.indptr)
    found = np.zeros(len(costs), dtype=bool)
    across = links.T.tocsr()
    for start in range(0, len(costs), ROWS_AT_ONCE):
        both = (links[start : start + ROWS_AT_ONCE] @ across).tocoo()
        mine, other = both.row + start, both.col
        inside = (both.data == sizes[mine]) & (mine != other)
        mine, other = mine[inside], other[inside]
        same = (costs[other] == costs[mine]) & (sizes[other] == sizes[mine])
        goes = (costs[other] <= costs[mine]) & (~same | (other < mine))
        found[mine[goes]] = True
    return found
