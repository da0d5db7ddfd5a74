"""The leaders' pages: each number leads to a list of exactly as many sites."""

import re
from datetime import date
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Unit
from areas.models import Commune, Target
from hazards.models import Finding, HazardKind, HazardSite, Measure, MeasureKind
from hazards.status import Condition
from tests.shapes import point

DAYS = {"as_of": "2026-06-30", "since": "2026-05-01"}


@pytest.fixture
def town(commune, village, other_village, unit, lan):
    """Sites of two kinds, two villages and none, of a unit, a household and nobody; late, lost, gone, priced."""
    household = Unit.objects.create(commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)

    def add(name, kind="pond", cost=None, installed=None, **more):
        site = HazardSite.objects.create(
            name=name, kind=HazardKind.objects.get(code=kind), geom=point(12, 12), commune=commune,
            found_on=more.pop("found_on", date(2026, 1, 1)), **more,
        )  # fmt: skip
        if not installed:
            return None
        return Measure.objects.create(
                site=site, kind=MeasureKind.objects.get(code="fence"), installed_on=installed,
                recorded_on=installed, cost=cost, funding="city",
            )  # fmt: skip

    add("Ao muộn", village=village, responsible_unit=unit, responsible_person=lan, deadline=date(2026, 3, 2))
    add("Ao tốt", village=village, responsible_unit=household, installed=date(2026, 5, 20), cost=4_000_000)
    add("Hố mới", kind="construction", village=other_village, found_on=date(2026, 6, 1))
    add("Ao lấp", responsible_unit=unit, eliminated_on=date(2026, 5, 9))
    lost = add("Ao hỏng", village=other_village, installed=date(2026, 2, 1), cost=1_000_000)
    Finding.objects.create(measure=lost, on=date(2026, 6, 2), condition=Condition.DAMAGED)


def open_page(client, user, name="leaders", *args, **words):
    client.force_login(user)
    return client.get(reverse(name, args=args), words)


def assert_lists_are_as_long_as_said(client, html: str) -> int:
    """Follows every link to the list; a sum of money says the number of its sites."""
    links = re.findall(r'<a[^>]*href="(/(?:hazards|leaders/city/sites)/\?[^"]*)"[^>]*>(.*?)</a>', html, re.S)
    for href, words in links:
        said = re.sub(r"<[^>]*>", " ", words.split("<br>")[-1]).replace(".", "")
        number = int(re.search(r"\d+", said)[0])
        shown = client.get(unescape(href)).context
        of_the_city = href.startswith("/leaders/")
        form = shown["form"] if of_the_city else shown["table"].filter
        page = shown["page"] if of_the_city else shown["table"].page
        assert not form.errors, href
        assert page.paginator.count == number, (href, words)
    return len(links)


@pytest.mark.parametrize("days", [DAYS, {"as_of": "2026-04-15", "since": "2026-01-15"}])
def test_every_number_leads_to_a_list_of_as_many_sites(client, minh, town, days):
    html = open_page(client, minh, **days).content.decode()
    assert assert_lists_are_as_long_as_said(client, html) > 25


def test_numbers_of_the_city_lead_to_lists_too(client, person, town, commune, other_commune):
    city = person("nga", "Đỗ Nga", "city_viewer")
    html = open_page(client, city, "leaders-city", **DAYS).content.decode()
    assert "Xã Thanh Trì" in html
    assert assert_lists_are_as_long_as_said(client, html) == 17
    assert not re.search(r"\bLan\b", html)
    answer = open_page(client, city, commune=commune.code, **DAYS).content.decode()
    assert assert_lists_are_as_long_as_said(client, answer) > 25


def test_months_and_money_of_the_city_come_as_parts(client, person, town, commune, other_commune):
    city = person("nga", "Đỗ Nga", "city_viewer")
    months = open_page(client, city, "leaders-city-part", "months", **DAYS)
    assert "<main" in months.content.decode()  # alone it is a page
    (now,) = [month for month in months.context["months"] if month.day == date(2026, 6, 30)]
    assert (now.done.count, now.existing.count) == (1, 3)
    assert assert_lists_are_as_long_as_said(client, months.content.decode()) > 6
    money = client.get(
        reverse("leaders-city-part", args=["money"]), DAYS, headers={"HX-Request": "true"}
    ).content.decode()
    assert "<main" not in money
    assert "5.000.000" in money
    assert assert_lists_are_as_long_as_said(client, money) == 4
    assert client.get(reverse("leaders-city-part", args=["nothing"])).status_code == 404


