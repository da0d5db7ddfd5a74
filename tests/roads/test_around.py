"""The network around a place is that of the roads loaded there, also just after loading."""

import pytest

from areas.distance import length_m
from roads.around import network_around, roads_in
from roads.models import Road
from tests.shapes import line, point, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def road(db):
    """Makes a road: `road((0, 0), (10, 0))`."""

    def make(*corners, **facts) -> Road:
        facts = {"kind": "residential", "source": "test", "source_ref": str(Road.objects.count())} | facts
        return Road.objects.create(geom=line(*corners), **facts)

    return make


def test_there_is_no_network_where_no_road_is_loaded(road):
    road((50, 50), (60, 50))
    assert network_around(square(0, 0, 10), margin_m=100) is None
    assert len(roads_in(square(0, 0, 10))) == 0


def test_roads_up_to_the_margin_belong_to_the_network(road):
    road((0, 5), (5, 5))
    road((11, 5), (12, 5))  # some 104 m beyond the eastern edge
    assert network_around(square(0, 0, 10), margin_m=0).metres == pytest.approx(520, abs=1)
    assert network_around(square(0, 0, 10), margin_m=200).metres == pytest.approx(624, abs=1)


def test_motorways_are_not_walked(road):
    road((0, 5), (5, 5), is_walkable=False)
    assert network_around(square(0, 0, 10), margin_m=0) is None
    assert len(roads_in(square(0, 0, 10))) == 0


def test_a_road_that_is_moved_is_walked_where_it_now_lies(road):
    moved = road((0, 5), (5, 5))
    before = network_around(square(0, 0, 10), margin_m=0)
    moved.geom = line((0, 5), (0, 8))
    moved.save()
    after = network_around(square(0, 0, 10), margin_m=0)
    assert (before.metres, after.metres) == (pytest.approx(520, abs=1), pytest.approx(332, abs=1))


def test_the_network_is_built_once_for_one_query_each(road, django_assert_num_queries):
    road((0, 5), (5, 5))
    first = network_around(square(0, 0, 10), margin_m=0)
    with django_assert_num_queries(1):
        assert network_around(square(0, 0, 10), margin_m=0) is first


def test_roads_are_drawn_as_they_are_stored(road):
    road((0, 5), (5, 5))
    [way] = roads_in(square(0, 0, 10))
    assert length_m(way) == pytest.approx(520, abs=1)


def test_the_extent_of_any_shape_is_asked_for(road):
    road((0, 5), (5, 5))
    assert network_around(point(20, 5), margin_m=1_000) is None
    assert network_around(point(20, 5), margin_m=1_700) is not None
