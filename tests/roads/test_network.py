"""Ways on foot along roads: lengths as pyproj says them, and the shortest as trying all ways does.

Corners are in thousandths of a degree, as in tests/shapes.py: one is 104 m to the east and 111 m
to the north.
"""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod, Transformer
from shapely import LineString, Point, from_wkt, transform

from roads.network import Network
from tests import shapes

GEOD = Geod(ellps="WGS84")
UTM = Transformer.from_crs(4326, 32648, always_xy=True)
FAR = 100_000


def line(*corners) -> LineString:
    return LineString([shapes.at(*corner) for corner in corners])


def point(x, y) -> Point:
    return Point(shapes.at(x, y))


def metres(*corners) -> float:
    return GEOD.geometry_length(line(*corners))


def on_foot(network: Network, start: Point, end: Point, limit_m=FAR) -> float:
    return float(network.distances([start], [end], limit_m)[0])


def near(expected: float):
    return pytest.approx(expected, abs=0.01)


def test_way_leads_straight_to_the_road_along_it_and_off_it():
    network = Network.of([line((0, 0), (20, 0), (20, 20))])
    there = on_foot(network, point(2, 1), point(21, 10))
    assert there == near(metres((2, 1), (2, 0), (20, 0), (20, 10), (21, 10)))


def test_two_points_on_one_piece_are_measured_along_it():
    network = Network.of([line((0, 0), (20, 0))])
    assert on_foot(network, point(5, 0), point(9, 0)) == near(metres((5, 0), (9, 0)))
    assert on_foot(network, point(9, 0), point(5, 0)) == near(metres((5, 0), (9, 0)))


def test_roads_join_at_a_corner_in_the_middle_of_one():
    r"""
    (10,10)
       |
    (10,0) is a corner of both
    """
    network = Network.of([line((0, 0), (10, 0), (20, 0)), line((10, 0), (10, 10))])
    assert on_foot(network, point(0, 0), point(10, 10)) == near(metres((0, 0), (10, 0), (10, 10)))


def test_a_bridge_over_a_road_is_no_crossing():
    network = Network.of([line((0, 0), (20, 0)), line((10, -10), (10, 10))])
    assert on_foot(network, point(0, 0), point(10, 10)) == np.inf
    assert network.ways([point(0, 0)], [point(10, 10)]) == [None]


def test_of_two_ways_around_the_shorter_counts():
    around = line((0, 0), (10, 0), (10, 10), (0, 10), (0, 0))
    assert on_foot(Network.of([around]), point(0, 2), point(10, 3)) == near(
        metres((0, 2), (0, 0), (10, 0), (10, 3))
    )


def test_two_lines_along_one_course_are_walked_as_one():
    network = Network.of([line((0, 0), (20, 0)), line((20, 0), (0, 0)), line((0, 0), (20, 0), (20, 5))])
    assert on_foot(network, point(0, 0), point(20, 5)) == near(metres((0, 0), (20, 0), (20, 5)))


def test_the_nearest_of_several_sources_counts():
    network = Network.of([line((0, 0), (30, 0))])
    reached = network.distances([point(0, 0), point(30, 0)], [point(10, 0), point(25, 0)], FAR)
    assert reached == near([metres((0, 0), (10, 0)), metres((25, 0), (30, 0))])


def test_beyond_the_limit_nothing_is_reached():
    network = Network.of([line((0, 0), (20, 0))])
    assert on_foot(network, point(0, 0), point(9, 0), limit_m=1_000) == near(metres((0, 0), (9, 0)))
    assert on_foot(network, point(0, 0), point(10, 0), limit_m=1_000) == np.inf
    assert on_foot(network, point(0, 0), point(9, 1), limit_m=1_000) == np.inf


def test_who_is_far_from_every_road_is_not_reached_along_it():
    network = Network.of([line((0, 0), (20, 0))])
    assert on_foot(network, point(0, 0), point(10, 2)) < FAR
    assert on_foot(network, point(0, 0), point(10, 3)) == np.inf
    assert on_foot(network, point(10, 3), point(0, 0)) == np.inf
    assert network.ways([point(10, 3)], [point(0, 0)]) == [None]


def test_neighbours_off_the_road_walk_straight():
    network = Network.of([line((0, 0), (20, 0))])
    assert on_foot(network, point(5, 1), point(6, 1)) == near(metres((5, 1), (6, 1)))
    assert on_foot(network, point(5, 1), point(8, 1)) == near(metres((5, 1), (5, 0), (8, 0), (8, 1)))
    assert on_foot(Network.of([]), point(5, 1), point(6, 1)) == near(metres((5, 1), (6, 1)))
    assert on_foot(Network.of([]), point(5, 1), point(15, 1)) == np.inf


def test_nobody_walks_straight_across_from_road_to_road():
    network = Network.of([line((0, 0), (20, 0), (20, 1), (0, 1))])
    assert on_foot(network, point(0, 0), point(0, 1)) == near(metres((0, 0), (20, 0), (20, 1), (0, 1)))


def test_a_path_that_leads_nowhere_does_not_keep_from_the_road_beside_it():
    network = Network.of([line((0, 0), (30, 0)), line((9, 1), (11, 1))])
    assert on_foot(network, point(0, 0), point(10, 1)) == near(metres((0, 0), (10, 0), (10, 1)))
    assert on_foot(network, point(9, 1), point(11, 1)) == near(metres((9, 1), (11, 1)))
    [way] = network.ways([point(10, 1)], [point(0, 0)])
    assert way.metres == near(metres((0, 0), (10, 0), (10, 1)))


