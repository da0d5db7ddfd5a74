"""A sign's whole life in a real browser: planned, installed with cost and place, damaged, repaired, removed."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import Membership
from hazards.models import HazardSite, Measure, MeasureKind
from notices.models import Notice

SAVE = "#site-card form .button-main"


def status_is(page: Page, status: str) -> None:
    expect(page.locator("#site-card .card-status .status")).to_have_attribute("data-status", status)


def open_card(page: Page, site: HazardSite) -> Page:
    page.goto(f"/map/?site={site.pk}")
    expect(page.locator("#site-card h2")).to_be_visible()
    return page


def tap_small_map(page: Page, across: float, down: float) -> None:
    canvas = page.locator(".place-canvas")
    canvas.scroll_into_view_if_needed()
    box = canvas.bounding_box()
    canvas.click(position={"x": box["width"] * across, "y": box["height"] * down})


@pytest.fixture
def watched_pond(pond, unit, minh):
    """Minh works in the unit that is responsible for the pond."""
    pond.responsible_unit = unit
    pond.save()
    Membership.objects.filter(user=minh).update(unit=unit)
    return pond


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_signs_whole_life(page_as, lan, minh, watched_pond, phone, shoot, axe):
    page = open_card(page_as(lan, phone=phone), watched_pond)
    sign = MeasureKind.objects.get(code="warning_sign")

    page.locator("#measure-slot .button").nth(1).click()
    page.locator(f"label:has([name=kind][value='{sign.pk}'])").click()
    page.locator(SAVE).click()
    status_is(page, "in_progress")

    page.locator(".next-step .button-main").click()
    form = page.locator("#site-card form")
    expect(form.locator(".place-canvas .leaflet-pane").first).to_be_attached()
    form.locator("[name=cost]").fill("1,5 triệu")
    form.locator("[name=quantity]").fill("2")
    tap_small_map(page, 0.4, 0.5)
    expect(form.locator("[name=geometry]")).to_have_value(re.compile("Point"))
    shoot(page, "measure-details", full=True)
    assert axe(page) == []
    page.locator(SAVE).click()
    status_is(page, "protected")
    stored = Measure.objects.get()
    assert (stored.cost, stored.quantity, stored.geom.geom_type) == (1_500_000, 2, "Point")

    page.locator("#inspection-slot .button").click()
    page.locator("label:has([value=damaged])").click()
    shoot(page, "inspection-form")
    page.locator(SAVE).click()
    status_is(page, "unprotected")
    expect(page.locator(".card-note")).to_contain_text(watched_pond.responsible_unit.name)
    watched_pond.refresh_from_db()
    assert watched_pond.reopened_on
    assert Notice.objects.get().user == minh
    shoot(page, "measure-reopened")

    page.locator(f"#steps-{stored.pk} a[href$='step=repaired']").click()
    page.locator(SAVE).click()
    status_is(page, "protected")
    page.locator(f"#steps-{stored.pk} a[href$='step=removed']").click()
    page.locator(SAVE).click()
    status_is(page, "unprotected")
    assert axe(page) == []


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_two_people_change_the_same_details(page_as, lan, pond, fence, phone, shoot, axe):
    page = page_as(lan, phone=phone)
    page.goto(f"/hazards/measures/{fence.pk}/edit/")
    page.fill("[name=cost]", "7 triệu")
    page.fill("[name=contractor]", "Tổ mộc Đại Áng")
    fence.cost = 5_000_000
    fence.save_edit(seen_version=1)
    page.locator("main .button-main").click()
    expect(page.locator(".differences")).to_contain_text("7.000.000")
    expect(page.locator("[name=contractor]")).to_have_value("Tổ mộc Đại Áng")
    shoot(page, "measure-conflict", full=True)
    assert axe(page) == []
    page.locator("main .button-main").click()
    page.wait_for_url(re.compile(r"/hazards/[0-9a-f-]{36}/$"))
    fence.refresh_from_db()
    assert (fence.cost, fence.contractor) == (7_000_000, "Tổ mộc Đại Áng")


def test_a_fence_is_drawn_as_a_line_on_the_small_map(page_as, lan, pond, fence):
    page = page_as(lan, phone=True)
    page.goto(f"/hazards/measures/{fence.pk}/edit/")
    page.locator(".place-tools [data-mode=line]").click()
    for spot in [(0.3, 0.3), (0.5, 0.4), (0.9, 0.1)]:
        tap_small_map(page, *spot)
    page.locator("[data-deed=undo]").click()
    tap_small_map(page, 0.7, 0.6)
    page.locator("main .button-main").click()
    page.wait_for_url(re.compile(r"/hazards/[0-9a-f-]{36}/$"))
    fence.refresh_from_db()
    assert fence.geom.num_coords == 3


def test_where_i_stand_places_the_sign_or_says_why_not(page_as, lan, pond, fence):
    at = {"latitude": 20.9105, "longitude": 105.8105}
    page = page_as(lan, phone=True, geolocation=at, permissions=["geolocation"])
    page.goto(f"/hazards/measures/{fence.pk}/edit/")
    page.locator("[data-deed=here]").click()
    expect(page.locator("[name=geometry]")).to_have_value(re.compile("105.8105"))
    denied = page_as(lan, phone=True)
    denied.goto(f"/hazards/measures/{fence.pk}/edit/")
    denied.locator("[data-deed=here]").click()
    expect(denied.locator(".place-tools [role=status]")).to_contain_text(re.compile("not available|Không"))


def test_a_place_far_away_is_refused_and_the_page_stays_filled(page_as, lan, pond, fence):
    page = page_as(lan)
    page.goto(f"/hazards/measures/{fence.pk}/edit/")
    page.fill("[name=coordinates]", "20.95, 105.81")
    page.fill("[name=cost]", "7 triệu")
    page.locator("main .button-main").click()
    expect(page.locator(".field-error")).to_contain_text("500 m")
    expect(page.locator("[name=cost]")).to_have_value("7 triệu")
