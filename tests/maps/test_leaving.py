"""Maps that leave the app: what is in the file, who takes it, and of which day."""

import re
from collections import Counter
from datetime import date

import pytest
from django.urls import reverse

from areas.models import ChildCount, Commune, Village
from audit.models import Event
from hazards.models import HazardSite
from maps.days import History, tables
from maps.indicators import indicators
from maps.leaving.sites import as_they_stood
from tests.conftest import TODAY
from tests.maps.taken import data_of, names_of, rows_of
from tests.shapes import area, line, point, square

DAY = TODAY.isoformat()


# --- what is in it --------------------------------------------------------------------------------


def test_the_leader_takes_the_remediation_map_along(take, minh, pond, fence, playground, school):
    status, page = take(minh, "remediation", **{"in": "00679"})
    assert status == 200
    layers = data_of(page)["layers"]
    assert names_of(page) == {"Ao cá Đại Áng"}
    assert layers["sites"]["statuses"][rows_of(page)[0][2]][0] == "protected"
    assert layers["playspaces"][0][0] == "Sân chơi Đại Áng"
    assert layers["schools"][0][0] == "Tiểu học Đại Áng"
    assert "30/06/2026" in page


def test_the_figure_in_the_file_is_that_of_the_app(take, minh, pond, fence, commune):
    HazardSite.objects.create(
        kind=pond.kind, name="Ao hai", geom=point(30, 30), commune=commune, found_on=date(2026, 1, 2)
    )
    share = indicators(commune, TODAY).drowning_protected
    _status, page = take(minh, "remediation", **{"in": "00679"})
    assert f"<strong>{share.numerator} / {share.denominator}</strong>" in page


@pytest.mark.parametrize(
    "shape", [point(3, 3), line((3, 3), (4, 5)), square(3, 3, 2)], ids=["point", "line", "area"]
)
def test_a_place_of_any_shape_comes_back_where_it_was(take, minh, pond, shape):
    HazardSite.objects.filter(pk=pond.pk).update(geom=shape)
    _status, page = take(minh, "remediation", **{"in": "00679"})
    x, y, parts = rows_of(page)[0][9:12]
    west, south, east, north = shape.extent
    assert west - 1e-5 <= x / 1e5 <= east + 1e-5
    assert south - 1e-5 <= y / 1e5 <= north + 1e-5
    steps = parts[0][0] if shape.geom_type == "Polygon" else parts[0] if parts else []
    corners = shape.coords[0] if shape.geom_type == "Polygon" else shape.coords if steps else ()
    place = (0, 0)
    for number, corner in enumerate(corners):
        place = (place[0] + steps[2 * number], place[1] + steps[2 * number + 1])
        assert place == pytest.approx((corner[0] * 1e5, corner[1] * 1e5), abs=0.51)


@pytest.mark.parametrize("day", ["2026-01-01", "2026-03-01", "2026-05-20", "2026-06-30", "2027-06-30"])
def test_the_status_in_the_file_is_that_of_the_rule(pond, fence, other_village, day):
    sites = HazardSite.objects.known_on(date.fromisoformat(day))
    HazardSite.objects.create(
        kind=pond.kind,
        name="Ao đã lấp",
        geom=point(30, 30),
        commune=pond.commune,
        found_on=date(2026, 2, 1),
        eliminated_on=date(2026, 5, 20),
    )
    kept = as_they_stood(sites, date.fromisoformat(day)).values_list("pk", "status")
    assert dict(kept) == dict(sites.with_status(date.fromisoformat(day)).values_list("pk", "status")) != {}


def test_two_days_tell_what_improved_and_what_is_new(take, minh, pond, fence, commune):
    required = fence.kind
    pond.required_measures.set([required])
    HazardSite.objects.create(
        kind=pond.kind, name="Ao mới", geom=point(30, 30), commune=commune, found_on=date(2026, 5, 1)
    )
    _status, page = take(minh, "two-days", **{"in": "00679", "before": "2026-01-15"})
    sites = data_of(page)["layers"]["sites"]
    became = {
        row[0]: sites["changes"][what][0] for row, (_, what) in zip(sites["rows"], sites["days"], strict=True)
    }
    assert became == {"Ao cá Đại Áng": "improved", "Ao mới": "found"}


def test_two_days_in_a_file_count_as_the_page_of_two_days_does(take, minh, pond, fence, commune):
    pond.required_measures.set([fence.kind])
    for name, found, gone in [("Ao lấp", 1, date(2026, 4, 1)), ("Ao mới", 5, None), ("Ao cũ", 1, None)]:
        HazardSite.objects.create(
            kind=pond.kind, name=name, geom=point(30, 30), commune=commune,
            found_on=date(2026, found, 1), eliminated_on=gone,
        )  # fmt: skip
    _status, page = take(minh, "two-days", **{"in": "00679", "before": "2026-01-15"})
    sites = data_of(page)["layers"]["sites"]
    counts = Counter(sites["changes"][what][0] for _, what in sites["days"])
    assert counts == {"improved": 1, "eliminated": 1, "found": 1, "same": 1}
    shown = tables(History(minh, commune, TODAY), date(2026, 1, 15), TODAY)
    assert all(counts[table.step] == table.total for table in shown)


