"""Roads and populated areas from files: `manage.py load_features roads` and `… populated`."""

import geopandas
import pytest
from shapely import area, from_wkb, make_valid

from areas.models import PopulatedArea
from audit.models import Event
from audit.sentences import sentence
from exchange.destinations import GROUND
from roads.models import Road
from tests.exchange.conftest import counts, refusals
from tests.exchange.test_openstreetmap import EXTRACT, tag
from tests.shapes import line, point, square

pytestmark = pytest.mark.django_db

LANE = {"osm_id": "1", "highway": "residential", "name": "Ngõ 3", "geometry": line((10, 10), (20, 10))}
MOTORWAY = {"osm_id": "2", "highway": "motorway", "geometry": line((0, 50), (90, 50))}
HOUSES = {"osm_way_id": "3", "landuse": "residential", "geometry": square(10, 10, 5)}
# The commune is square(0, 0, 100); 20 thousandths of a degree are some 2.1 km.
WALKS = ["footway", "path", "service", "residential", "primary", "trunk", "steps", "track"]


@pytest.fixture
def load(run, write, commune):
    def call(rows, noun="roads", *options, name="features.geojson"):
        return run("load_features", noun, write(name, rows), *options)

    return call


def walkable() -> dict[str, bool]:
    return dict(Road.objects.values_list("source_ref", "is_walkable"))


def test_roads_come_in_with_what_they_are_and_whether_one_walks_there(load):
    assert counts(load([LANE, MOTORWAY])) == (2, 0, 0)
    lane = Road.objects.get(source="osm", source_ref="way/1")
    assert (lane.name, lane.kind, lane.is_walkable) == ("Ngõ 3", "residential", True)
    assert lane.geom.equals(line((10, 10), (20, 10)))
    assert walkable() == {"way/1": True, "way/2": False}


def test_the_log_tells_that_roads_came_in(load):
    load([LANE])
    assert "roads and paths" in sentence(Event.objects.latest("at"))


@pytest.mark.parametrize("kind", WALKS)
def test_one_walks_along_ordinary_roads_and_paths(load, kind):
    load([LANE | {"highway": kind}])
    assert walkable() == {"way/1": True}


@pytest.mark.parametrize(
    ("tags", "walks"),
    [
        ({"foot": "no"}, False),
        ({"foot": "private"}, False),
        ({"access": "private"}, False),
        ({"access": "private", "foot": "yes"}, True),
        ({"highway": "motorway", "foot": "yes"}, False),
        ({"highway": "trunk_link"}, False),
        ({"bridge": "yes", "layer": "1"}, True),
    ],
)
def test_tags_say_who_may_walk(load, tags, walks):
    load([LANE | tags])
    assert walkable() == {"way/1": walks}


@pytest.mark.parametrize("kind", ["proposed", "construction", "crossing"])
def test_what_is_no_road_yet_or_none_at_all_is_passed_over(load, kind):
    said = load([LANE | {"highway": kind}])
    assert (counts(said), said["passed_over"]) == ((0, 0, 0), 1)


def test_a_second_run_changes_nothing_and_what_the_source_changed_follows(load):
    load([LANE, MOTORWAY])
    assert counts(load([LANE, MOTORWAY])) == (0, 0, 2)
    moved = LANE | {"name": "Ngõ 5", "foot": "no", "geometry": line((10, 10), (20, 12))}
    assert counts(load([moved, MOTORWAY])) == (0, 1, 1)
    lane = Road.objects.get(source_ref="way/1")
    assert (lane.name, lane.is_walkable, lane.geom.coords[1]) == ("Ngõ 5", False, (105.82, 20.912))


def test_a_road_of_several_lines_becomes_several_roads(load):
    both = "MULTILINESTRING ((105.81 20.91, 105.82 20.91), (105.83 20.91, 105.84 20.91))"
    rows = [{"ma": "D1", "geometry": both}]
    assert counts(load(rows)) == (2, 0, 0)
    assert set(walkable()) == {"D1/1", "D1/2"}
    assert counts(load(rows)) == (0, 0, 2)


def test_roads_up_to_two_kilometres_beyond_the_commune_come_in_and_the_rest_is_counted(load):
    near = LANE | {"geometry": line((110, 10), (200, 10))}  # begins 1 km east of the border
    far = MOTORWAY | {"geometry": line((125, 10), (200, 10))}  # 2.6 km
    said = load([near, far])
    assert (counts(said), said["far_away"]) == ((1, 0, 0), 1)
    assert set(walkable()) == {"way/1"}


