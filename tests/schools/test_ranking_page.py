"""Leaders see at which schools most danger remains, and take the table along."""

from datetime import date

import pytest
from django.urls import reverse

from schools.models import School
from schools.nearby import dangers_around
from schools.ranked import ORDERS, counted_around
from schools.ranking_asked import ORDERS_IN_WORDS
from tests.conftest import TODAY
from tests.shapes import point, square

RANKING = "/schools/ranking/"


def page(client, reader, **words):
    client.force_login(reader)
    return client.get(RANKING, {"as_of": "2026-06-30"} | words)


def names(answer) -> list[tuple[int, str]]:
    return [(line.rank, line.school.name) for line, _nearest in answer.context["rows"]]


@pytest.fixture
def safe_school(make_school) -> School:
    """Far from everything."""
    return make_school("THCS Bình Yên", level="lower_secondary", geom=point(80, 80))


def test_school_with_most_danger_comes_first(client, minh, school, safe_school, make_site):
    make_site("Ao cạnh trường", point(22, 20.5))
    assert names(page(client, minh)) == [(1, "Tiểu học Đại Áng"), (2, "THCS Bình Yên")]


def test_page_names_the_nearest_danger_and_how_far_it_lies(client, minh, school, make_site):
    pond = make_site("Ao cạnh trường", point(22, 20.5))
    text = page(client, minh).content.decode()
    assert "100 m" in text and "Ao cạnh trường" in text and reverse("site", args=[pond.pk]) in text


def test_filter_shows_fewer_schools_and_leaves_their_ranks(client, minh, school, safe_school, make_site):
    make_site("Ao cạnh trường", point(22, 20.5))
    assert names(page(client, minh, q="binh yen")) == [(2, "THCS Bình Yên")]
    assert names(page(client, minh, level="primary")) == [(1, "Tiểu học Đại Áng")]


def test_sorting_the_other_way_round(client, minh, school, safe_school, make_site):
    make_site("Ao cạnh trường", point(22, 20.5))
    assert [rank for rank, _ in names(page(client, minh, sort="-rank"))] == [2, 1]


def test_order_that_does_not_exist_is_the_usual_one(client, minh, school, safe_school, make_site):
    make_site("Ao cạnh trường", point(22, 20.5))
    assert [rank for rank, _ in names(page(client, minh, sort="colour"))] == [1, 2]


def test_every_order_of_the_table_has_words_for_a_phone():
    assert set(ORDERS_IN_WORDS) == {*ORDERS, *(f"-{word}" for word in ORDERS)}


def test_order_by_commune_is_offered_where_there_are_several(client, minh, school, other_commune, person):
    assert b'value="commune"' not in page(client, minh).content
    viewer = person("thanhpho", "Đặng Thùy Dương", "city_viewer")
    assert b'value="commune"' in page(client, viewer, **{"in": "all"}).content


def test_closed_school_is_ranked_as_of_the_days_it_was_open(client, minh, make_school):
    make_school("Trường cũ", closed_on=date(2026, 5, 1))
    assert names(page(client, minh)) == []
    assert names(page(client, minh, as_of="2026-04-30")) == [(1, "Trường cũ")]


def test_household_across_the_border_is_not_named(client, minh, make_school, make_site, other_commune):
    make_school("Trường giáp ranh", geom=point(99, 50))
    site = make_site("Ao ông Bảy", point(101, 50), is_household=True, commune=other_commune)
    text = page(client, minh).content.decode()
    assert "200 m" in text or "210 m" in text
    assert "Ao ông Bảy" not in text and str(site.pk) not in text


def test_other_communes_are_not_there(client, minh, other_commune):
    assert page(client, minh, **{"in": other_commune.code}).status_code == 404
    assert page(client, minh, **{"in": "\0"}).status_code == 404


def test_city_sees_the_schools_of_all_its_communes(
    client, person, commune, school, make_school, other_commune
):
    make_school("Trường hàng xóm", where=other_commune, geom=point(150, 50))
    viewer = person("thanhpho", "Đặng Thùy Dương", "city_viewer")
    assert len(names(page(client, viewer, **{"in": "all"}))) == 2


def test_bad_day_and_sort_are_told_or_passed_over(client, minh, school):
    assert page(client, minh, as_of="hôm qua", sort="phone", page="x").status_code == 200


def test_page_costs_as_many_queries_for_many_schools(
    client, minh, make_school, make_site, django_assert_max_num_queries
):
    for x in range(12):
        make_school(f"Trường {x}", geom=point(10 + x, 10))
        make_site(f"Ao {x}", point(10 + x, 11))
    client.force_login(minh)
    with django_assert_max_num_queries(14):
        client.get(RANKING)


def test_export_tells_each_site_in_one_column(client, minh, school, make_site):
    make_site("=Ao", point(22, 20.5))
    client.force_login(minh)
    answer = client.get("/schools/ranking/export/", {"as_of": "2026-06-30"})
    head, line = b"".join(answer.streaming_content).decode("utf-8-sig").splitlines()
    cells = dict(zip(head.split(";"), line.split(";"), strict=True))
    assert cells["chưa khắc phục, 0–200 m"] == "1" and cells["đang khắc phục, 0–200 m"] == "0"
    assert "'=Ao" in line


def test_teacher_may_not_take_the_table_along(client, teacher):
    client.force_login(teacher)
    assert client.get("/schools/ranking/export/").status_code == 403


def test_ranking_counts_what_the_page_of_each_school_lists(
    minh, commune, other_commune, make_school, make_site
):
    """Across the border too."""
    make_school("Trường giáp ranh", geom=square(98, 50, 1))
    make_school("Trường xa", geom=point(50, 50))
    for x in range(89, 112, 2):
        where = commune if x < 100 else other_commune
        make_site(f"Ao {x}", point(x, 50.2), commune=where, likelihood=1 + x % 5)
    schools = School.objects.all()
    counted = counted_around(schools, [commune], reader=minh, day=TODAY)
    for school in schools:
        listed = dangers_around(school, reader=minh, day=TODAY)
        tally = counted.get(school.pk)
        assert (tally.total if tally else 0) == len(listed)
        assert (tally.points if tally else 0) == sum(danger.points for danger in listed)
