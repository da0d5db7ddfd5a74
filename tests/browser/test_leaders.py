"""The leaders' pages, in a browser."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from areas.models import ChildCount, Commune
from hazards.models import HazardKind, HazardSite
from tests.conftest import PASSWORD
from tests.shapes import point


@pytest.fixture
def town(commune, pond, fence, village, other_village, playground, unit):
    """A fenced pond, and a shaft whose deadline is long past."""
    HazardSite.objects.create(
        kind=HazardKind.objects.get(code="construction"), name="Hố móng Lạc Thị", geom=point(60, 10),
        commune=commune, village=other_village, responsible_unit=unit, deadline=date(2026, 3, 2),
        found_on=date(2026, 2, 1),
    )  # fmt: skip
    ChildCount.objects.create(village=other_village, year=2025, children=150)
    fence.cost = 4_000_000
    fence.save()


@pytest.mark.parametrize("phone", [False, True])
def test_minh_reads_the_page_before_a_meeting_and_follows_a_number(page_as, minh, town, phone, shoot, axe):
    page = page_as(minh, phone=phone)
    page.goto("/leaders/?as_of=2026-06-30&since=2026-01-15")
    expect(page.locator("#late tbody tr")).to_contain_text("Hố móng Lạc Thị")
    page.locator("#months summary").click()
    shoot(page, "leaders", full=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.locator("#units tbody tr", has_text="Phòng Kinh tế").get_by_role("link").last.click()
    expect(page.locator(".list-total")).to_contain_text("1 điểm nguy cơ")


@pytest.mark.parametrize("phone", [False, True])
def test_the_city_compares_communes_and_goes_into_one(
    page_as, person, town, commune, other_commune, phone, shoot, axe
):
    Commune.objects.update(province_code="01")
    nga = person("nga", "Đỗ Nga", "city_viewer")
    nga.memberships.update(province_code="01")
    page = page_as(nga, phone=phone)
    page.goto("/leaders/city/?as_of=2026-06-30")
    expect(page.locator("#table tbody tr")).to_have_count(2)
    head = page.locator("#table th", has_text="quá hạn")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(page.locator("#table tbody tr").first).to_contain_text("Ngọc Hồi")
    page.keyboard.press("Enter")
    expect(page.locator("#table tbody tr").last).to_contain_text("Ngọc Hồi")
    expect(page.locator("#months svg")).to_be_visible()
    page.locator("#months summary").click()
    expect(page.locator("#money tbody tr")).to_have_count(2)
    page.locator("#money th", has_text="Đã chi").first.get_by_role("button").click()
    expect(page.locator("#money tbody tr").first).to_contain_text("Ngọc Hồi")
    shoot(page, "leaders-city", full=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    expect(page.locator("#map-title ~ figure a")).to_have_count(2)
    page.locator("#table tbody a", has_text="Ngọc Hồi").first.click()
    expect(page.locator("#drowning .target-count")).to_have_text("1 / 1")


@pytest.mark.parametrize("phone", [False, True])
def test_minh_begins_the_report_to_the_city_with_one_click(page_as, minh, town, phone, shoot, axe):
    page = page_as(minh, phone=phone)
    page.goto("/leaders/")
    to_the_city = page.locator("#due li", has_text="gửi Thành phố")
    expect(to_the_city).to_contain_text("14/12")
    shoot(page, "leaders-due", full=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    to_the_city.get_by_role("button", name="Lập báo cáo").click()
    expect(page.locator("h1")).to_contain_text("báo cáo", ignore_case=True)
    page.goto("/leaders/")
    to_the_city.get_by_role("link", name="Làm tiếp").click()
    expect(page).to_have_url(re.compile("/period-reports/[0-9a-f-]{36}/"))


@pytest.mark.parametrize("phone", [False, True])
def test_the_city_follows_a_sum_to_its_sites_and_narrows_them(
    page_as, person, town, other_commune, phone, shoot, axe
):
    page = page_as(person("nga", "Đỗ Nga", "city_viewer"), phone=phone)
    page.goto("/leaders/city/?as_of=2026-06-30")
    page.locator("#table tfoot a").first.click()
    expect(page.locator(".list-total")).to_contain_text("2 điểm nguy cơ · 2 xã, phường")
    shoot(page, "leaders-city-sites", full=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.get_by_label("Quá hạn").check()
    page.get_by_role("button", name="Xem").click()
    expect(page.locator(".sites tbody tr")).to_have_count(1)
    expect(page.locator(".sites tbody tr")).to_contain_text("Xã Ngọc Hồi")
    expect(page.locator(".sites tbody tr")).to_contain_text("120 ngày")
    page.get_by_role("link", name="Hố móng Lạc Thị").click()
    expect(page.locator("h1")).to_contain_text("Hố móng Lạc Thị")


def test_leaders_land_on_their_page_and_the_city_on_the_comparison(browser, live_server, person, commune):
    for name, post, where, title in (
        ("minh", "leader", commune, "Xã Ngọc Hồi"),
        ("nga", "city_viewer", None, "So sánh các xã, phường"),
    ):
        person(name, name, post, where)
        page = browser.new_context(locale="vi-VN").new_page()
        page.goto(f"{live_server.url}/login/")
        page.get_by_label("Tên đăng nhập").fill(name)
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("main button[type=submit], main button.button-main").first.click()
        expect(page.locator("h1")).to_have_text(title, ignore_case=True)
        page.context.close()


@pytest.mark.parametrize("phone", [False, True])
def test_a_commune_with_nothing_on_record_is_told_so(page_as, minh, phone, shoot, axe):
    page = page_as(minh, phone=phone)
    page.goto("/leaders/")
    expect(page.locator("#drowning")).to_contain_text("Chưa có số liệu")
    shoot(page, "leaders-empty", full=True)
    assert axe(page) == []
    page.goto("/leaders/city/")
    expect(page.locator("#months")).to_contain_text("Chưa có số liệu")
    assert axe(page) == []
