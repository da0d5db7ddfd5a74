"""What plans stand on, from files: `manage.py load_features publicland` and `… candidates`."""

import pytest

from playspaces.models import Candidate, PublicLand
from tests.exchange.conftest import counts, refusals
from tests.shapes import point, square

pytestmark = pytest.mark.django_db

PARCEL = {"so_thua": "12/7", "ten": "Sân kho cũ", "geometry": square(10, 10, 1)}
PLACE = {
    "ma": "C1",
    "ten": "Sân chơi Đại Áng",
    "loai": "Sân chơi",
    "du_toan": "185000000",
    "geometry": point(10, 10),
}


@pytest.fixture
def load(run, write, commune):
    def call(rows, noun="candidates", name="du_kien.gpkg"):
        return run("load_features", noun, write(name, rows))

    return call


def test_public_land_comes_into_the_commune_that_holds_it(load, commune):
    assert counts(load([PARCEL], "publicland")) == (1, 0, 0)
    parcel = PublicLand.objects.get()
    assert (parcel.name, parcel.commune, parcel.source_ref) == ("Sân kho cũ", commune, "12/7")
    assert parcel.history.get().history_change_reason == "import"


def test_public_land_again_changes_nothing_and_a_new_outline_follows(load):
    load([PARCEL], "publicland")
    assert counts(load([PARCEL], "publicland")) == (0, 0, 1)
    assert counts(load([PARCEL | {"geometry": square(10, 10, 2)}], "publicland")) == (0, 1, 0)
    assert PublicLand.objects.get().version == 2


def test_public_land_without_a_name_is_called_after_its_commune(load):
    load([PARCEL | {"ten": None}], "publicland")
    assert PublicLand.objects.get().name == "Đất công, xã Ngọc Hồi"


def test_public_land_is_an_area(load):
    said = load([PARCEL | {"geometry": point(5, 5)}], "publicland")
    assert refusals(said) == [
        (1, "Sân kho cũ", "Its geometry is of the wrong type: an area must be a polygon.")
    ]


def test_candidates_come_with_kind_cost_and_village(load, village):
    said = load([PLACE])
    assert (counts(said), said["noted"]) == ((1, 0, 0), [])
    place = Candidate.objects.get()
    assert (place.name, place.kind.code, place.cost) == ("Sân chơi Đại Áng", "playground", 185_000_000)
    assert (place.village, place.origin, place.search_key) == (village, "imported", "san choi dai ang")


def test_a_candidate_without_a_cost_comes_in_and_that_is_said(load):
    said = load([PLACE | {"du_toan": None}])
    assert (counts(said), Candidate.objects.get().cost) == ((1, 0, 0), None)
    assert [(entry["row"], entry["reason"]) for entry in said["noted"]] == [
        (1, "It has no cost: plans leave it out.")
    ]


def test_a_candidate_may_leave_open_what_it_would_become(load):
    assert counts(load([PLACE | {"loai": None}])) == (1, 0, 0)
    assert Candidate.objects.get().kind is None


def test_the_same_candidates_again_change_nothing_and_a_new_cost_follows(load):
    load([PLACE])
    assert counts(load([PLACE])) == (0, 0, 1)
    assert counts(load([PLACE | {"du_toan": "200000000"}])) == (0, 1, 0)
    assert Candidate.objects.get().cost == 200_000_000


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"loai": "Sân bay"}, "The kind “Sân bay” is not known."),
        (
            {"geometry": square(5, 5, 1)},
            "Its geometry is of the wrong type: a candidate must be a point.",
        ),
        ({"geometry": point(500, 500)}, "It lies in none of the communes loaded here."),
        ({"du_toan": "nhiều"}, "cost (VND) can't be “nhiều”: It is not a number."),
        ({"du_toan": "-5"}, "cost (VND) can't be “-5”: Ensure this value is greater than or equal to 0."),
    ],
)
def test_what_can_be_no_candidate_is_refused_with_its_row(load, row, reason):
    said = load([PLACE | {"ma": "C2"}, PLACE | row])
    assert refusals(said) == [(2, "Sân chơi Đại Áng", reason)]
    assert Candidate.objects.count() == 1
