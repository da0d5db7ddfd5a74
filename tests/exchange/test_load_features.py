"""Hazard sites, play spaces and schools from files: `manage.py load_features`."""

import pytest
from django.utils import timezone

from areas.models import Village
from areas.placing import VillageSource
from audit.log import COMMAND_LINE, Deed
from audit.models import Event
from audit.sentences import sentence
from hazards.models import HazardSite
from hazards.status import Status
from playspaces.models import PlaySpace
from schools.models import School
from tests.exchange.conftest import counts, refusals
from tests.shapes import line, point, square

pytestmark = pytest.mark.django_db

POND = {
    "osm_way_id": "1",
    "natural": "water",
    "water": "pond",
    "name": "Ao cá",
    "geometry": square(10, 10, 1),
}
CANAL = {"osm_id": "2", "waterway": "canal", "name": "Kênh Hòa Bình", "geometry": line((0, 5), (90, 5))}


@pytest.fixture
def load(run, write):
    def call(rows, noun="hazards", *options, name="features.geojson"):
        return run("load_features", noun, write(name, rows), *options)

    return call


def test_water_becomes_hazard_sites_in_their_commune_and_village(load, commune, village):
    assert counts(load([POND, CANAL])) == (2, 0, 0)
    pond = HazardSite.objects.get(source="osm", source_ref="way/1")
    assert (pond.kind.code, pond.name, pond.search_key) == ("pond", "Ao cá", "ao ca")
    assert (pond.commune, pond.village, pond.village_source) == (commune, village, VillageSource.BOUNDARY)
    assert (pond.found_on, pond.severity) == (timezone.localdate(), 5)
    assert HazardSite.objects.with_status(timezone.localdate()).get(pk=pond.pk).status == Status.UNPROTECTED
    assert HazardSite.objects.get(source_ref="way/2").kind.code == "canal"


def test_a_second_run_changes_nothing_not_even_the_history(load, village):
    load([POND, CANAL])
    HazardSite.objects.update(found_on="2020-01-01")
    said = load([POND, CANAL])
    assert counts(said) == (0, 0, 2)
    assert HazardSite.history.count() == 2
    assert set(HazardSite.objects.values_list("version", "found_on__year")) == {(1, 2020)}


def test_what_the_source_changed_is_updated_and_stands_in_the_history(load, village):
    load([POND, CANAL])
    said = load([POND | {"name": "Ao làng", "geometry": square(60, 10, 1)}, CANAL])
    assert counts(said) == (0, 1, 1)
    pond = HazardSite.objects.get(source_ref="way/1")
    assert (pond.name, pond.search_key, pond.version, pond.village) == ("Ao làng", "ao lang", 2, None)
    assert pond.geom.equals(square(60, 10, 1))
    assert [was.name for was in pond.history.all()] == ["Ao làng", "Ao cá"]


def test_villages_that_came_later_are_found_by_running_the_file_again(load, commune):
    load([POND])
    village = Village.objects.create(commune=commune, name="Đại Áng", centre=point(0, 0))
    assert counts(load([POND])) == (0, 1, 0)
    pond = HazardSite.objects.get()
    assert (pond.village, pond.village_source) == (village, VillageSource.NEAREST)
    assert counts(load([POND])) == (0, 0, 1)


def test_what_a_person_edited_is_kept_and_said(load, village, lan):
    load([POND, CANAL])
    pond = HazardSite.objects.get(source_ref="way/1")
    pond.name = "Ao đình"
    pond.save_edit(seen_version=1)
    said = load([POND | {"geometry": square(20, 20, 1)}, CANAL])
    assert counts(said) == (0, 0, 1)
    assert said["kept"] == [
        {
            "file": "features.geojson",
            "row": 1,
            "name": "Ao cá",
            "reason": "It was edited here since the import. The file says otherwise on: name, place.",
        }
    ]
    pond.refresh_from_db()
    assert (pond.name, pond.geom.equals(square(10, 10, 1))) == ("Ao đình", True)


def test_a_person_may_add_what_the_file_does_not_say(load, village):
    load([POND])
    pond = HazardSite.objects.get()
    pond.depth_m = 2
    pond.save_edit(seen_version=1)
    said = load([POND])
    assert (counts(said), said["kept"]) == ((0, 0, 1), [])


