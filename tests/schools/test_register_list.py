"""The list of schools, and the same as a file."""

from datetime import date

import pytest

from schools.models import Gate, PupilCount
from tests.shapes import point, square


@pytest.fixture
def by_ha(client, culture):
    client.force_login(culture)
    return client


def listed(client, **words) -> list[str]:
    return [school.name for school in client.get("/schools/", words).context["page"]]


def test_schools_stand_by_level_then_by_vietnamese_name(by_ha, make_school):
    for name, level in (("THCS Đại Áng", "lower_secondary"), ("Đông", "primary"), ("Dương", "primary")):
        make_school(name, level=level)
    assert listed(by_ha) == ["Dương", "Đông", "THCS Đại Áng"]


def test_a_school_is_found_with_and_without_diacritics(by_ha, school, make_school):
    make_school("Mầm non Lạc Thị", level="kindergarten")
    assert listed(by_ha, q="dai ang") == listed(by_ha, q="Đại Áng") == ["Tiểu học Đại Áng"]
    assert listed(by_ha, level="kindergarten") == ["Mầm non Lạc Thị"]
    assert listed(by_ha, q="không có\0") == listed(by_ha)


def test_a_closed_school_stands_apart_from_the_day_on_which_it_closed(by_ha, school, make_school):
    make_school("Tiểu học Cũ", closed_on=date(2024, 5, 31))
    assert listed(by_ha) == ["Tiểu học Đại Áng"]
    assert listed(by_ha, state="closed") == ["Tiểu học Cũ"]
    assert listed(by_ha, as_of="30/05/2024") == ["Tiểu học Cũ", "Tiểu học Đại Áng"]


def test_pupils_are_those_of_the_day_asked_for(by_ha, school):
    for year, pupils in ((2024, 390), (2025, 412)):
        PupilCount.objects.create(school=school, school_year=year, pupils=pupils)
    rows = by_ha.get("/schools/", {"as_of": "01/03/2025"}).context["page"]
    assert [(school.counted_in, school.counted_pupils) for school in rows] == [(2024, 390)]


def test_words_that_mean_nothing_narrow_nothing(by_ha, school):
    for words in (
        {"village": "9" * 30},
        {"level": "x\0"},
        {"state": "?"},
        {"as_of": "31/02/2026"},
        {"page": "-1"},
    ):
        assert listed(by_ha, **words) == ["Tiểu học Đại Áng"], words


def test_the_list_of_the_neighbours_is_theirs(client, tuan, school):
    client.force_login(tuan)
    assert listed(client) == []
    assert client.get("/schools/", {"commune": school.commune.code}).status_code == 403


def test_many_schools_cost_no_more_queries_than_few(by_ha, make_school, django_assert_max_num_queries):
    for number in range(40):
        make_school(f"Trường {number}")
    with django_assert_max_num_queries(16):
        by_ha.get("/schools/")


def test_the_file_holds_what_the_list_shows_and_never_a_formula(by_ha, make_school, village):
    school = make_school("=1+1", geom=square(15, 15, 1), village=village, phone="0912345678", pupils=400)
    PupilCount.objects.create(school=school, school_year=2020, pupils=390)
    for x in (15, 16):
        Gate.objects.create(school=school, geom=point(x, 15))
    make_school("Khác", level="kindergarten")
    answer = by_ha.get("/schools/export/", {"level": "primary"})
    head, *rows = answer.getvalue().decode("utf-8-sig").splitlines()
    assert len(rows) == 1
    cells = dict(zip(head.split(";"), rows[0].split(";"), strict=True))
    assert cells["Tên"] == "'=1+1"
    assert (cells["Học sinh"], cells["Năm học"], cells["Cổng trường"]) == ("390", "2020–2021", "2")
    assert float(cells["Vĩ độ"].replace(",", ".")) == pytest.approx(20.9155)


def test_whoever_may_not_take_schools_out_gets_no_file(client, hoa, lan, school):
    for user in (hoa, lan):
        client.force_login(user)
        assert client.get("/schools/export/").status_code == 403
