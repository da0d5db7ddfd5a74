"""Layers of the map: what they hold, who may see them, what they cost."""

import pytest

from areas.models import Village
from hazards.models import HazardKind, HazardSite
from maps import layers
from maps.box import BadBox, parse_box
from schools.models import School, SchoolLevel
from tests.shapes import line, point

EVERYWHERE = "105.7,20.8,106.1,21.1"
ALL_LAYERS = ["hazards", "playspaces", "schools", "villages", "commune"]
MOST_QUERIES = 14  # session, person, posts, commune, the filters' own, and the layer's


@pytest.fixture
def layer(client):
    """The answer for a layer as somebody sees it."""

    def get(user, name="hazards", bbox=EVERYWHERE, headers=None, **words):
        if getattr(client, "reader", None) != user:  # a log-in has queries of its own
            client.force_login(user)
            client.reader = user
        return client.get(f"/map/layers/{name}.geojson", {"bbox": bbox, **words}, headers=headers)

    return get


@pytest.fixture
def school(commune, village) -> School:
    return School.objects.create(
        level=SchoolLevel.objects.first(),
        name="Tiểu học Đại Áng",
        geom=point(25, 25),
        commune=commune,
        village=village,
        village_source="boundary",
    )


def test_site_comes_with_kind_status_and_a_point_on_its_shape(layer, lan, pond):
    (feature,) = layer(lan).json()["features"]
    assert feature["id"] == str(pond.pk)
    assert feature["geometry"]["type"] == "Polygon"
    about = feature["properties"]
    assert (about["name"], about["icon"], about["status"]) == ("Ao cá Đại Áng", "circle", "unprotected")
    lon, lat = about["at"]["coordinates"]
    assert 105.81 < lon < 105.811 and 20.91 < lat < 20.911


def test_symbol_of_a_bent_canal_stands_on_the_canal(layer, lan, commune, village):
    canal = line((0, 0), (30, 0), (30, 30))
    HazardSite.objects.create(
        kind=HazardKind.objects.get(code="canal"), name="Kênh", geom=canal, commune=commune, village=village
    )
    (feature,) = layer(lan).json()["features"]
    lon, lat = feature["properties"]["at"]["coordinates"]
    assert canal.distance(point((lon - 105.8) * 1000, (lat - 20.9) * 1000)) < 1e-5


def test_box_holds_only_what_it_meets(layer, lan, pond):
    assert layer(lan, bbox="105.809,20.909,105.812,20.912").json()["features"]
    assert layer(lan, bbox="105.85,20.95,105.86,20.96").json()["features"] == []


def test_day_decides_the_status(layer, lan, fence):
    def status(day):
        return layer(lan, as_of=day).json()["features"][0]["properties"]["status"]

    assert (status("2026-01-15"), status("2026-02-15")) == ("unprotected", "protected")


def test_filters_narrow_the_layer(layer, lan, pond):
    assert layer(lan, kind="pond").json()["features"]
    assert layer(lan, kind="canal").json()["features"] == []


def test_play_space_is_open_until_it_is_shut(layer, lan, playground):
    playground.closures.create(since="2026-03-01", until="2026-04-01", reason="Sửa sân")
    (feature,) = layer(lan, "playspaces", as_of="2026-03-15").json()["features"]
    assert feature["properties"] == {"name": "Sân chơi Đại Áng", "open": False}


def test_villages_come_with_coverage_and_without_boundary_as_a_point(
    layer, lan, village, commune, playground
):
    Village.objects.create(commune=commune, name="Yên Kiện", centre=point(80, 80))
    found = {each["properties"]["name"]: each for each in layer(lan, "villages").json()["features"]}
    assert found["Đại Áng"]["geometry"]["type"].endswith("Polygon")
    assert found["Đại Áng"]["properties"]["covered"]
    assert found["Yên Kiện"]["geometry"]["type"] == "Point"
    assert not found["Yên Kiện"]["properties"]["covered"]


