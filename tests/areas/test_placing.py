"""Which commune and village a shape lies in.

   0        50        100       200
50 +---------+---------+---------+
   | Đại Áng | Lạc Thị | Thanh   |
 0 +---------+---------+-- Trì --+
"""

from areas.models import Commune, Village
from areas.placing import VillageSource, locate
from tests.shapes import line, point, square


def test_point_finds_its_commune_and_village(village, other_village):
    place = locate(point(60, 10))
    assert (place.commune, place.village) == (other_village.commune, other_village)
    assert place.village_source == VillageSource.BOUNDARY
    assert place.inside


def test_shape_across_a_border_goes_to_the_side_that_has_most_of_it(village, other_village, other_commune):
    assert locate(line((45, 10), (60, 10))).village == other_village
    across = locate(square(95, 10, 20))
    assert across.commune == other_commune
    assert not across.inside


def test_place_outside_every_commune_is_none(commune):
    assert locate(point(500, 500)) is None


def test_only_the_communes_given_are_looked_at(commune, other_commune):
    assert locate(point(150, 10), Commune.objects.filter(pk=commune.pk)) is None


def test_villages_without_boundary_give_the_nearest_centre(commune):
    near = Village.objects.create(commune=commune, name="Gần", centre=point(20, 20))
    Village.objects.create(commune=commune, name="Xa", centre=point(80, 80))
    place = locate(point(30, 30))
    assert place.village == near
    assert place.village_source == VillageSource.NEAREST


def test_dissolved_village_is_not_proposed(commune, village):
    village.dissolved_on = "2026-01-01"
    village.save()
    place = locate(point(10, 10))
    assert place.village is None
    assert place.village_source == ""


def test_point_on_the_border_goes_to_the_first_village(village, other_village):
    assert locate(point(50, 10)).village == village