def test_without_a_commune_every_road_is_far_away(run, write, db):
    said = run("load_features", "roads", write("roads.geojson", [LANE]))
    assert (counts(said), said["far_away"]) == ((0, 0, 0), 1)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"geometry": square(0, 0, 1)}, "Its geometry is of the wrong type: a road must be a line."),
        ({"geometry": point(5, 5)}, "Its geometry is of the wrong type: a road must be a line."),
        (
            {"geometry": line((5, 5), (5, 5))},
            "Its corners all lie on one point or line: no shape is left.",
        ),
        ({"geometry": None}, "It has no place: the geometry is missing, empty or unreadable."),
        (
            {"name": "Đường " * 30},
            "name can't be “" + ("Đường " * 30).strip() + "”: "
            "Ensure this value has at most 160 characters (it has 179).",
        ),
    ],
)
def test_what_can_be_no_road_is_refused_with_its_row_and_the_rest_comes_in(load, row, reason):
    said = load([MOTORWAY, LANE | row])
    [(number, _name, why)] = refusals(said)
    assert (number, why, said["created"]) == (2, reason, 1)


def test_the_second_row_with_one_key_is_refused(load):
    said = load([LANE, LANE | {"geometry": line((10, 10), (20, 12))}])
    assert refusals(said) == [
        (2, "Ngõ 3", "The same key, way/1, stands already in row 1 of features.geojson.")
    ]


def test_roads_of_a_plain_table_need_nothing_but_lines(load):
    rows = [
        {"ma": "D1", "ten": "Đường làng", "di_bo_duoc": "không", "geometry": line((0, 0), (5, 5))},
        {"ma": "D2", "ten": None, "di_bo_duoc": None, "geometry": line((0, 0), (5, 0))},
    ]
    assert counts(load(rows, name="duong.gpkg")) == (2, 0, 0)
    assert walkable() == {"D1": False, "D2": True}
    assert set(Road.objects.values_list("kind", flat=True)) == {"road"}


def test_roads_without_a_key_are_known_by_their_course(load):
    rows = [{"loai": "ngõ", "geometry": line((0, 0), (5, 5))}]
    assert counts(load(rows)) == (1, 0, 0)
    assert counts(load(rows)) == (0, 0, 1)


def test_ground_for_dwellings_comes_in(load):
    house = {"osm_way_id": "4", "building": "yes", "geometry": square(30, 30, 1)}
    factory = {"osm_way_id": "5", "landuse": "industrial", "geometry": square(40, 30, 1)}
    said = load([HOUSES, house, factory], "populated")
    assert (counts(said), said["passed_over"]) == ((2, 0, 0), 1)
    assert PopulatedArea.objects.get(source_ref="way/3").geom.equals(square(10, 10, 5))
    assert counts(load([HOUSES, house, factory], "populated")) == (0, 0, 2)


def test_populated_areas_of_a_plain_file_all_come_in(load):
    rows = [{"ma": "K1", "geometry": square(0, 0, 2)}, {"ma": "K2", "geometry": point(5, 5)}]
    said = load(rows, "populated", name="khu_dan_cu.geojson")
    assert refusals(said) == [(2, "K2", "Its geometry is of the wrong type: an area must be a polygon.")]
    assert counts(said) == (1, 0, 0)


@pytest.mark.parametrize("noun", GROUND)
def test_a_mapping_may_name_fields_of_the_noun_alone(load, tmp_path, noun):
    mapping = tmp_path / "m.toml"
    mapping.write_text('[fields]\npupils = "x"\n')
    assert "“pupils” is not known" in load([LANE], noun, "--map", mapping)["error"]


def test_roads_of_the_extract_are_those_that_geopandas_counts(run, shared_data):
    extract = shared_data / "osm" / EXTRACT
    run("load_areas", shared_data / "boundaries" / "wards")
    lines = geopandas.read_file(extract, layer="lines")
    roads = lines[lines.highway.notna() & ~lines.highway.isin(["proposed", "construction"])]
    said = run("load_features", "roads", extract, "--layer", "lines")
    assert (counts(said), said["refused"], said["far_away"]) == ((len(roads), 0, 0), [], 0)
    shut = roads.highway.isin(["motorway", "motorway_link", "trunk_link"])
    foot, access = tag(roads, "foot"), tag(roads, "access")
    shut |= foot.isin(["no", "private", "use_sidepath"])
    shut |= access.isin(["no", "private"]) & ~foot.isin(["yes", "designated", "permissive", "destination"])
    assert Road.objects.walkable().count() == len(roads) - shut.sum()
    assert Road.objects.filter(kind="footway").count() == (roads.highway == "footway").sum()
    assert counts(run("load_features", "roads", extract, "--layer", "lines")) == (0, 0, len(roads))


def test_populated_areas_of_the_extract_are_those_that_geopandas_counts(run, shared_data):
    extract = shared_data / "osm" / EXTRACT
    run("load_areas", shared_data / "boundaries" / "wards")
    areas = geopandas.read_file(extract, layer="multipolygons")
    dwellings = ["yes", "house", "residential", "apartments", "terrace", "detached", "dormitory", "villa"]
    homes = areas[areas.landuse.eq("residential") | areas.building.isin(dwellings)]
    said = run("load_features", "populated", extract, "--layer", "multipolygons")
    assert counts(said) == (len(homes), 0, 0)
    held = [from_wkb(bytes(shape.wkb)) for shape in PopulatedArea.objects.values_list("geom", flat=True)]
    assert area(held).sum() == pytest.approx(area(make_valid(homes.geometry)).sum(), rel=1e-6)
