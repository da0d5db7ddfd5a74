"""Lan logs a pond that is on the register already; merges two entries; brings one back."""

import re

import pytest
from playwright.sync_api import expect

from hazards.models import HazardKind, HazardSite, Measure, MeasureKind
from tests.browser.test_logging import SAVE, fill_in, open_form, paste
from tests.shapes import point, square


@pytest.fixture
def by_the_pond(page_as, lan, pond):
    """The form with coordinates a few metres from the pond."""

    def open_page(phone):
        page = open_form(page_as(lan, phone=phone))
        paste(page, "20.9105, 105.8112")
        fill_in(page)
        expect(page.locator(".duplicates-list")).to_contain_text(pond.name)
        return page

    return open_page


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_new_pond_beside_a_known_one_is_asked_about(by_the_pond, pond, shoot, axe, phone):
    page = by_the_pond(phone)
    page.locator("#duplicates").scroll_into_view_if_needed()
    shoot(page, "duplicates")
    assert axe(page) == []
    page.click(SAVE)
    expect(page.locator(".error-summary")).to_be_visible()
    shoot(page, "duplicates-asked")
    assert HazardSite.objects.count() == 1
    page.locator("[name=another]").check()
    page.click(SAVE)
    page.wait_for_url(re.compile(r"/map/\?site="))
    assert HazardSite.objects.count() == 2


def test_this_one_leads_to_the_known_pond_and_keeps_the_draft(by_the_pond, pond):
    page = by_the_pond(False)
    page.fill("#id_name", "Ao cạnh đường")
    page.locator(".duplicates-list .button").click()
    page.wait_for_url(f"**/hazards/{pond.pk}/")
    open_form(page)
    expect(page.locator("#id_name")).to_have_value("Ao cạnh đường")
    assert HazardSite.objects.count() == 1


@pytest.fixture
def twin(pond):
    twin = HazardSite.objects.create(
        kind=HazardKind.objects.get(code="pond"), name="Ao ông Tư", geom=point(10.1, 10.5), commune=pond.commune,
        village=pond.village, description="Bờ cao, cỏ che mép nước", bank="steep", depth_m="1.5",
    )  # fmt: skip
    Measure.objects.create(
        site=twin, kind=MeasureKind.objects.get(code="fence"), installed_on="2026-02-01", quantity=80
    )
    return twin


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_two_entries_become_one_and_the_history_tells_it(page_as, lan, pond, twin, shoot, axe, phone):
    pond.geom = square(10.2, 10, 1.4)
    pond._history_user = lan
    pond.save_edit(seen_version=1)
    page = page_as(lan, phone=phone)
    page.goto(f"/hazards/{pond.pk}/merge/")
    shoot(page, "merge-choose", full=True)
    assert axe(page) == []
    page.locator(".nearby a").click()
    expect(page.locator(".compare")).to_contain_text("Bờ cao")
    shoot(page, "merge", full=True)
    assert axe(page) == []
    page.locator(".merge .button-main").click()
    page.wait_for_url(f"**/hazards/{pond.pk}/")
    expect(page.locator(".timeline .event").first).to_contain_text(twin.name)
    expect(page.locator(".timeline .drawn-before")).to_have_count(1)
    shoot(page, "merged", full=True)
    assert axe(page) == []
    page.goto(f"/map/?site={twin.pk}")
    expect(page.locator("#site-card h2")).to_have_text(pond.name)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_what_was_withdrawn_is_listed_and_comes_back(page_as, lan, pond, twin, shoot, axe, phone):
    page = page_as(lan, phone=phone)
    page.goto("/hazards/withdrawn/")
    shoot(page, "withdrawn-empty", full=True)
    twin.measures.get().withdraw(reason="Của ao khác", seen_version=1)
    pond._history_user = lan
    pond.withdraw(reason="Ghi hai lần", seen_version=1)
    page.goto("/hazards/withdrawn/")
    shoot(page, "withdrawn", full=True)
    assert axe(page) == []
    page.goto(f"/hazards/{pond.pk}/")
    shoot(page, "whole-withdrawn", full=True)
    assert axe(page) == []
    page.locator("#site-card .button-main").first.click()
    page.fill("input[name=reason]", "Nhầm khi gỡ")
    shoot(page, "restore", full=True)
    assert axe(page) == []
    page.locator(".small-form .button-main").click()
    page.wait_for_url(f"**/hazards/{pond.pk}/")
    expect(page.locator(".timeline .event").first).to_contain_text("Nhầm khi gỡ")
