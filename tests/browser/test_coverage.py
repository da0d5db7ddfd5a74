"""Coverage by play points, in a browser."""

import pytest
from playwright.sync_api import expect

from areas.models import ChildCount, Commune, PopulatedArea, Village
from roads.models import Road
from tests.shapes import area, line, point, square


@pytest.fixture
def villages(commune, village, other_village, playground) -> list[Village]:
    """Counted villages around the one with the playground, one without boundary, one without head count."""
    for name, x, y in [("Đình Quán", 0, 50), ("Ngọc Hồi", 50, 50)]:
        Village.objects.create(commune=commune, name=name, boundary=area(square(x, y, 50)))
    Village.objects.create(commune=commune, name="Yên Phú", centre=point(21, 21))
    for number, each in enumerate(Village.objects.exclude(name="Ngọc Hồi").order_by("pk")):
        ChildCount.objects.create(village=each, year=2025, children=100 + 50 * number)
    PopulatedArea.objects.create(geom=square(15, 15, 10), source="test", source_ref="1")
    Road.objects.create(geom=line((0, 20), (100, 20)), kind="residential", source="test", source_ref="1")
    return list(Village.objects.all())


@pytest.mark.parametrize("phone", [False, True])
def test_minh_sees_which_villages_and_how_many_children_are_served(
    page_as, minh, villages, phone, shoot, axe
):
    page = page_as(minh, phone=phone)
    page.goto("/coverage/")
    expect(page.locator("#villages .target-count")).to_have_text("1 / 5")
    for way in ("#straight", "#walking"):
        expect(page.locator(f"{way} .distances strong")).to_have_count(3)
    expect(page.locator("#trend .trend-villages-mark")).to_have_count(13)
    shoot(page, "coverage", full=True)
    for details in page.locator("main details").all():
        details.locator("summary").click()
    shoot(page, "coverage-opened", full=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_the_villages_with_most_children_come_first_when_asked_by_keyboard(page_as, minh, villages):
    page = page_as(minh)
    page.goto("/coverage/")
    first = page.locator("#table tbody tr").first
    expect(first).to_contain_text("Đại Áng")
    head = page.locator("#table th", has_text="Trẻ em")
    head.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "descending")
    expect(first).to_contain_text("Yên Phú")
    page.keyboard.press("Enter")
    expect(head).to_have_attribute("aria-sort", "ascending")
    expect(first).to_contain_text("Ngọc Hồi")
    page.locator("#straight summary", has_text="Bảng số liệu").click()
    page.locator("#straight th", has_text="400").get_by_role("button").click()
    expect(page.locator("#straight tbody tr").first).to_contain_text("Yên Phú")


@pytest.mark.parametrize("phone", [False, True])
def test_the_city_chooses_communes_and_goes_on_to_one(
    page_as, person, villages, commune, other_commune, phone, shoot, axe
):
    Commune.objects.update(province_code="01")
    nga = person("nga", "Đỗ Nga", "city_viewer")
    nga.memberships.update(province_code="01")
    page = page_as(nga, phone=phone)
    page.goto("/coverage/")
    page.locator("summary", has_text="Chọn xã, phường").click()
    page.get_by_label("Tất cả").check()
    page.get_by_role("button", name="Xem").click()
    expect(page.locator("#communes .target-count")).to_have_text("1 / 2")
    expect(page.locator("#straight .distances strong")).to_have_count(3)
    expect(page.locator("#trend .trend-villages-mark")).to_have_count(13)
    shoot(page, "coverage-city", full=True)
    assert axe(page) == []
    page.locator("#table a", has_text="Ngọc Hồi").click()
    expect(page.locator("#villages .target-count")).to_have_text("1 / 5")


def test_a_part_that_can_not_be_loaded_says_so(page_as, minh, villages):
    page = page_as(minh)
    page.route("**/coverage/trend/**", lambda route: route.abort())
    page.goto("/coverage/")
    expect(page.locator("#trend [role=alert]")).to_contain_text("Không tải được phần này")
    page.complaints.clear()  # the refused request is what the test is about