def test_kinds_and_changes_of_the_city_come_as_parts(client, person, town, commune, other_commune):
    city = person("nga", "Đỗ Nga", "city_viewer")
    kinds = open_page(client, city, "leaders-city-part", "kinds", **DAYS)
    assert {line.name: line.existing.count for line in kinds.context["kinds"]} == {
        "Ao": 3,
        "Công trình xây dựng": 1,
    }
    assert kinds.context["every"].late.count == 1
    assert assert_lists_are_as_long_as_said(client, kinds.content.decode()) > 8
    changes = open_page(client, city, "leaders-city-part", "changes", **DAYS)
    assert [number.count for _step, number in changes.context["steps"]] == [1, 1, 1, 1, 1]
    assert assert_lists_are_as_long_as_said(client, changes.content.decode()) == 5


def test_the_city_reads_both_targets_with_their_source(client, person, town, playground):
    said = open_page(client, person("nga", "Đỗ Nga", "city_viewer"), "leaders-city", **DAYS)
    html = said.content.decode()
    assert html.count("Nguồn:") == 2
    assert "0 trên 1 xã, phường đạt 65 %" in html
    assert "1 / 2" in html


@pytest.mark.parametrize(
    ("as_of", "words"),
    [
        ("2026-06-30", ("Kém hơn ngày 31/05/2026:", "66,7 %")),
        ("2026-06-01", ("Bằng ngày 31/05/2026:", "66,7 %")),
        ("2026-05-31", ("Tốt hơn ngày 30/04/2026:", "25,0 %")),
    ],
)
def test_minh_reads_whether_it_got_better(client, minh, town, as_of, words):
    html = open_page(client, minh, as_of=as_of).content.decode()
    (line,) = re.findall(r'<p class="course-.*?</p>', html, re.S)
    assert all(said in line for said in words), line


def test_nothing_is_better_or_worse_than_before_the_first_record(client, minh, town):
    assert "course-" not in open_page(client, minh, as_of="2026-01-20").content.decode()


def test_minh_reads_targets_who_is_late_and_what_changed(client, minh, town):
    answer = open_page(client, minh, **DAYS)
    html = answer.content.decode()
    for words in ("1</a> / <a", "33,3 %", "chỉ tiêu 100 %", "Phòng Kinh tế, Nguyễn Thị Lan", "Ao muộn"):
        assert words in html
    assert [number.count for _step, number in answer.context["steps"]] == [1, 1, 1, 1, 1]
    assert [site.days_late for site in answer.context["late"]] == [120]
    assert "5.000.000" in html


def test_the_city_reads_no_names_of_people_or_households(client, person, town, commune):
    html = open_page(client, person("nga", "Đỗ Nga", "city_viewer"), commune=commune.code, **DAYS)
    said = html.content.decode()
    assert "Nguyễn Thị Lan" not in said
    assert "Hộ ông Bảy" not in said
    assert "unit_type=owner" in said


def test_the_city_reads_a_late_pond_of_a_household_by_its_kind(client, person, minh, town, commune):
    HazardSite.objects.filter(name="Ao muộn").update(name="Ao nhà ông Bảy", is_household=True)
    city = person("nga", "Đỗ Nga", "city_viewer")

    def said(user, *asked):
        return open_page(client, user, *asked, commune=commune.code, **DAYS).getvalue().decode()

    assert "Ao nhà ông Bảy" in said(minh, "leaders")
    assert "Ao nhà ông Bảy" in said(minh, "leaders-table", "late")
    assert "ông Bảy" not in said(city, "leaders")
    text = said(city, "leaders-table", "late")
    assert "ông Bảy" not in text
    assert text.splitlines()[1].startswith("Ao;Ao;")


