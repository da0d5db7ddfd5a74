"""The commune and village of many shapes at once, held to the rule for one shape."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from areas.models import Village
from areas.placing import locate
from exchange.placing import from_geos, locate_all
from tests.shapes import area, line, point, square

pytestmark = pytest.mark.django_db


def test_nothing_to_place_costs_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert locate_all([]) == []


def test_outside_every_commune_is_nowhere(commune):
    assert locate_all(from_geos([point(500, 500), point(5, 5)]))[0] is None


def test_a_shared_border_is_no_area(commune, other_commune):
    """A pond in Thanh Trì whose bank is the border: the border is long, the pond is small."""
    [place] = locate_all(from_geos([square(100, 10, 1)]))
    assert (place.commune, place.inside) == (other_commune, True)
    assert locate(square(100, 10, 1)) == place


whole = st.integers(0, 18).map(lambda n: n * 11 + 5)
shapes = st.one_of(
    st.builds(point, whole, whole),
    st.builds(lambda x, y, w: line((x, y), (x + w, y)), whole, whole, st.integers(1, 60)),
    st.builds(square, whole, whole, st.integers(1, 60)),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(shapes, min_size=1, max_size=8))
def test_the_set_and_the_single_shape_agree(village, other_village, other_commune, shapes):
    """The two centres lie on one parallel: PostGIS compares points in metres, we in degrees."""
    Village.objects.get_or_create(commune=other_commune, name="Vực", centre=point(110, 10))
    Village.objects.get_or_create(commune=other_commune, name="Bãi", centre=point(190.3, 10))
    Village.objects.get_or_create(commune=other_commune, name="Tan", boundary=area(square(150, 0, 10)))
    assert locate_all(from_geos(shapes)) == [locate(shape) for shape in shapes]
