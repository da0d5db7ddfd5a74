"""Coverage by play points: what its page says, to whom, on which day, for which communes."""

import csv
import io
import re
from datetime import date

import pytest
from django.core.checks import run_checks
from django.urls import reverse

from accounts import access
from accounts.models import User
from areas.models import ChildCount, Commune, PopulatedArea, Village
from deliveries import store
from deliveries.makers import may_have
from deliveries.models import Delivery
from maps.coverage import coverage, month_ends, trend
from maps.coverage_file import COVERAGE
from maps.nearness import By, nearness
from playspaces.models import Closure, PlaySpace
from roads.models import Road
from tests.conftest import TODAY
from tests.shapes import area, line, point, square

HTMX = {"HX-Request": "true"}


@pytest.fixture
def counted(village, other_village, playground):
    """250 children in Đại Áng, where the playground is, and 150 in Lạc Thị, each over the whole village."""
    for each, children in [(village, 250), (other_village, 150)]:
        ChildCount.objects.create(village=each, year=2025, children=children)


@pytest.fixture
def lane(commune) -> Road:
    return Road.objects.create(
        geom=line((0, 20), (100, 20)), kind="residential", source="osm", source_ref="way/1"
    )


@pytest.fixture
def city(person, commune, other_commune):
    """Sees both communes: Ngọc Hồi with a playground, Thanh Trì with a village and none."""
    Commune.objects.update(province_code="01")
    viewer = person("nga", "Đỗ Nga", "city_viewer")
    viewer.memberships.update(province_code="01")
    Village.objects.create(commune=other_commune, name="Tựu Liệt", boundary=area(square(100, 0, 50)))
    return viewer


def page(client, user, name="coverage", *args, **words):
    client.force_login(user)
    answer = client.get(reverse(name, args=args), words, headers={} if name == "coverage" else HTMX)
    return answer.status_code, words_of(answer)


def words_of(answer) -> str:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", content.decode()))


# --- the figures ----------------------------------------------------------------------------------


def test_half_of_the_villages_and_most_of_the_children_have_a_play_point(commune, counted):
    figures = coverage([commune], TODAY)
    assert (figures.villages.numerator, figures.villages.denominator) == (1, 2)
    assert (figures.children.numerator, figures.children.denominator) == (250, 400)
    assert float(figures.villages.target.value) == 65


def test_a_village_without_head_count_is_left_out_and_told(commune, counted):
    Village.objects.create(commune=commune, name="Yên Phú")
    figures = coverage([commune], TODAY)
    assert (figures.villages.denominator, figures.children.denominator) == (3, 400)
    assert figures.total.without_count == 1


def test_of_two_communes_one_has_a_play_point(commune, other_commune, city, counted):
    figures = coverage([commune, other_commune], TODAY)
    assert (figures.communes_covered.numerator, figures.communes_covered.denominator) == (1, 2)
    assert float(figures.communes_covered.target.value) == 65
    assert (figures.villages.numerator, figures.villages.denominator) == (1, 3)
    assert figures.villages.target is None
    assert figures.communes_on_target == 0


def test_a_play_point_outside_every_village_serves_its_commune(other_commune, playground, city):
    PlaySpace.objects.update(commune=other_commune, village=None)
    figures = coverage([other_commune], TODAY)
    assert (figures.communes_covered.numerator, figures.villages.numerator) == (1, 0)


def test_no_commune_is_covered_by_no_village(commune):
    figures = coverage([commune], TODAY)
    assert figures.villages.percent is None
    assert figures.children.percent is None
    assert figures.communes_covered.percent == 0


def test_months_end_on_their_last_day():
    assert month_ends(date(2026, 3, 31), 4) == [
        date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31), date(2026, 2, 28),
    ]  # fmt: skip


def test_trend_shows_the_month_in_which_the_playground_was_locked(commune, counted, playground):
    Closure.objects.create(
        playspace=playground, since=date(2026, 3, 10), until=date(2026, 4, 20), reason="sửa"
    )
    months = {month.day: month.villages.numerator for month in trend([commune], TODAY)}
    assert len(months) == 13
    assert [months[date(2026, number, day)] for number, day in [(2, 28), (3, 31), (4, 30)]] == [1, 0, 1]


def test_children_are_those_of_the_year_and_none_before_the_first_count(commune, counted):
    assert trend([commune], TODAY)[0].children.percent == 62.5
    assert trend([commune], date(2024, 6, 30))[-1].children.percent is None


def test_figures_of_a_city_cost_as_many_queries_as_those_of_a_commune(
    django_assert_num_queries, commune, other_commune, city, counted, lane
):
    both = list(Commune.objects.all())
    nearness(both, TODAY, By.STRAIGHT)  # a new connection asks once which version the database is
    for communes in ([commune], both):
        with django_assert_num_queries(5):
            coverage(communes, TODAY)
        with django_assert_num_queries(13):
            trend(communes, TODAY)
        with django_assert_num_queries(3):
            nearness(communes, TODAY, By.STRAIGHT)
        with django_assert_num_queries(4):
            nearness(communes, TODAY, By.WALKING)