def test_village_without_any_place_is_left_out(layer, lan, commune):
    Village.objects.create(commune=commune, name="Không rõ")
    assert layer(lan, "villages").json()["features"] == []


def test_school_and_commune_are_drawn(layer, lan, school, commune):
    assert layer(lan, "schools").json()["features"][0]["properties"]["name"] == "Tiểu học Đại Áng"
    assert layer(lan, "commune").json()["features"][0]["properties"]["name"] == "Ngọc Hồi"


@pytest.mark.parametrize("name", ALL_LAYERS)
def test_neighbour_sees_nothing_of_this_commune(layer, tuan, pond, playground, school, village, name):
    features = layer(tuan, name).json()["features"]
    assert [each["properties"]["name"] for each in features] == (["Thanh Trì"] if name == "commune" else [])


def test_neighbour_who_asks_for_this_commune_is_refused(layer, tuan, pond):
    assert layer(tuan, commune="00679").status_code == 403


def test_person_without_a_post_is_refused(layer, person, pond):
    assert layer(person("an", "An")).status_code == 403


def test_stranger_is_sent_to_the_login(client, pond):
    assert client.get("/map/layers/hazards.geojson", {"bbox": EVERYWHERE}).status_code == 302


@pytest.mark.parametrize("bbox", ["", "1,2,3", "a,b,c,d", "106,20,105,21", "105,21,106,20", "nan,1,2,3"])
def test_bad_box_is_refused_with_a_sentence(layer, lan, commune, bbox):
    response = layer(lan, bbox=bbox)
    assert response.status_code == 400
    assert response.content.decode().endswith(".")
    with pytest.raises(BadBox):
        parse_box(bbox)


def test_bad_filter_is_refused_with_a_sentence(layer, lan, commune):
    assert layer(lan, as_of="yesterday").status_code == 400


def test_unknown_layer_is_not_found(layer, lan, commune):
    assert layer(lan, "treasure").status_code == 404


def test_same_answer_is_not_sent_twice(layer, lan, pond):
    first = layer(lan)
    assert "no-cache" in first["Cache-Control"] and "private" in first["Cache-Control"]
    assert layer(lan, headers={"if-none-match": first["ETag"]}).status_code == 304
    pond.name = "Ao mới"
    pond.save()
    assert layer(lan, headers={"if-none-match": first["ETag"]}).status_code == 200


def test_too_many_sites_come_as_numbers_by_village(layer, lan, pond, other_village, monkeypatch):
    monkeypatch.setattr(layers, "LIMIT", 3)
    HazardSite.objects.bulk_create(
        HazardSite(kind=pond.kind, name=f"Ao {n}", geom=point(n, n), commune=pond.commune, village=home)
        for n, home in enumerate([pond.village, other_village, other_village, None])
    )
    answer = layer(lan).json()
    assert answer["clustered"]
    numbers = {each["properties"]["name"]: each["properties"]["count"] for each in answer["features"]}
    assert numbers == {"Đại Áng": 2, "Lạc Thị": 2, "Ngọc Hồi": 1}


def test_many_communes_in_sight_are_counted_as_communes(layer, lan, pond, monkeypatch):
    monkeypatch.setattr(layers, "LIMIT", 0)
    monkeypatch.setattr(layers, "COMMUNES_IN_DETAIL", 0)
    (feature,) = layer(lan).json()["features"]
    assert feature["properties"] == {"name": "Ngọc Hồi", "count": 1}


@pytest.mark.parametrize("name", ALL_LAYERS)
def test_layer_costs_a_fixed_number_of_queries(
    layer, lan, pond, playground, school, name, django_assert_max_num_queries
):
    HazardSite.objects.bulk_create(
        HazardSite(kind=pond.kind, name=f"Ao {n}", geom=point(n, n), commune=pond.commune) for n in range(50)
    )
    client_is_logged_in = layer(lan, name)
    assert client_is_logged_in.status_code == 200
    with django_assert_max_num_queries(MOST_QUERIES):
        layer(lan, name, kind="pond", status="unprotected", village=pond.village_id, overdue=1)
