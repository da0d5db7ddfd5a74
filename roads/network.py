"""Walking distances along roads, and the ways themselves. Imports no Django.

docs/roads.md tells the rule. Shapes come and go in EPSG:4326, lengths are metres along the geodesic.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import shapely
from scipy.sparse import coo_array, csr_array
from scipy.sparse.csgraph import dijkstra
from shapely import Geometry, LineString, STRtree

from areas.distance import MARGIN
from areas.nearness import Pairs
from roads.ground import ground_m, in_metres
from roads.pieces import ACCESS_M, Feet, Pieces

__all__ = ["ACCESS_M", "Network", "Way"]

Shapes = Sequence[Geometry] | np.ndarray
AT_ONCE = 64  # sources for which distances to every corner are held at once


@dataclass(frozen=True)
class Way:
    """From a start to an end; a line of two equal corners where they are one place."""

    line: LineString
    metres: float


@dataclass(frozen=True)
class Network:
    """Roads join where they share a corner, and only there: a bridge is no crossing."""

    pieces: Pieces

    @classmethod
    def of(cls, lines: Shapes) -> Self:
        """Network of LineStrings (EPSG:4326), valid; there may be none."""
        return cls(Pieces.of(np.asarray(lines, dtype=object)))

    @property
    def metres(self) -> float:
        """Of all roads together."""
        return float(self.pieces.metres.sum())

    def distances(self, sources: Shapes, targets: Shapes, limit_m: float) -> np.ndarray:
        """Metres on foot from the nearest of `sources` to each of `targets` (Points).

        Straight to the road, along the network, and straight off it again; straight all the way
        where that is no farther than both together are from the road. Infinite beyond `limit_m`.

        >>> road = LineString([(105, 21), (105.01, 21)])
        >>> Network.of([road]).distances([shapely.Point(105, 21)], [shapely.Point(105.005, 21.0003)], 1_000)
        array([552.72...])
        """
        sources, targets = np.asarray(sources, dtype=object), np.asarray(targets, dtype=object)
        metres = np.full(len(targets), np.inf)
        if not len(sources) or not len(targets):
            return metres
        begin, finish = self.pieces.feet(sources), self.pieces.feet(targets)
        graph, _first, last = self.graph(begin, finish)
        reached = dijkstra(graph, indices=graph.shape[0] - 1, limit=limit_m)
        np.minimum.at(metres, finish.owner, reached[last] + finish.access_m)
        _source, target, straight = straight_ways(sources, begin, targets, finish)
        np.minimum.at(metres, target, straight)
        return np.where(metres <= limit_m, metres, np.inf)

    def pairs_within(self, sources: Shapes, targets: Shapes, limit_m: float) -> Pairs:
        """Which of `targets` are within `limit_m` on foot of which of `sources`, measured as in
        `distances`; in the order of the sources, then of the targets."""
        sources, targets = np.asarray(sources, dtype=object), np.asarray(targets, dtype=object)
        if not len(sources) or not len(targets):
            return Pairs(np.array([], dtype=np.intp), np.array([], dtype=np.intp), np.array([]))
        begin, finish = self.pieces.feet(sources), self.pieces.feet(targets)
        graph, _first, last = self.graph(begin, finish, apart=len(sources))
        found = [np.column_stack(straight_ways(sources, begin, targets, finish))]
        for some in np.array_split(np.arange(len(sources)), 1 + len(sources) // AT_ONCE):
            gates = graph.shape[0] - len(sources) + some
            metres = dijkstra(graph, indices=gates, limit=limit_m)[:, last] + finish.access_m
            source, foot = np.nonzero(metres <= limit_m)
            found.append(np.column_stack([some[source], finish.owner[foot], metres[source, foot]]))
        rows = np.vstack(found)
        rows = rows[rows[:, 2] <= limit_m]
        rows = rows[np.lexsort((rows[:, 2], rows[:, 1], rows[:, 0]))]
        _, shortest = np.unique(rows[:, :2], axis=0, return_index=True)
        rows = rows[shortest]
        return Pairs(rows[:, 0].astype(np.intp), rows[:, 1].astype(np.intp), rows[:, 2])

    def ways(self, starts: Shapes, ends: Shapes) -> list[Way | None]:
        """For each of `starts` (Points) the shortest way to the nearest of `ends`, measured as in
        `distances`; None where there is none."""
        starts, ends = np.asarray(starts, dtype=object), np.asarray(ends, dtype=object)
        ways: list[Way | None] = [None] * len(starts)
        if not len(starts) or not len(ends):
            return ways
        begin, finish = self.pieces.feet(starts), self.pieces.feet(ends)
        graph, first, last = self.graph(finish, begin)
        reached, onward = dijkstra(graph, indices=graph.shape[0] - 1, return_predecessors=True)
        places = np.vstack([self.pieces.corners, finish.place, begin.place])
        metres = reached[last] + begin.access_m
        for foot in np.argsort(-metres, kind="stable"):  # the shortest comes last and stays
            if np.isfinite(metres[foot]):
                nodes = path(last[foot], onward, stop=len(places))
                end = ends[finish.owner[nodes[-1] - first[0]]]
                start = begin.owner[foot]
                line = line_through([starts[start].coords[0], *places[nodes], end.coords[0]])
                ways[start] = Way(line, float(metres[foot]))
        at_end, at_start, straight = straight_ways(ends, finish, starts, begin)
        for end, start, length in zip(at_end, at_start, straight, strict=True):
            known = ways[start]
            if known is None or length < known.metres:
                ways[start] = Way(LineString([starts[start], ends[end]]), float(length))
        return ways

    def graph(self, begin: Feet, finish: Feet, *, apart: int = 0) -> tuple[csr_array, np.ndarray, np.ndarray]:
        """The network with feet put on it, the nodes of the feet of `begin`, those of `finish`.

        Nodes are the corners, the feet, and last a gate that leads one way to each foot of
        `begin`, as far as its point is from the road; with `apart`, one for each of so many points.
        """
        corners, beginnings, finishings = len(self.pieces.corners), len(begin.piece), len(finish.piece)
        feet = corners + np.arange(beginnings + finishings)
        gate = corners + len(feet)
        one, other, metres = self.pieces.split(
            np.concatenate([begin.piece, finish.piece]), np.concatenate([begin.share, finish.share]), feet
        )
        first, last = feet[:beginnings], feet[beginnings:]
        lengths = np.concatenate([metres, metres, begin.access_m])
        nodes = gate + max(apart, 1)
        gates = gate + begin.owner if apart else np.full(beginnings, gate)
        leaving = np.concatenate([one, other, gates])
        arriving = np.concatenate([other, one, first])
        graph = coo_array((lengths, (leaving, arriving)), shape=(nodes, nodes)).tocsr()
        return graph, first, last


def straight_ways(
    sources: np.ndarray, begin: Feet, targets: np.ndarray, finish: Feet
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Pairs of a source and a target no farther apart than both together are from the road:
    their positions, and the metres between them."""
    off_source, off_target = begin.off_road_m(len(sources)), finish.off_road_m(len(targets))
    from_, to = shapely.get_coordinates(sources), shapely.get_coordinates(targets)
    target, source = STRtree(shapely.points(in_metres(from_))).query(
        shapely.points(in_metres(to)),
        predicate="dwithin",
        distance=MARGIN * (off_target + off_source.max()),
    )
    metres = ground_m(from_[source], to[target])
    allowed = metres <= off_source[source] + off_target[target]
    return source[allowed], target[allowed], metres[allowed]


def path(node: int, onward: np.ndarray, *, stop: int) -> list[int]:
    """Nodes from `node` on, each followed by the one that `onward` names, before `stop`."""
    nodes = [int(node)]
    while onward[nodes[-1]] < stop:
        nodes.append(int(onward[nodes[-1]]))
    return nodes


def line_through(corners: list) -> LineString:
    """The corners, each once where several in a row are one place."""
    places = np.array(corners, dtype=float)
    moved = np.append(True, (np.diff(places, axis=0) != 0).any(axis=1))
    return LineString(places[moved] if moved.sum() > 1 else places[:2])
