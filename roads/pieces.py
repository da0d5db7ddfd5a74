"""Roads as straight pieces between corners, and where points step on them. Imports no Django."""

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import shapely
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from shapely import STRtree

from roads.ground import ground_m, in_metres

ACCESS_M: Final = 250  # nobody walks farther than this to the road
ISLAND_M: Final = 1_000  # roads that hang together and are shorter lead nowhere
DECIMALS: Final = 7  # of a degree: corners nearer to each other than a centimetre are one


@dataclass(frozen=True)
class Feet:
    """Where points step on the road; one may do so in two places, one far from roads nowhere.

    `owner` is the position of the point, `share` (0 to 1) of the piece lies before the foot, `place`
    is its longitude and latitude, `access_m` the straight way between point and foot.
    """

    owner: np.ndarray
    piece: np.ndarray
    share: np.ndarray
    place: np.ndarray
    access_m: np.ndarray

    def off_road_m(self, count: int) -> np.ndarray:
        """How far each of `count` points is from the road; ACCESS_M for those that are farther."""
        metres = np.full(count, float(ACCESS_M))
        np.minimum.at(metres, self.owner, self.access_m)
        return metres


@dataclass(frozen=True)
class Pieces:
    """`corners` is (n, 2) in degrees, `ends` (m, 2) the two corners of each piece, `metres` (m,).

    `joined` are the positions of the pieces that are no part of an island.
    """

    corners: np.ndarray
    ends: np.ndarray
    metres: np.ndarray
    flat: np.ndarray
    tree: STRtree
    joined: np.ndarray
    joined_tree: STRtree

    @classmethod
    def of(cls, lines: np.ndarray) -> Self:
        """Pieces of LineStrings (EPSG:4326), each once however many lines run along it."""
        places, line = shapely.get_coordinates(lines, return_index=True)
        corners, at = np.unique(np.round(places, DECIMALS), axis=0, return_inverse=True)
        steps = np.column_stack([at[:-1], at[1:]])[line[:-1] == line[1:]]
        ends = np.unique(np.sort(steps[steps[:, 0] != steps[:, 1]], axis=1), axis=0)
        metres = ground_m(*corners[ends.T])
        flat = in_metres(corners)
        straight = shapely.linestrings(flat[ends])
        joined = np.flatnonzero(length_together(ends, metres, len(corners)) >= ISLAND_M)
        return cls(corners, ends, metres, flat, STRtree(straight), joined, STRtree(straight[joined]))

    def feet(self, points: np.ndarray) -> Feet:
        """Where each point steps on its nearest road and, if that is an island, on the nearest
        road that leads on."""
        own = shapely.get_coordinates(points)
        owner, piece = np.arange(len(points)), np.zeros(0, dtype=int)
        if not len(self.ends):
            owner = owner[:0]
        else:
            spots = shapely.points(in_metres(own))
            piece = self.tree.nearest(spots)
            if len(self.joined):
                stray = np.flatnonzero(~np.isin(piece, self.joined))
                owner = np.concatenate([owner, stray])
                piece = np.concatenate([piece, self.joined[self.joined_tree.nearest(spots[stray])]])
        return self.stepping(own[owner], owner, piece)

    def stepping(self, places: np.ndarray, owner: np.ndarray, piece: np.ndarray) -> Feet:
        """Feet of the places on the pieces, less those beyond ACCESS_M."""
        start, end = self.ends[piece].T
        course = self.flat[end] - self.flat[start]
        away = in_metres(places) - self.flat[start]
        share = ((away * course).sum(axis=1) / (course**2).sum(axis=1)).clip(0, 1)
        foot = self.corners[start] + share[:, None] * (self.corners[end] - self.corners[start])
        access_m = ground_m(places, foot)
        near = access_m <= ACCESS_M
        return Feet(owner[near], piece[near], share[near], foot[near], access_m[near])

    def split(
        self, piece: np.ndarray, share: np.ndarray, node: np.ndarray
    ) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """All pieces, broken at the nodes on them: from node, to node, metres. A length may be 0."""
        broken = np.unique(piece)
        whole = np.setdiff1d(np.arange(len(self.ends)), broken)
        at = np.concatenate([broken, piece, broken])
        how_far = np.concatenate([np.zeros(len(broken)), share, np.ones(len(broken))])
        nodes = np.concatenate([self.ends[broken, 0], node, self.ends[broken, 1]])
        rank = np.repeat([0, 1, 2], [len(broken), len(piece), len(broken)])
        order = np.lexsort([rank, how_far, at])
        at, how_far, nodes = at[order], how_far[order], nodes[order]
        together = at[:-1] == at[1:]
        return (
            np.concatenate([self.ends[whole, 0], nodes[:-1][together]]),
            np.concatenate([self.ends[whole, 1], nodes[1:][together]]),
            np.concatenate([self.metres[whole], (np.diff(how_far) * self.metres[at[:-1]])[together]]),
        )


def length_together(ends: np.ndarray, metres: np.ndarray, corners: int) -> np.ndarray:
    """For each piece the metres of all pieces that hang together with it."""
    graph = coo_array((metres, ends.T), shape=(corners, corners))
    part = connected_components(graph, directed=False)[1][ends[:, 0]]
    return np.bincount(part, weights=metres)[part] if len(part) else metres
