"""The way between two shapes, the same by the index as corner by corner."""

from time import process_time

import pytest
import shapely

from areas.distance import shortest_line

SQUARE = shapely.box(0, 0, 4, 4)
SHAPES = {
    "point": shapely.Point(9, 2),
    "line": shapely.LineString([(6, 0), (7, 3), (6, 9)]),
    "area": shapely.box(8, 8, 9, 9),
    "inside": shapely.LineString([(1, 1), (2, 2)]),
    "across": shapely.LineString([(-1, 1), (6, 2)]),
    "two": shapely.MultiPolygon([shapely.box(5, 5, 6, 6), shapely.box(20, 20, 21, 21)]),
}


@pytest.mark.parametrize("other", SHAPES)
def test_way_is_as_long_as_shapely_says_in_both_directions(other):
    there = SHAPES[other]
    expected = pytest.approx(SQUARE.distance(there))
    assert shortest_line(SQUARE, there).length == expected
    assert shortest_line(there, SQUARE).length == expected


def test_two_shores_of_ten_thousand_corners_take_a_moment():
    """A person who drew twenty of them side by side could keep a server busy with each look at one."""
    one, other = (
        shapely.LineString([(turn / 1000, height + 0.1 * (turn % 2)) for turn in range(10_000)])
        for height in (0, 0.25)
    )
    began = process_time()
    slow = shapely.shortest_line(shapely.from_wkb(one.wkb), other).length
    corner_by_corner = process_time() - began
    began = process_time()
    assert shortest_line(one, other).length == pytest.approx(slow)
    assert process_time() - began < corner_by_corner / 4
