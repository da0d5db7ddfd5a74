"""The map from day to day, in a browser."""

import re
from datetime import date

import pytest
from playwright.sync_api import expect

from hazards.models import Finding, HazardKind, HazardSite, Measure
from hazards.status import Condition
from tests.shapes import line, point


@pytest.fixture
def history(pond, fence, village, commune) -> Measure:
    """A pond made safe and reopened, a canal found later, a pit filled in."""
    Finding.objects.create(measure=fence, on=date(2026, 6, 1), condition=Condition.DAMAGED)
    kinds = {kind.code: kind for kind in HazardKind.objects.all()}
    place = {"commune": commune, "village": village}
    HazardSite.objects.create(
        kind=kinds["canal"],
        name="Kênh tiêu",
        geom=line((20, 20), (35, 40)),
        found_on=date(2026, 3, 1),
        **place,
    )
    HazardSite.objects.create(
        kind=kinds["pit"], name="Hố công trình", geom=point(60, 30), found_on=date(2026, 2, 10),
        eliminated_on=date(2026, 5, 5), **place,
    )  # fmt: skip
    return fence


@pytest.mark.parametrize("phone", [False, True])
def test_minh_goes_through_the_days(page_as, minh, history, phone, shoot, axe):
    page = page_as(minh, phone=phone)
    page.goto("/map/days/?as_of=2026-01-15")
    expect(page.locator("#player")).to_be_visible()
    expect(page.locator("#now")).to_contain_text("1 ")
    page.locator("#on").click()  # the fence
    expect(page.locator("#now")).to_contain_text("01/02/2026")
    expect(page.locator("[data-status=protected] strong")).to_have_text("1")
    expect(page.locator("#list")).to_contain_text("Đã khắc phục")
    assert "as_of=2026-02-01" in page.url
    page.locator("#slider").focus()
    page.keyboard.press("End")
    expect(page.locator("[data-status=eliminated] strong")).to_have_text("1")
    expect(page.locator("[data-status=unprotected] strong")).to_have_text("2")
    expect(page.locator("#list li")).to_have_count(3)
    shoot(page, "days", full=phone)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    number = page.locator("[data-status=unprotected]")
    number.click()
    expect(page).to_have_url(re.compile("status=unprotected"))


def test_the_days_are_played_until_today(page_as, minh, history):
    page = page_as(minh, reduced_motion="reduce")
    page.goto("/map/days/?as_of=2026-06-01")
    page.locator("#play").click()
    expect(page.locator("#play")).to_contain_text("Tạm dừng")
    page.locator("#play").click()
    expect(page.locator("#play")).not_to_contain_text("Tạm dừng")


@pytest.mark.parametrize("phone", [False, True])
def test_minh_lays_two_days_side_by_side(page_as, minh, history, phone, shoot, axe):
    page = page_as(minh, phone=phone)
    page.goto("/map/days/two/?from=2026-02-15&to=2026-06-15")
    expect(page.locator("#found h2")).to_contain_text("1")
    expect(page.locator("#eliminated tbody tr")).to_have_count(1)
    expect(page.locator("#reopened tbody tr")).to_contain_text("Ao cá Đại Áng")
    expect(page.locator("#map-last canvas").first).to_be_visible()
    shoot(page, "two-days", full=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