def test_a_withdrawn_site_stays_withdrawn(load, village):
    load([POND])
    HazardSite.objects.get().withdraw(reason="Không còn ao", seen_version=1)
    said = load([POND | {"name": "Ao mới"}])
    assert counts(said) == (0, 0, 0)
    assert "It was withdrawn here on" in said["kept"][0]["reason"]
    assert not HazardSite.objects.in_force().exists()


def test_a_feature_outside_every_commune_is_refused(load, commune):
    said = load([POND | {"geometry": square(500, 500, 1)}, CANAL])
    assert refusals(said) == [(1, "Ao cá", "It lies in none of the communes loaded here.")]
    assert said["created"] == 1


def test_a_feature_across_a_border_goes_to_the_larger_share_and_says_so(load, commune, other_commune):
    # Ngọc Hồi | Thanh Trì, the border at x = 100
    load([POND | {"geometry": square(97, 0, 4)}, CANAL | {"geometry": line((98, 5), (110, 5))}])
    pond, canal = HazardSite.objects.order_by("source_ref")
    assert (pond.commune, canal.commune) == (commune, other_commune)
    assert pond.border_note == "Part of it lies outside the commune, as drawn in the source."


def test_an_object_in_two_layers_is_stored_once(run, write, commune):
    path = write("two.gpkg", [POND], layer="water")
    write("two.gpkg", [POND], layer="all", mode="a")
    said = run("load_features", "hazards", path)
    assert counts(said) == (1, 0, 0)
    [(row, name, reason)] = refusals(said)
    assert (row, name) == (1, "Ao cá")
    assert reason == "The same key, way/1, stands already in row 1 of two.gpkg (water)."


def test_a_nameless_feature_is_called_after_kind_and_place_until_the_source_names_it(load, village):
    nameless = POND | {"name": None}
    load([nameless])
    assert HazardSite.objects.get().name == "Ao chưa có tên, thôn Đại Áng"
    assert counts(load([nameless])) == (0, 0, 1)
    assert counts(load([POND])) == (0, 1, 0)
    assert HazardSite.objects.get().name == "Ao cá"


def test_features_without_a_key_are_known_by_place_and_kind(load, commune):
    rows = [{"kind": "Ao", "geometry": square(1, 1, 1)}, {"kind": "pond", "geometry": square(3, 3, 1)}]
    assert counts(load(rows, name="khao_sat.geojson")) == (2, 0, 0)
    assert counts(load(rows, name="khao_sat.geojson")) == (0, 0, 2)
    assert set(HazardSite.objects.values_list("source", flat=True)) == {"khao_sat"}


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"kind": "volcano"}, "The kind “volcano” is not known."),
        ({"kind": None}, "It says no kind."),
        ({"depth_m": "deep"}, "depth (m) can't be “deep”: It is not a number."),
        ({"likelihood": "9"}, "likelihood can't be “9”: Ensure this value is less than or equal to 5."),
        ({"found_on": "32/01/2026"}, "found on can't be “32/01/2026”"),
    ],
)
def test_an_unfit_value_is_refused_with_the_value_and_the_rest_loaded(load, commune, facts, reason):
    pond = {"id": "a", "kind": "pond", "name": "Ao", "geometry": square(1, 1, 1)}
    said = load([pond | facts, pond | {"id": "b"}])
    [(row, name, said_reason)] = refusals(said)
    assert (row, name, said["created"]) == (1, "Ao", 1)
    assert reason in said_reason


def test_values_come_as_people_write_them(load, commune):
    row = {
        "kind": "Ao", "name": "Ao", "depth_m": "1,5", "is_household": "Có", "found_on": "25/10/2026",
        "geometry": square(1, 1, 1),
    }  # fmt: skip
    load([row])
    site = HazardSite.objects.get()
    assert (float(site.depth_m), site.is_household) == (1.5, True)
    assert site.found_on.isoformat() == "2026-10-25"


