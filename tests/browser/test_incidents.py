"""The health station records an accident in a real browser."""

import pytest
from playwright.sync_api import expect

from hazards.models import Incident
from tests.browser.test_logging import press


@pytest.fixture
def tam(person, commune):
    return person("tam", "Đỗ Minh Tâm", "health_station", commune)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_an_accident_is_recorded_changed_and_listed(page_as, tam, pond, shoot, axe, phone):
    page = page_as(tam, phone=phone)
    page.goto("/hazards/accidents/")
    shoot(page, "accidents-empty")
    assert axe(page) == []
    page.locator("main .button-main").click()
    expect(page.locator("#tap-hint")).to_be_visible()
    page.locator(".site-actions .button-main").click()
    expect(page.locator(".error-summary")).to_be_focused()
    shoot(page, "accident-errors")
    page.locator(".tile", has=page.locator("[value=drowning]")).click()
    page.locator(".tile", has=page.locator("[value=unharmed]")).click()
    page.fill("#id_on", "01/02/2026")
    press(page, (0.3, 0.7))
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")
    page.locator("summary", has_text="tọa độ").click()
    page.fill("#id_coordinates", "20,9105 105,8112")
    page.press("#id_coordinates", "Tab")
    expect(page.locator("#id_site")).to_contain_text("Ao cá Đại Áng")
    page.select_option("#id_site", str(pond.pk))
    page.locator("#id_site").scroll_into_view_if_needed()
    shoot(page, "accident-form")
    assert axe(page) == []
    page.locator(".site-actions .button-main").click()
    expect(page.locator(".incidents tbody tr")).to_have_count(1)
    assert Incident.objects.get().site == pond
    shoot(page, "accidents")
    assert axe(page) == []
    page.locator(".incidents .button").click()
    expect(page.locator(".place-pin")).to_be_visible()
    page.locator(".withdraw-link").click()
    shoot(page, "accident-withdraw")
    page.locator(".tile").first.click()
    page.locator("main .button-danger").click()
    expect(page.locator(".incidents")).to_have_count(0)
