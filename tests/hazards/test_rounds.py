"""The order of a walk from place to place."""

from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hazards.rounds import legs, walking_order

coordinates = st.integers(-5_000, 5_000).map(float)
points = st.tuples(coordinates, coordinates)


def length(stops, order, start=None):
    return sum(legs(stops, order, start))


def test_places_along_a_road_are_visited_one_after_the_other():
    road = [(0, 0), (0, 300), (0, 100), (0, 200)]
    assert walking_order(road) == [1, 3, 2, 0]
    assert legs(road, [1, 3, 2, 0]) == [0, 100, 100, 100]


def test_the_walk_begins_where_one_stands():
    road = [(0, 0), (0, 300), (0, 100), (0, 200)]
    assert walking_order(road, start=(0, -50)) == [0, 2, 3, 1]
    assert legs(road, [0, 2, 3, 1], start=(0, -50)) == [50, 100, 100, 100]


def test_the_walk_does_not_cross_itself():
    #  1 . . 2      the nearest first alone would go 1, 3, 0, 2 across the square
    #  3 . . 0
    square = [(100, 0), (0, 60), (100, 60), (0, 0)]
    assert length(square, walking_order(square)) == 60 + 100 + 60


@pytest.mark.parametrize(("stops", "order"), [([], []), ([(5, 5)], [0]), ([(1, 1), (1, 1)], [0, 1])])
def test_no_place_one_place_and_two_at_one_spot(stops, order):
    assert walking_order(stops) == order


@settings(max_examples=60, deadline=None)
@given(st.lists(points, max_size=25), st.none() | points)
def test_each_place_is_visited_once_and_no_piece_turned_round_is_shorter(stops, start):
    order = walking_order(stops, start)
    assert sorted(order) == list(range(len(stops)))
    walked = length(stops, order, start)
    fixed = 0 if start else 1  # without a start the first stop is given
    for begin in range(fixed, len(order)):
        for end in range(begin + 1, len(order)):
            turned = order[:begin] + order[begin : end + 1][::-1] + order[end + 1 :]
            assert length(stops, turned, start) >= walked - 1e-3


@settings(max_examples=40, deadline=None)
@given(st.lists(points, min_size=2, max_size=6), points)
def test_it_is_close_to_the_shortest_of_all_walks(stops, start):
    shortest = min(length(stops, list(order), start) for order in permutations(range(len(stops))))
    assert length(stops, walking_order(stops, start), start) <= 1.5 * shortest + 1