def test_way_runs_from_its_start_to_the_nearest_end():
    network = Network.of([line((0, 0), (20, 0), (20, 20))])
    [way] = network.ways([point(2, 1)], [point(0, -2), point(20, 20)])
    assert way.line.equals_exact(line((2, 1), (2, 0), (0, 0), (0, -2)), 1e-6)
    assert way.metres == near(metres((2, 1), (2, 0), (0, 0), (0, -2)))


def test_way_to_where_one_is_has_no_length():
    [way] = Network.of([line((0, 0), (20, 0))]).ways([point(5, 1)], [point(5, 1)])
    assert way.metres == 0
    assert list(way.line.coords) == [shapes.at(5, 1)] * 2


def test_nobody_and_nowhere_are_ordinary():
    network = Network.of([line((0, 0), (20, 0))])
    assert network.distances([], [point(0, 0)], FAR).tolist() == [np.inf]
    assert network.distances([point(0, 0)], [], FAR).tolist() == []
    assert network.ways([point(0, 0)], []) == [None]
    assert network.ways([], [point(0, 0)]) == []


# --- any streets of a chequered town, by trying all ways --------------------------------------

SIZE, STEP = 3, 12  # pieces of more than a kilometre, so that none is an island
CROSSINGS = list(product(range(SIZE), range(SIZE)))
STREETS = [
    ((x, y), (x + dx, y + dy))
    for (x, y), (dx, dy) in product(CROSSINGS, [(1, 0), (0, 1)])
    if x + dx < SIZE and y + dy < SIZE
]
towns = st.lists(st.sampled_from(STREETS), min_size=1, unique=True)
spots = st.tuples(
    st.sampled_from(STREETS), st.sampled_from([0, 0.3, 0.5, 0.8, 1]), st.sampled_from([-1.4, -0.6, 0, 0.9])
)


def street(ends) -> LineString:
    return line(*[(x * STEP, y * STEP) for x, y in ends])


def spot(ends, share, aside) -> Point:
    (x, y), (to_x, to_y) = ends
    across, up = to_x - x, to_y - y
    return point(
        STEP * (x + share * across) + aside * up,
        STEP * (y + share * up) + aside * across,
    )


def ground(one: Point, other: Point) -> float:
    return GEOD.inv(*one.coords[0], *other.coords[0])[2]


def foot(town: list, place: Point) -> tuple:
    """Street of the town, metres to each of its ends along it, and metres off the road."""
    flat = {ends: transform(street(ends), UTM.transform, interleaved=False) for ends in town}
    here = transform(place, UTM.transform, interleaved=False)
    nearest = min(flat, key=lambda ends: flat[ends].distance(here))
    share = flat[nearest].project(here, normalized=True)
    course = street(nearest)
    return (
        nearest,
        share * GEOD.geometry_length(course),
        (1 - share) * GEOD.geometry_length(course),
        ground(place, course.interpolate(share, normalized=True)),
    )


def floyd(town: list) -> dict:
    """Shortest way from every crossing to every other."""
    ways = {(one, other): 0 if one == other else np.inf for one, other in product(CROSSINGS, CROSSINGS)}
    for one, other in town:
        ways[one, other] = ways[other, one] = GEOD.geometry_length(street((one, other)))
    for via, one, other in product(CROSSINGS, CROSSINGS, CROSSINGS):
        ways[one, other] = min(ways[one, other], ways[one, via] + ways[via, other])
    return ways


def by_trying_all(town: list, start: Point, end: Point) -> float:
    ways = floyd(town)
    (here, *to_here, off), (there, *to_there, off_there) = foot(town, start), foot(town, end)
    if max(off, off_there) > 250:
        off, off_there, along = min(off, 250), min(off_there, 250), np.inf
    else:
        along = min(
            to_here[i] + ways[here[i], there[j]] + to_there[j] for i, j in product(range(2), range(2))
        )
        if here == there:
            along = min(along, abs(to_here[0] - to_there[0]))
    straight = ground(start, end)
    return min(along + off + off_there, straight if straight <= off + off_there else np.inf)


@given(towns, st.lists(spots, min_size=1, max_size=3), spots)
def test_distance_is_the_least_of_all_ways_through_any_town(town, starts, end):
    network = Network.of([street(ends) for ends in town])
    sources, target = [spot(*start) for start in starts], spot(*end)
    expected = min(by_trying_all(town, source, target) for source in sources)
    assert network.distances(sources, [target], FAR)[0] == near(expected)
    [way] = network.ways([target], sources)
    assert (way.metres if way else np.inf) == near(expected)
    if way:
        assert GEOD.geometry_length(way.line) == near(way.metres)


def test_lines_with_many_corners_keep_their_order():
    winding = from_wkt("LINESTRING (105.8 20.9, 105.81 20.91, 105.805 20.915, 105.82 20.92)")
    network = Network.of([winding])
    ends = [Point(winding.coords[0]), Point(winding.coords[-1])]
    assert on_foot(network, *ends) == near(GEOD.geometry_length(winding))
    [way] = network.ways(ends[:1], ends[1:])
    assert way.line.equals_exact(winding, 1e-7)


def test_pairs_are_measured_as_the_distance_to_each_alone():
    network = Network.of([line((0, 0), (20, 0), (20, 20)), line((5, 0), (5, 9))])
    sources = [point(1, 0), point(5, 8), point(90, 90)]
    targets = [point(2, 1), point(19, 3), point(5, 9), point(91, 90)]

    pairs = network.pairs_within(sources, targets, 2_500)

    expected = {
        (start, end): metres
        for start, source in enumerate(sources)
        for end, metres in enumerate(network.distances([source], targets, 2_500))
        if np.isfinite(metres)
    }
    assert dict(zip(zip(pairs.starts, pairs.ends, strict=True), pairs.metres, strict=True)) == pytest.approx(
        expected
    )
    assert {(0, 0), (1, 2), (2, 3)} <= set(expected) < set(product(range(3), range(4)))