def test_play_points_of_a_commune_that_was_not_chosen_do_not_count(commune, other_commune, city, counted):
    ChildCount.objects.create(village=Village.objects.get(name="Tựu Liệt"), year=2026, children=90)
    PlaySpace.objects.update(geom=point(99, 20))
    alone = nearness([other_commune], TODAY, By.STRAIGHT).in_all
    together = nearness([commune, other_commune], TODAY, By.STRAIGHT).of(
        [Village.objects.get(name="Tựu Liệt").pk]
    )
    assert alone[2].children == 0 < together[2].children


def test_without_roads_nobody_says_how_far_children_walk(commune, counted, lane):
    assert nearness([commune], TODAY, By.WALKING).in_all[2].children > 0
    Road.objects.all().delete()
    assert nearness([commune], TODAY, By.WALKING) is None


# --- the page -------------------------------------------------------------------------------------


def test_minh_reads_the_share_the_target_and_the_villages(client, minh, counted):
    status, said = page(client, minh)
    assert status == 200
    for words in ("1 / 2", "50,0 %", "chỉ tiêu 65 %", "250 trên 400 trẻ em", "Đại Áng", "Lạc Thị"):
        assert words in said


def test_the_page_says_from_what_the_distances_are_made(client, minh, counted, lane, commune):
    PopulatedArea.objects.create(geom=square(15, 15, 10), source="osm", source_ref="1")
    Village.objects.create(commune=commune, name="Yên Phú")
    status, said = page(client, minh, "coverage-distances", "straight")
    assert status == 200
    for words in (
        "Theo đường thẳng", "Trong 1.000 m", "1 thôn: rải trên khu dân cư",
        "1 thôn: rải trên toàn bộ ranh giới", "1 thôn: không được tính, vì chưa có số liệu trẻ em",
    ):  # fmt: skip
        assert words in said
    _, said = page(client, minh, "coverage-distances", "walking")
    assert "Đi bộ, dọc đường đi" in said
    assert "dọc các đường và lối đi đã nạp" in said


def test_the_page_says_that_no_road_is_loaded(client, minh, counted):
    assert "chưa nạp dữ liệu đường đi" in page(client, minh, "coverage-distances", "walking")[1]


def test_a_village_known_by_its_centre_is_said_to_stand_there(client, minh, commune, playground):
    alone = Village.objects.create(commune=commune, name="Yên Phú", centre=point(20, 21))
    lost = Village.objects.create(commune=commune, name="Xóm Bãi")
    for each in (alone, lost):
        ChildCount.objects.create(village=each, year=2026, children=10)
    _, said = page(client, minh, "coverage-distances", "straight")
    assert "1 thôn: dồn về điểm trung tâm, vì chưa có ranh giới" in said
    assert "1 thôn: không được tính, vì chưa có ranh giới và điểm trung tâm" in said
    assert "chưa biết chỗ ở" in said


@pytest.mark.parametrize("day", ["1950-01-01", "2020-06-30"])
def test_days_before_the_first_record_are_readable(client, minh, counted, day, lane):
    status, said = page(client, minh, as_of=day)
    assert status == 200
    assert "0 / 2" in said
    assert "Chưa có số liệu trẻ em theo thôn" in said
    assert "không có điểm vui chơi nào" in said
    for by in By.values:
        assert page(client, minh, "coverage-distances", by, as_of=day)[0] == 200
    assert page(client, minh, "coverage-trend", as_of=day)[0] == 200


def test_a_commune_without_villages_says_so(client, minh, commune):
    for name, args in [("coverage", ()), ("coverage-trend", ()), ("coverage-distances", ("straight",))]:
        assert page(client, minh, name, *args)[0] == 200
    assert "không có thôn nào" in page(client, minh)[1]


def test_a_day_that_is_none_is_told(client, minh, counted):
    status, said = page(client, minh, as_of="31/02/2026")
    assert (status, "Không có ngày này trong lịch" in said) == (400, True)
    assert page(client, minh, "coverage-trend", as_of="x")[0] == 400
    assert page(client, minh, "coverage-distances", "straight", as_of="x")[0] == 400
    assert page(client, minh, "coverage-export", as_of="x")[0] == 400


def test_a_play_point_without_opening_day_is_said_to_count_from_the_beginning(client, minh, counted):
    PlaySpace.objects.update(opened_on=None)
    assert "1 điểm vui chơi chưa ghi ngày mở" in page(client, minh)[1]


# --- who sees what --------------------------------------------------------------------------------


def test_hoa_of_the_school_sees_villages_and_no_head_count(client, hoa, counted):
    status, said = page(client, hoa)
    assert (status, "1 / 2" in said) == (200, True)
    assert not re.search(r"\b250\b", said)
    assert "không được xem" in said
    assert page(client, hoa, "coverage-distances", "straight")[0] == 403
    assert not re.search(r"\b250\b", page(client, hoa, "coverage-trend")[1])