@pytest.mark.parametrize(
    ("days", "words"),
    [
        ({"as_of": "1995-01-01"}, "01/01/2026"),
        ({"as_of": "2030-01-01"}, "chưa đến"),
        ({"as_of": "2026-03-01", "since": "2026-04-01"}, "kết thúc trước"),
        ({"as_of": "31/02/2026"}, "ngày"),
        ({"as_of": "1800-01-01"}, "năm"),
        ({"since": "\0"}, "ngày"),
    ],
)
def test_days_that_say_nothing_get_a_sentence(client, minh, town, days, words):
    for name in ("leaders", "leaders-city"):
        answer = open_page(client, minh, name, **days)
        assert answer.status_code in (200, 400)
        assert words in answer.content.decode()


@pytest.mark.parametrize("days", [{"as_of": "31/02/2026"}, {"since": "\0"}, {"as_of": "\0", "since": "\0"}])
@pytest.mark.parametrize(
    "name, args",
    [
        ("leaders-city-part", ["months"]),
        ("leaders-city-part", ["money"]),
        ("leaders-city-part", ["kinds"]),
        ("leaders-table", ["late"]),
        ("leaders-city-table", ["money"]),
    ],
)
def test_parts_and_files_of_days_that_are_none_say_so(client, minh, town, name, args, days):
    answer = open_page(client, minh, name, *args, **days)
    assert answer.status_code == 400
    assert "ngày" in answer.content.decode()


@pytest.mark.parametrize("day", ["1995-01-01", "2030-01-01"])
@pytest.mark.parametrize("part", ["kinds", "changes", "months", "money"])
def test_parts_of_days_without_a_record_are_answered(client, minh, town, day, part):
    answer = open_page(client, minh, "leaders-city-part", part, as_of=day)
    assert answer.status_code == 200
    if (day, part) == ("1995-01-01", "months"):
        assert "Chưa có số liệu" in answer.content.decode()


def test_nothing_logged_is_no_data(client, minh, commune):
    html = open_page(client, minh).content.decode()
    assert html.count("Chưa có số liệu") >= 2
    assert "chưa nạp" in html or "chưa được nạp" in html  # nor has it villages
    assert "100,0 %" not in html and "0,0 %" not in html
    city = open_page(client, minh, "leaders-city").content.decode()
    assert city.count("Chưa có số liệu") >= 2
    assert "100,0 %" not in city and "0,0 %" not in city
    Target.objects.all().delete()
    assert open_page(client, minh).status_code == 200
    assert open_page(client, minh, "leaders-city").status_code == 200


@pytest.mark.parametrize(
    "name, args, most",
    [
        ("leaders", [], 28),
        ("leaders-city", [], 22),
        ("leaders-city-part", ["kinds"], 18),
        ("leaders-city-part", ["changes"], 18),
        ("leaders-city-part", ["months"], 18),
        ("leaders-city-part", ["money"], 18),
    ],
)
def test_a_page_costs_as_many_queries_for_more_sites(client, minh, town, commune, name, args, most):
    client.force_login(minh)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.get(reverse(name, args=args), DAYS)
        return len(asked)

    queries()
    before = queries()
    for number in range(20):
        kind = HazardKind.objects.all()[number % 5]
        HazardSite.objects.create(
            name=str(number), kind=kind, geom=point(13, 13), commune=commune, found_on=date(2026, 6, 1)
        )
    assert queries() == before <= most


def test_tables_leave_as_files_for_who_may_export(client, minh, hoa, tuan, commune, town):
    for name in ("kinds", "villages", "units", "late", "months", "changes", "money"):
        text = open_page(client, minh, "leaders-table", name, **DAYS).getvalue().decode("utf-8-sig")
        assert len(text.splitlines()) > 1, name
    for name in ("communes", "kinds", "changes", "months", "money"):
        text = open_page(client, minh, "leaders-city-table", name, **DAYS).getvalue().decode("utf-8-sig")
        assert len(text.splitlines()) > 1, name
    assert open_page(client, minh, "leaders-table", "nothing").status_code == 404
    assert open_page(client, minh, "leaders-table", "kinds", as_of="x").status_code == 400
    assert open_page(client, hoa, "leaders-table", "kinds").status_code == 403
    assert open_page(client, tuan, commune=commune.code).status_code == 403
    assert Commune.objects.count() == 2
