"""Villages from files: `manage.py load_areas --villages`."""

import pytest

from areas.models import Commune, Village
from tests.exchange.conftest import counts, refusals
from tests.shapes import area, point, square

pytestmark = pytest.mark.django_db

DAI_ANG = {"code": "01", "name": "Thôn Đại Áng", "geometry": square(0, 0, 50)}
LAC_THI = {"code": "02", "name": "Thôn Lạc Thị", "geometry": square(50, 0, 50)}


@pytest.fixture
def load(run, write):
    def call(rows, *options, name="thon.geojson"):
        return run("load_areas", write(name, rows), "--villages", *options)

    return call


def test_villages_come_as_polygons_and_a_second_run_changes_nothing(load, commune):
    assert counts(load([DAI_ANG, LAC_THI])) == (2, 0, 0)
    dai_ang = commune.villages.get(code="01")
    assert (dai_ang.full_name, dai_ang.search_key) == ("thôn Đại Áng", "dai ang")
    assert dai_ang.boundary.equals(area(square(0, 0, 50)))
    assert counts(load([DAI_ANG, LAC_THI])) == (0, 0, 2)


def test_villages_come_as_points(load, commune):
    assert counts(load([DAI_ANG | {"geometry": point(20, 20)}])) == (1, 0, 0)
    village = commune.villages.get()
    assert (village.centre.coords, village.boundary) == (point(20, 20).coords, None)


def test_a_point_adds_the_centre_and_leaves_the_boundary(load, commune):
    load([DAI_ANG])
    assert counts(load([DAI_ANG | {"geometry": point(20, 20)}])) == (0, 1, 0)
    village = commune.villages.get()
    assert village.boundary and village.centre


def test_a_village_without_code_is_known_by_its_name_however_it_is_spelt(load, village):
    said = load([{"name": "THÔN ĐẠI ÁNG", "geometry": square(0, 0, 40)}])
    assert counts(said) == (0, 1, 0)
    assert Village.objects.get().boundary.equals(area(square(0, 0, 40)))


def test_a_village_known_by_name_takes_the_code_that_the_file_gives(load, village):
    assert counts(load([DAI_ANG])) == (0, 1, 0)
    village.refresh_from_db()
    assert village.code == "01"


def test_in_a_ward_a_village_is_a_residential_group(load, commune):
    Commune.objects.update(type=Commune.Type.PHUONG)
    load([{"name": "số 5", "geometry": point(1, 1)}])
    assert Village.objects.get().full_name == "tổ dân phố số 5"


def test_the_commune_is_the_one_whose_code_is_given(load, commune, other_commune):
    straddling = square(60, 0, 50)
    load([DAI_ANG | {"geometry": straddling, "commune_code": "640"}])
    assert Village.objects.get().commune == other_commune


def test_without_a_code_the_commune_is_the_one_that_holds_most(load, commune, other_commune):
    load([DAI_ANG | {"geometry": square(60, 0, 50)}])
    assert Village.objects.get().commune == commune


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"geometry": point(500, 0)}, "It lies in none of the communes loaded here."),
        ({"commune_code": "99999"}, "No commune with the code 99999 is loaded here."),
        ({"commune_code": "00640"}, "It lies outside xã Thanh Trì, whose code it gives."),
        ({"name": ""}, "It has no name."),
        (
            {"geometry": "LINESTRING (105.8 20.9, 105.81 20.91)"},
            "Its geometry is of the wrong type: a boundary must be a polygon.",
        ),
    ],
)
def test_a_village_that_cannot_come_in_is_refused_and_the_rest_loaded(
    load, commune, other_commune, row, reason
):
    said = load([DAI_ANG | {"geometry": square(1, 1, 10)} | row, LAC_THI])
    assert [(row, reason) for row, _name, reason in refusals(said)] == [(1, reason)]
    assert said["created"] == 1


def test_two_rows_for_one_village_and_two_villages_of_one_name_are_refused(load, commune):
    said = load([DAI_ANG, DAI_ANG, DAI_ANG | {"code": "03"}, LAC_THI])
    assert [(row, reason) for row, _name, reason in refusals(said)] == [
        (2, "The same village stands already in row 1 of thon.geojson."),
        (3, "The same village stands already in row 1 of thon.geojson."),
    ]
    said = load([LAC_THI | {"code": "09"}])
    assert refusals(said)[0][2] == "Another village of xã Ngọc Hồi has this name."
