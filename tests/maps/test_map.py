"""The map page, its list and its cards, before any script runs."""

import json
import re
import uuid

import pytest

from areas.models import ChildCount
from schools.models import School, SchoolLevel
from tests.shapes import point

HERE = "105.809,20.909,105.812,20.912"
ELSEWHERE = "105.85,20.95,105.86,20.96"


@pytest.fixture
def page(client):
    def get(user, path="/map/", **words):
        if getattr(client, "reader", None) != user:  # a log-in has queries of its own
            client.force_login(user)
            client.reader = user
        return client.get(path, words)

    return get


def page_data(response) -> dict:
    found = re.search(
        r'<script id="map-page" type="application/json">(.*?)</script>', response.content.decode()
    )
    return json.loads(found[1])


def test_first_paint_lists_the_sites(page, lan, pond):
    html = page(lan).content.decode()
    assert f"site={pond.pk}" in html
    assert 'data-total="1"' in html


def test_link_sets_the_filters(page, lan, pond, village):
    html = page(lan, kind="pond", status="unprotected", village=village.pk, hide="schools").content.decode()
    assert re.search(r'name="kind" value="pond"[^>]*checked', html)
    assert re.search(r'name="status" value="unprotected"[^>]*checked', html)
    assert f'<option value="{village.pk}" selected>' in html
    assert re.search(r'data-layer="schools" >', html)
    assert re.search(r'data-layer="villages" checked>', html)


def test_link_to_a_site_says_where_it_lies(page, lan, pond):
    chosen = page_data(page(lan, site=pond.pk))["chosen"]
    assert chosen["key"] == str(pond.pk)
    assert 105.81 < float(chosen["lon"]) < 105.811


@pytest.mark.parametrize("key", ["c0ffee00-0000-4000-8000-000000000000", "nonsense", ""])
def test_link_to_a_site_that_is_not_there_still_opens_the_map(page, lan, pond, key):
    response = page(lan, site=key)
    assert response.status_code == 200
    assert page_data(response)["chosen"] is None


def test_link_to_a_village_goes_there(page, lan, village):
    assert page_data(page(lan, village=village.pk))["focus"] == [[20.9, 105.8], [20.95, 105.85]]


def test_link_names_the_commune_for_those_who_see_several(page, person, commune, other_commune):
    data = page_data(page(person("van", "Vân", "city_viewer"), commune="00640"))
    assert data["commune"] == "00640"
    assert data["reach"] == [[20.9, 105.8], [21.0, 106.0]]


def test_bad_day_is_told_beside_the_field(page, lan, pond):
    response = page(lan, as_of="yesterday")
    assert "field-error" in response.content.decode()
    assert page_data(response)["valid"] is False


def test_only_who_may_log_sites_is_asked_to(page, lan, minh, pond):
    assert 'id="add-site"' in page(lan).content.decode()
    assert 'id="add-site"' not in page(minh).content.decode()


def test_person_without_a_post_is_refused(page, person, commune):
    assert page(person("an", "An")).status_code == 403


def test_page_costs_a_fixed_number_of_queries(page, lan, pond, fence, django_assert_max_num_queries):
    page(lan)
    with django_assert_max_num_queries(24):
        page(lan, site=pond.pk, kind="pond")


# --- the list ----------------------------------------------------------------------------


def test_list_holds_what_is_in_view(page, lan, pond):
    assert str(pond.pk) in page(lan, "/map/list/", bbox=HERE).content.decode()


def test_list_says_that_sites_are_elsewhere(page, lan, pond):
    html = page(lan, "/map/list/", bbox=ELSEWHERE).content.decode()
    assert "data-show-all" in html


def test_list_without_a_match_offers_to_drop_the_filters(page, lan, pond):
    html = page(lan, "/map/list/", bbox=HERE, kind="canal").content.decode()
    assert "data-drop-filters" in html


def test_list_says_how_many_more_there_are(page, lan, pond, monkeypatch):
    monkeypatch.setattr("maps.views.listing.ROWS", 0)
    html = page(lan, "/map/list/", bbox=HERE).content.decode()
    assert 'data-total="1"' in html and str(pond.pk) not in html


def test_too_many_sites_are_counted_and_not_listed(page, lan, pond, monkeypatch):
    monkeypatch.setattr("maps.views.listing.LIMIT", 0)
    html = page(lan, "/map/list/", bbox=HERE).content.decode()
    assert 'data-total="1"' in html and str(pond.pk) not in html


def test_protected_sites_stand_after_those_to_do(page, lan, pond, fence, commune):
    worry = type(pond).objects.create(
        kind=pond.kind, name="Ao sâu", geom=point(10.5, 10.5), commune=commune, found_on="2026-01-01"
    )
    html = page(lan, "/map/list/", bbox=HERE, as_of="2026-06-30").content.decode()
    assert html.index(str(worry.pk)) < html.index(str(pond.pk))


def test_list_of_a_bad_box_is_refused(page, lan, pond):
    assert page(lan, "/map/list/", bbox="here").status_code == 400


# --- cards -------------------------------------------------------------------------------


def test_village_card_tells_children_sites_and_coverage(page, lan, village, pond, playground):
    ChildCount.objects.create(village=village, year=2025, children=310)
    ChildCount.objects.create(village=village, year=2026, children=325)
    html = page(lan, f"/map/villages/{village.pk}/card/", as_of="2026-06-30").content.decode()
    assert re.search(r"\b325\b", html) and not re.search(r"\b310\b", html)
    assert 'data-status="unprotected"' in html
    assert "Sân chơi Đại Áng" in html


def test_play_space_card_says_why_it_is_shut(page, lan, playground):
    playground.closures.create(since="2026-03-01", reason="Ngập nước")
    html = page(lan, f"/play-spaces/{playground.pk}/card/", as_of="2026-03-15").content.decode()
    assert "Ngập nước" in html
    assert (
        "Ngập nước"
        not in page(lan, f"/play-spaces/{playground.pk}/card/", as_of="2026-02-15").content.decode()
    )


def test_school_card_tells_the_pupils(page, lan, commune):
    school = School.objects.create(
        level=SchoolLevel.objects.first(), name="THCS Đại Áng", geom=point(5, 5), commune=commune, pupils=612
    )
    assert "612" in page(lan, f"/schools/{school.pk}/card/").content.decode()


def test_neighbour_opens_no_card_of_this_commune(page, tuan, village, playground):
    assert page(tuan, f"/map/villages/{village.pk}/card/").status_code == 404
    assert page(tuan, f"/play-spaces/{playground.pk}/card/").status_code == 404
    assert page(tuan, f"/schools/{uuid.uuid4()}/card/").status_code == 404
