"""The page of a site in a real browser, on a desk and on a phone."""

from datetime import date

import pytest
from playwright.sync_api import expect

from hazards.models import Finding, Inspection, Measure, MeasureKind
from tests.shapes import point


@pytest.fixture
def busy_pond(pond, unit, lan):
    """A household pond with much recorded about it."""
    pond.is_household, pond.owner_name, pond.owner_phone = True, "Ông Tư Hải", "0912 345 678"
    pond.depth_m, pond.bank, pond.access, pond.near_path = "1.8", "steep", "open", True
    pond.description = "Ao thả cá cạnh đường đi học, bờ cao, cỏ che mép nước."
    pond.responsible_unit, pond.responsible_person = unit, lan
    pond.deadline, pond.information_source = date(2026, 3, 31), "resident"
    pond.save()
    kinds = {kind.code: kind for kind in MeasureKind.objects.all()}
    fence = Measure.objects.create(
        site=pond, kind=kinds["fence"], planned_on=date(2026, 1, 20), installed_on=date(2026, 2, 1),
        quantity=85, cost=42_500_000, funding="commune", contractor="Hợp tác xã Đại Áng", responsible_unit=unit,
    )  # fmt: skip
    Measure.objects.create(
        site=pond, kind=kinds["warning_sign"], planned_on=date(2026, 7, 15), quantity=2, cost=600_000,
        funding="donation", geom=point(10, 10.5),
    )  # fmt: skip
    look = Inspection.objects.create(site=pond, on=date(2026, 4, 1), created_by=lan, note="Gãy hai cọc")
    Finding.objects.create(
        measure=fence, inspection=look, on=look.on, condition="damaged", note="Gãy hai cọc"
    )
    return pond


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_the_whole_page_of_a_pond(page_as, lan, busy_pond, shoot, axe, phone):
    page = page_as(lan, phone=phone)
    page.goto(f"/hazards/{busy_pond.pk}/")
    expect(page.locator("#map .leaflet-control-scale")).to_be_visible()
    expect(page.locator(".without-map")).to_be_hidden()
    expect(page.locator("#site-card .phone")).to_have_text("0912 345 678")
    shoot(page, "whole", full=True)
    assert axe(page) == []


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_fence_is_recorded_on_the_page(page_as, lan, pond, shoot, axe, phone):
    page = page_as(lan, phone=phone)
    page.goto(f"/hazards/{pond.pk}/")
    shoot(page, "whole-empty", full=True)
    assert axe(page) == []
    page.locator("#site-card .next-step .button-main").click()
    page.locator("#site-card .tile").first.click()
    page.locator("#site-card .small-form .button-main").click()
    expect(page.locator("#site-card .status")).to_have_attribute("data-status", "protected")
    expect(page.locator("#site-card.whole-site .card-note")).to_be_focused()
    assert Measure.objects.get().kind.code == "fence"


def test_the_card_leads_to_the_page_and_back(page_as, lan, pond):
    page = page_as(lan)
    page.goto(f"/map/?site={pond.pk}")
    page.locator("#site-card .whole-link a").click()
    page.wait_for_url(f"**/hazards/{pond.pk}/")
    page.locator(".whole-links a").click()
    expect(page.locator("#site-card h2")).to_have_text(pond.name)
