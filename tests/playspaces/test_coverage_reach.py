"""Children within a distance of a play point: against the ellipsoid, and along one road."""

import geopandas as gpd
import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from playspaces.reach import buffers, by_straight_line, on_foot
from playspaces.spread import demand_points, ground
from roads.network import Network
from tests import geodesics
from tests.playspaces.test_spread import NO_HOMES, areas, box, homes, villages
from tests.shapes import at

DISTANCES = [100, 400, 1_000]


def places(*shapes) -> np.ndarray:
    return np.array(shapes, dtype=object)


def test_a_buffer_is_as_wide_as_it_says_in_every_part_of_the_country():
    """Along the geodesic, from the middle of the zone to its edge and beyond."""
    for lon in (103.0, 105.0, 107.5, 109.4):
        [zone] = buffers(places(shapely.Point(lon, 16)), 400)
        rim = gpd.GeoSeries([zone.exterior], crs=32648).to_crs(4326)[0]
        x, y = np.array(rim.coords).T
        _, _, metres = geodesics.GEOD.inv(np.full(len(x), lon), np.full(len(y), 16.0), x, y)
        assert metres == pytest.approx(np.full(len(x), 400), rel=1e-3)


@given(
    areas, st.lists(st.builds(lambda x, y: shapely.Point(at(x, y)), *2 * [st.integers(0, 60)]), max_size=5)
)
@settings(max_examples=40, deadline=None)
def test_straight_line_equals_the_geodesic_and_grows_with_the_distance(area, points):
    spread = ground(villages((1_000, area, None)), NO_HOMES)
    found = by_straight_line(spread, places(*points), DISTANCES).loc[0]
    expected = [1_000 * geodesics.share_within(area, points, metres) for metres in DISTANCES]
    assert list(found) == pytest.approx(expected, rel=1e-3, abs=0.1)
    assert list(found) == sorted(found)


def test_distance_to_an_area_is_to_its_nearest_edge():
    spread = ground(villages((1_000, box(0, 0, 20), None)), NO_HOMES)
    park = box(5, 5, 4)
    found = by_straight_line(spread, places(park), DISTANCES).loc[0]
    expected = [1_000 * geodesics.share_within(box(0, 0, 20), [park], metres) for metres in DISTANCES]
    assert list(found) == pytest.approx(expected, rel=1e-3)


def test_two_play_points_side_by_side_serve_a_child_once():
    spread = ground(villages((1_000, box(0, 0, 20), None)), NO_HOMES)
    one, both = (
        by_straight_line(spread, places(*[shapely.Point(at(10, 10))] * count), [400]).loc[0, 400]
        for count in (1, 2)
    )
    assert one == pytest.approx(both)


def test_a_village_at_its_centre_is_in_reach_as_a_whole_or_not_at_all():
    spread = ground(villages((90, None, shapely.Point(at(5, 5)))), NO_HOMES)
    # 3.5 thousandths of a degree of latitude are 387 metres.
    found = by_straight_line(spread, places(shapely.Point(at(5, 8.5))), [380, 400])
    assert list(found.loc[0]) == [0, 90]


def test_nobody_is_near_a_play_point_where_there_is_none():
    spread = ground(villages((90, box(0, 0, 10), None)), NO_HOMES)
    assert list(by_straight_line(spread, places(), DISTANCES).loc[0]) == [0, 0, 0]
    assert list(on_foot(demand_points(spread), places(), ROAD, DISTANCES).loc[0]) == [0, 0, 0]


# Five kilometres to the east.
ROAD = Network.of(places(shapely.LineString([at(0, 0), at(48, 0)])))


def test_on_foot_is_along_the_road():
    """Two houses of a few metres at 300 and 900 metres of road from the playground, and one around it."""
    east = 1_000 * geodesics.GEOD.fwd(*at(0, 0), 90, 300)[0] - 1_000 * at(0, 0)[0]
    houses = [box(number * east, 0, 0.01) for number in (0, 1, 3)]
    spread = ground(villages(*((90, house, None) for house in houses)), homes(*houses))
    found = on_foot(demand_points(spread), places(shapely.Point(at(0, 0))), ROAD, [100, 290, 310, 890, 910])
    assert found.to_numpy().tolist() == [[90] * 5, [0, 0, 90, 90, 90], [0, 0, 0, 0, 90]]


def test_way_round_is_longer_than_the_straight_line():
    """The road runs round three sides of a square: the house opposite is near, and a long walk away."""
    horseshoe = Network.of(places(shapely.LineString([at(0, 0), at(0, 9), at(4, 9), at(4, 0)])))
    playground = places(shapely.Point(at(0, 0)))
    spread = ground(villages((90, box(4, 0, 0.01), None)), NO_HOMES)
    assert by_straight_line(spread, playground, [1_000]).loc[0, 1_000] == 90
    assert on_foot(demand_points(spread), playground, horseshoe, [1_000]).loc[0, 1_000] == 0


def test_who_lives_in_a_park_need_not_walk_and_others_enter_it_at_the_nearest_edge():
    park = box(0, -1, 10, 2)
    home, neighbour = box(5, 0, 0.01), box(12, 0, 0.01)
    spread = ground(villages((10, home, None), (20, neighbour, None)), NO_HOMES)
    found = on_foot(demand_points(spread), places(park), ROAD, [1, 200, 230])
    assert found.to_numpy().tolist() == [[10, 10, 10], [0, 0, 20]]


def test_who_is_far_from_every_road_is_not_reached_on_foot():
    spread = ground(villages((90, box(0, 20, 1), None)), NO_HOMES)
    assert on_foot(demand_points(spread), places(shapely.Point(at(0, 0))), ROAD, [5_000]).loc[0, 5_000] == 0
