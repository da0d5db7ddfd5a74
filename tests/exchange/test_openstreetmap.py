"""The OpenStreetMap extract of part of Hà Nội, counted once by us and once by hand."""

from collections import Counter

import geopandas
import pandas as pd
import pytest

from hazards.models import HazardSite
from playspaces.models import PlaySpace
from schools.models import School
from tests.exchange.conftest import counts

pytestmark = pytest.mark.django_db

EXTRACT = "bbbike_hanoi_dongda_thanhxuan_2026-05-05.osm.pbf"
SORTED = "bbbike_hanoi_2026-05_features.gpkg"


@pytest.fixture
def hanoi(run, shared_data):
    """All communes; gives back the folder with the extracts."""
    run("load_areas", shared_data / "boundaries" / "wards")
    return shared_data / "osm"


def kinds(model, field="kind") -> Counter:
    return Counter(model.objects.values_list(f"{field}__code", flat=True))


def tag(features: pd.DataFrame, key: str) -> pd.Series:
    return features.other_tags.str.extract(f'"{key}"=>"([^"]*)"', expand=False)


def water_by_hand(areas: pd.DataFrame) -> Counter:
    water = areas[areas.natural == "water"]
    said = tag(water, "water")
    small = water.to_crs(32648).area < 10_000
    return Counter(
        pond=(said.eq("pond") | said.isna() & small).sum(),
        lake=(said.isin(["lake", "reservoir"]) | said.isna() & ~small).sum(),
        canal=said.eq("canal").sum(),
        river=said.eq("river").sum(),
    )


def test_hazard_sites_of_the_extract_are_those_that_geopandas_counts(run, hanoi):
    areas = geopandas.read_file(hanoi / EXTRACT, layer="multipolygons")
    lines = geopandas.read_file(hanoi / EXTRACT, layer="lines")
    expected = water_by_hand(areas) + Counter(lines.waterway.dropna())
    expected["construction"] = (
        areas.landuse.eq("construction").sum() + areas.building.eq("construction").sum()
    )
    said = run("load_features", "hazards", hanoi / EXTRACT, "--map", "osm")
    assert (counts(said), said["refused"]) == ((expected.total(), 0, 0), [])
    assert kinds(HazardSite) == expected
    assert (HazardSite.objects.get(source_ref="way/136160941").name) == "Hồ Kim Liên"
    assert counts(run("load_features", "hazards", hanoi / EXTRACT, "--map", "osm")) == (0, 0, 36)


def test_play_spaces_of_one_layer_are_those_that_geopandas_counts(run, hanoi):
    features = geopandas.read_file(hanoi / SORTED, layer="schools_playspaces")
    leisure, amenity = Counter(features.leisure.dropna()), Counter(features.amenity.dropna())
    command = ["load_features", "playspaces", hanoi / SORTED, "--layer", "schools_playspaces"]
    assert counts(run(*command, "--map", "osm")) == (87, 0, 0)
    assert kinds(PlaySpace) == {
        "playground": leisure["playground"],
        "park": leisure["park"],
        "sports_ground": leisure["pitch"] + leisure["sports_centre"],
        "swimming_pool": leisure["swimming_pool"],
        "culture_house": amenity["community_centre"],
    }
    assert counts(run(*command, "--map", "osm")) == (0, 0, 87)


def test_schools_come_with_their_level(run, hanoi):
    said = run("load_features", "schools", hanoi / SORTED, "--map", "osm")
    assert counts(said) == (25 + 10 + 3, 0, 0)
    assert kinds(School, "level")["primary"] == School.objects.filter(search_key__contains="tieu hoc").count()
    assert counts(run("load_features", "schools", hanoi / SORTED, "--map", "osm")) == (0, 0, 38)


def test_the_same_objects_from_the_raw_extract_are_not_stored_again(run, hanoi):
    run("load_features", "schools", hanoi / SORTED)
    assert counts(run("load_features", "schools", hanoi / EXTRACT)) == (0, 0, 38)


def test_points_of_interest_beyond_the_city_are_refused_one_by_one(run, hanoi):
    path = hanoi / "hotosm_vnm_poi_points_CLIPPED_south_hanoi.geojson"
    points = geopandas.read_file(path)
    schools = points[points.amenity.isin(["school", "kindergarten"])]
    said = run("load_features", "schools", path)
    assert said["created"] + len(said["refused"]) == len(schools) == 171
    assert {entry["reason"] for entry in said["refused"]} == {"It lies in none of the communes loaded here."}
    assert all(points.name[entry["row"] - 1] == entry["name"] for entry in said["refused"])
