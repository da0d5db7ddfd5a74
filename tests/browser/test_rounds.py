"""Lan plans a round through four ponds that are due, and walks it from stop to stop."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hazards.models import HazardKind, HazardSite, Inspection
from tests.shapes import point


@pytest.fixture
def road(commune, village) -> list[HazardSite]:
    """Four ponds along a road from south to north, due since a few days."""
    kind = HazardKind.objects.get(code="pond")
    words = {"kind": kind, "commune": commune, "village": village}
    found = timezone.localdate() - timedelta(days=kind.inspection_interval_days + 3)
    return [
        HazardSite.objects.create(name=f"Ao {name}", geom=point(10 + name % 2, name), found_on=found, **words)
        for name in (10, 40, 20, 30)
    ]


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_round_of_four_places_in_walking_order(page_as, lan, road, other_village, phone, shoot, axe):
    at = {"latitude": 20.905, "longitude": 105.81}
    page = page_as(lan, phone=phone, geolocation=at, permissions=["geolocation"])
    page.goto("/hazards/inspections/")
    expect(page.locator(".look")).to_have_count(4)
    expect(page.locator(".sticky-deed .button-main")).to_be_disabled()
    shoot(page, "inspections-due")
    assert axe(page) == []
    for box in page.locator(".look-choice").all():
        box.click()
    page.locator(".sticky-deed .button-main").click()

    expect(page.locator(".stop a[href$='/']")).to_have_text(["Ao 40", "Ao 30", "Ao 20", "Ao 10"])
    expect(page.locator(".stop-pin")).to_have_count(4)
    shoot(page, "round")
    assert axe(page) == []
    page.click("#round-here")
    page.wait_for_url(re.compile(r"at=20\.905"))
    expect(page.locator(".stop a[href$='/']")).to_have_text(["Ao 10", "Ao 20", "Ao 30", "Ao 40"])

    page.locator(".round-head .button-main").click()
    page.locator(".standing-place button").click()
    expect(page.locator(".standing-place [role=status]")).to_contain_text("m")
    shoot(page, "inspection-standing", full=True)
    page.locator("main form .button-main").click()
    page.wait_for_url(re.compile(r"/round/"))
    expect(page.locator(".round-progress strong")).to_have_text("1 / 4")
    expect(page.locator(".stop-done")).to_have_count(1)
    expect(page.locator(".stop-pin-done")).to_have_count(1)
    shoot(page, "round-begun", full=True)
    assert Inspection.objects.get().place.x == pytest.approx(105.81)


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_nothing_due_says_so(page_as, lan, village, phone, shoot, axe):
    page = page_as(lan, phone=phone)
    page.goto("/hazards/inspections/")
    expect(page.locator(".empty")).to_be_visible()
    shoot(page, "inspections-empty")
    assert axe(page) == []


def test_a_round_is_printed_without_buttons(page_as, lan, road, shoot):
    page = page_as(lan)
    keys = "&".join(f"site={site.pk}" for site in road)
    page.goto(f"/hazards/round/?{keys}")
    expect(page.locator(".stop-pin")).to_have_count(4)
    page.emulate_media(media="print")
    expect(page.locator(".print-line").first).to_be_visible()
    expect(page.locator(".round-head .button-main")).to_be_hidden()
    shoot(page, "round-print", full=True)