def test_the_coverage_map_tells_the_villages_apart_and_counts_no_children(
    take, minh, playground, other_village
):
    for each in Village.objects.all():
        ChildCount.objects.create(village=each, year=2026, children=73_519_462)
    status, page = take(minh, "coverage", **{"in": "00679"})
    assert status == 200
    covered = {row[0]: row[4] for row in data_of(page)["layers"]["villages"]}
    assert covered == {"thôn Đại Áng": 1, "thôn Lạc Thị": 0}
    assert "<strong>1 / 2</strong>" in page
    assert not re.search(r"73.?519.?462", page)


def test_a_school_takes_its_surroundings_along(take, minh, school, pond, fence):
    status, page = take(minh, "school", school=school.pk)
    assert status == 200
    assert rows_of(page)[0][0] == "Ao cá Đại Áng"
    assert len(data_of(page)["layers"]["school"]["rings"]) == 3


# --- who, and when --------------------------------------------------------------------------------


def test_hoa_takes_no_register_along(take, hoa, pond, school):
    assert take(hoa, "remediation", **{"in": "00679"})[0] == 403
    assert take(hoa, "school", school=school.pk)[0] == 200


def test_a_commune_of_others_is_not_there(take, tuan, pond, school):
    assert take(tuan, "remediation", **{"in": "00679"})[0] == 404
    assert take(tuan, "school", school=school.pk)[0] == 404


def test_the_city_takes_all_its_communes_in_one_file(take, person, pond, other_commune):
    Commune.objects.update(province_code="01")
    HazardSite.objects.create(
        kind=pond.kind,
        name="Ao xã bên",
        geom=point(120, 20),
        commune=other_commune,
        found_on=date(2026, 1, 1),
    )
    nga = person("nga", "Nga", "city_viewer")
    nga.memberships.update(province_code="01")
    _status, page = take(nga, "remediation", **{"in": "all"})
    assert names_of(page) == {"Ao cá Đại Áng", "Ao xã bên"}
    assert len(data_of(page)["layers"]["communes"]) == 2


def test_taking_a_map_is_written_down(take, minh, pond):
    take(minh, "remediation", **{"in": "00679"})
    event = Event.objects.get(deed=Event.Deed.EXPORTED)
    assert (event.actor, event.commune) == (minh, pond.commune)
    assert event.about == "30/06/2026, xã Ngọc Hồi"
    assert event.details == {"what": "remediation_map", "rows": 1}


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ({"as_of": "2999-01-01"}, "Vui lòng kiểm tra lại năm"),
        ({"as_of": "31/02/2026"}, "Vui lòng viết đủ ngày"),
        ({"before": "2026-06-30"}, "Ngày thứ nhất phải trước ngày thứ hai"),
        ({"before": ""}, "Vui lòng nhập ngày"),
    ],
)
def test_days_that_do_not_go_together_are_told(take, minh, pond, words, sentence):
    status, page = take(minh, "two-days", **{"in": "00679", "before": "2026-01-01", **words})
    assert status == 400
    assert sentence in page


def test_before_the_first_record_there_is_no_data_and_no_percentage(take, minh, pond):
    _status, page = take(minh, "remediation", **{"in": "00679", "as_of": "2001-01-01"})
    assert rows_of(page) == []
    assert "Chưa có dữ liệu" in page
    assert "0,0&nbsp;%" not in page


def test_a_commune_without_villages_says_that_there_is_no_data(take, minh, commune):
    _status, page = take(minh, "coverage", **{"in": "00679"})
    assert "Chưa có dữ liệu" in page


def test_a_file_costs_as_many_queries_for_many_sites_as_for_one(
    take, minh, pond, fence, commune, django_assert_max_num_queries
):
    for number in range(30):
        HazardSite.objects.create(
            kind=pond.kind,
            name=f"Ao {number}",
            geom=square(40, number, 0.5),
            commune=commune,
            found_on=date(2026, 1, 1),
        )
    with django_assert_max_num_queries(40):
        _status, page = take(minh, "remediation", **{"in": "00679"})
    assert len(rows_of(page)) == 31


def test_the_page_offers_what_the_reader_may_take(client, minh, hoa, commune, village, school):
    for reader, offered in [(minh, 5), (hoa, 1)]:
        client.force_login(reader)
        page = client.get(reverse("maps-to-take")).content.decode()
        assert page.count('<form class="card"') == offered


def test_neighbours_do_not_lend_a_village(take, minh, village, other_commune):
    Village.objects.create(commune=other_commune, name="Tựu Liệt", boundary=area(square(100, 0, 50)))
    _status, page = take(minh, "coverage", **{"in": "00679"})
    assert {row[0] for row in data_of(page)["layers"]["villages"]} == {"thôn Đại Áng"}