def test_a_school_code_that_another_school_has_is_refused(load, commune):
    school = {"level": "primary", "name": "Tiểu học Đại Áng", "geometry": point(1, 1)}
    load([school | {"code": "HN01"}], "schools", name="so.geojson")
    said = load([school | {"id": "x", "ma_truong": "HN01"}], "schools", name="khac.geojson")
    assert refusals(said)[0][2] == "The code HN01 belongs to another record."


@pytest.mark.parametrize(
    ("tags", "level"),
    [
        ({"amenity": "kindergarten"}, "kindergarten"),
        ({"name": "Trường Mầm non Hoa Sữa"}, "kindergarten"),
        ({"name": "Trường mẫu giáo Bách Khoa"}, "kindergarten"),
        ({"name": "Trường Tiểu học Đại Áng"}, "primary"),
        ({"name": "Trường THCS Đại Áng"}, "lower_secondary"),
        ({"name": "Trường Trung học cơ sở Đại Áng"}, "lower_secondary"),
        ({"name": "Trường THPT Ngọc Hồi"}, "upper_secondary"),
        ({"name": "Trường Tiểu học và THCS Tô Hiệu"}, "mixed"),
        ({"name": "Trường Trung học cơ sở & Trung học phổ thông Phenikaa"}, "mixed"),
        ({"name": "Trường Phổ thông Liên cấp"}, "mixed"),
        ({"isced:level": "2"}, "lower_secondary"),
        ({"isced:level": "1;2"}, "mixed"),
        ({"name": "Amy School"}, "other"),
    ],
)
def test_the_level_of_a_school_is_read_from_its_name_or_tags(load, commune, tags, level):
    load([{"osm_id": "1", "amenity": "school", "geometry": point(1, 1)} | tags], "schools")
    assert School.objects.get().level.code == level


@pytest.mark.parametrize(
    ("tags", "expected"),
    [
        ({"leisure": "playground"}, ("playground", True)),
        ({"leisure": "playground", "access": "private"}, ("playground", False)),
        ({"leisure": "park"}, ("park", True)),
        ({"leisure": "pitch", "sport": "basketball;tennis"}, ("sports_ground", True)),
        ({"leisure": "pitch", "sport": "tennis"}, ("sports_ground", False)),
        ({"leisure": "swimming_pool"}, ("swimming_pool", False)),
        ({"amenity": "community_centre"}, ("culture_house", True)),
    ],
)
def test_a_play_space_is_for_children_only_where_the_tags_say_enough(load, commune, tags, expected):
    load([{"osm_id": "1", "geometry": point(1, 1)} | tags], "playspaces")
    space = PlaySpace.objects.get()
    assert (space.kind.code, space.for_children) == expected


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"natural": "water"}, "pond"),
        ({"natural": "water", "geometry": square(0, 0, 2)}, "lake"),
        ({"natural": "water", "water": "river"}, "river"),
        ({"landuse": "basin"}, "pond"),
        ({"landuse": "aquaculture"}, "pond"),
        ({"landuse": "construction"}, "construction"),
        ({"building": "construction"}, "construction"),
        ({"waterway": "drain", "geometry": line((0, 0), (5, 5))}, "ditch"),
        ({"waterway": "stream", "geometry": line((0, 0), (5, 5))}, "stream"),
    ],
)
def test_the_kind_of_a_hazard_site_is_read_from_its_tags(load, commune, tags, kind):
    """`square(…, 0.9)` is 93 m wide: below a hectare. `square(…, 2)` is above."""
    load([{"osm_way_id": "1", "geometry": square(0, 0, 0.9)} | tags])
    assert HazardSite.objects.get().kind.code == kind


def test_a_run_is_one_transaction(load, commune, monkeypatch):
    from exchange import features

    monkeypatch.setattr(features, "store", lambda *arguments: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        load([POND])
    assert not HazardSite.objects.exists()


def test_import_is_written_into_the_security_log(load, commune):
    load([POND, CANAL | {"geometry": line((500, 5), (600, 5))}], name="ao-ho.geojson")
    event = Event.objects.get(deed=Deed.IMPORTED)
    assert event.actor_name == COMMAND_LINE
    assert event.details["files"] == ["ao-ho.geojson"]
    assert (event.details["created"], event.details["refused"]) == (1, 1)
    assert sentence(event) == "The command line imported hazard sites"