def test_tuan_sees_nothing_of_a_commune_that_is_not_his(client, tuan, commune, counted):
    for name, args in [("coverage", ()), ("coverage-distances", ("straight",)), ("coverage-trend", ())]:
        assert page(client, tuan, name, *args, **{"in": commune.code})[0] == 404
        status, said = page(client, tuan, name, *args, **{"in": "all"})
        assert (status, "Đại Áng" in said, commune.code in said) == (200, False, False)


@pytest.mark.parametrize("codes", ["\0", "x" * 300, "00679'--", ["00679", "nowhere"]])
def test_a_commune_that_is_none_is_not_found(client, minh, commune, codes):
    assert page(client, minh, **{"in": codes})[0] == 404


def test_children_of_a_commune_that_a_second_post_does_not_count_are_not_shown(
    client, hoa, other_commune, person, commune, counted
):
    """Nga counts children in Thanh Trì, and only works in a school of Ngọc Hồi."""
    nga = person("nga", "Đỗ Nga", "leader", other_commune)
    nga.memberships.create(role=hoa.memberships.get().role, commune=commune)
    both = {"in": [commune.code, other_commune.code]}
    assert not re.search(r"\b250\b", page(client, nga, **both)[1])
    assert page(client, nga, "coverage-distances", "straight", **both)[0] == 404
    assert page(client, nga, "coverage-distances", "straight", **{"in": other_commune.code})[0] == 200


def test_the_city_compares_communes(client, city, counted):
    status, said = page(client, city, **{"in": "all"})
    assert status == 200
    for words in ("2 xã, phường", "1 / 2", "Xã Ngọc Hồi", "Xã Thanh Trì", "0 trên 2 xã, phường đạt chỉ tiêu"):
        assert words in said
    _, said = page(client, city, "coverage-distances", "straight", **{"in": "all"})
    assert "Xã Ngọc Hồi" in said


# --- the table that leaves ------------------------------------------------------------------------


def table(client, user, **words) -> list[dict[str, str]]:
    client.force_login(user)
    answer = client.get(reverse("coverage-export"), words)
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text), delimiter=";"))


def test_minh_takes_the_figures_of_each_village_away(client, minh, counted, lane):
    rows = table(client, minh)
    assert [(row["thôn"], row["điểm vui chơi"], row["số trẻ em"]) for row in rows] == [
        ("thôn Đại Áng", "có điểm vui chơi", "250"),
        ("thôn Lạc Thị", "chưa có điểm vui chơi", "150"),
    ]
    within = [key for key in rows[0] if key.startswith("trẻ em trong vòng")]
    assert len(within) == 6
    assert all(rows[0][key].isdigit() for key in within)


def test_a_village_whose_name_begins_like_a_formula_stays_text(client, minh, village, counted):
    Village.objects.filter(pk=village.pk).update(code="=1+1")
    assert table(client, minh)[0]["mã thôn, tổ dân phố"] == "'=1+1"


def test_who_may_not_export_is_refused(client, lan, tuan, minh, commune, counted):
    assert page(client, lan, "coverage-export")[0] == 403
    assert page(client, lan)[1].count("CSV") == 0
    assert page(client, minh)[1].count("CSV") == 1


def test_table_of_many_communes_is_made_in_the_background(client, city, counted, lane, monkeypatch):
    at_once = table(client, city, **{"in": "all"})
    monkeypatch.setattr("maps.views.coverage.AT_ONCE", 1)
    client.force_login(city)
    asked = reverse("coverage-export") + "?in=all"
    assert client.get(asked).url == reverse("coverage") + "?in=all"
    assert "Tạo bảng (CSV)" in page(client, city, **{"in": "all"})[1]
    assert client.post(asked).url == reverse("deliveries")
    delivery = Delivery.objects.get()
    assert delivery.title.startswith("Tỷ lệ bao phủ của 2 xã, phường, tính đến ")
    text = store.fetch(delivery.pk).read().decode("utf-8-sig")
    assert list(csv.DictReader(io.StringIO(text), delimiter=";")) == at_once
    assert len(at_once) == 3


def test_table_with_children_is_closed_to_who_no_longer_sees_their_number(city, counted, monkeypatch):
    communes = list(Commune.objects.values_list("pk", flat=True))
    params = {"communes": communes, "day": "2026-06-30", "with_children": True}
    assert may_have(city, COVERAGE, params)
    monkeypatch.setitem(access.RIGHTS["city_viewer"], "head_count", frozenset())
    person = User.objects.get(pk=city.pk)
    assert not may_have(person, COVERAGE, params)
    assert may_have(person, COVERAGE, params | {"with_children": False})


# --- the setting ----------------------------------------------------------------------------------


def test_a_population_raster_that_is_none_is_told_at_start_up(settings, tmp_path, commune, counted):
    settings.POPULATION_RASTER = str(tmp_path / "nothing.tif")
    assert "playspaces.E001" in {error.id for error in run_checks()}
    # Should it be lost while the server runs, the page says that children were spread without it.
    assert set(nearness([commune], TODAY, By.STRAIGHT).frame["basis"]) == {"boundary"}
