"""The whole spine, as its first user walks it: a pond is drawn, fenced, and the target moves."""

import re

import pytest
from playwright.sync_api import Page, expect

from hazards.models import HazardKind, HazardSite, MeasureKind
from tests.conftest import PASSWORD

CORNERS = [(0.55, 0.55), (0.6, 0.55), (0.6, 0.62), (0.55, 0.62)]


def log_in(page: Page, username: str) -> None:
    page.goto("/")
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.locator("main .button-main").click()
    expect(page.locator("#target-drowning")).to_be_visible()


def go_to(page: Page, address: str, *, phone: bool) -> None:
    """By the bar, or by its menu on a phone."""
    if phone:
        page.locator(".bar-menu summary").click()
    place = ".bar-menu" if phone else ".bar-pages"
    page.locator(f"{place} a[href='{address}']").click()


def draw_area(page: Page, corners: list[tuple[float, float]]) -> None:
    page.locator(".segment", has=page.locator("[value=area]")).click()
    canvas = page.locator("#map")
    box = canvas.bounding_box()
    for across, down in corners:
        canvas.click(position={"x": box["width"] * across, "y": box["height"] * down})
    page.click("#draw-done")


def answer(page: Page, name: str, step: int) -> None:
    page.locator(f".scale-step:has([name={name}][value='{step}']) .scale-number").click()


def log_pond(page: Page) -> None:
    page.click("#add-site")
    expect(page.locator("#draw-hint")).not_to_be_empty()
    draw_area(page, CORNERS)
    expect(page.locator("#place-result")).to_contain_text("thôn")
    page.select_option("#id_kind", str(HazardKind.objects.get(code="pond").pk))
    page.fill("#id_name", "Ao đình mới đào")
    answer(page, "likelihood", 4)
    answer(page, "severity", 5)
    page.locator(".site-actions .button-main").click()
    page.wait_for_url(re.compile(r"/map/\?site="))


def record_fence(page: Page) -> None:
    page.locator(".next-step .button-main").click()
    fence = MeasureKind.objects.get(code="fence")
    page.locator(f"label:has([name=kind][value='{fence.pk}'])").click()
    page.locator("#site-card form .button-main").click()


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_pond_is_drawn_and_fenced_and_the_target_moves(
    page_as, lan, village, other_village, pond, phone, shoot
):
    page = page_as(phone=phone)
    log_in(page, "lan")
    expect(page.locator("#target-drowning .target-count")).to_have_text("0 / 1")

    go_to(page, "/map/", phone=phone)
    log_pond(page)
    status = page.locator("#site-card .card-status .status")
    expect(status).to_have_attribute("data-status", "unprotected")
    shoot(page, "story-unprotected")

    record_fence(page)
    expect(status).to_have_attribute("data-status", "protected")
    shoot(page, "story-protected")

    page.reload()
    expect(status).to_have_attribute("data-status", "protected")
    expect(page.locator("#site-card h2")).to_have_text("Ao đình mới đào")

    go_to(page, "/", phone=phone)
    expect(page.locator("#target-drowning .target-count")).to_have_text("1 / 2")
    shoot(page, "story-target")
    assert HazardSite.objects.get(name="Ao đình mới đào").created_by == lan
