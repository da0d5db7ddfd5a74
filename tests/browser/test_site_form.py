"""The form's questions in a real browser: what is asked changes with the answers."""

import re

import pytest
from django.db.models import F
from playwright.sync_api import Route, expect

from hazards.models import HazardKind, HazardSite
from tests.browser.test_logging import choose, fill_in, open_form, paste, press, save, step_of


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_an_owner_is_asked_for_a_household_alone(page_as, lan, village, shoot, axe, phone):
    page = open_form(page_as(lan, phone=phone))
    shoot(page, "form-empty")
    press(page, (0.3, 0.7))
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")
    fill_in(page)
    expect(page.locator("#id_owner_name")).to_be_hidden()
    page.locator(".whose .tile", has=page.locator("[value=True]")).click()
    page.fill("#id_owner_name", "Ông Tư")
    page.fill("#id_owner_phone", "+84 912 345 678")
    page.locator("#seen > summary").click()
    page.check("#id_near_path")
    page.fill("#id_depth_m", "1,8")
    page.locator("details.more > summary").last.click()
    page.locator("#id_owner_name").scroll_into_view_if_needed()
    shoot(page, "form-filled")
    page.locator("#id_description").scroll_into_view_if_needed()
    shoot(page, "form-details")
    assert axe(page) == []
    site = save(page)
    assert (site.is_household, site.owner_name, site.owner_phone) == (True, "Ông Tư", "0912345678")
    assert site.near_path


def test_a_deadline_is_one_tap_and_a_day_off_is_told(page_as, lan, village, shoot):
    page = open_form(page_as(lan, phone=True))
    page.locator("details.more > summary").last.click()
    page.locator(".quick-days .button").nth(1).click()
    expect(page.locator("#id_deadline")).not_to_have_value("")
    expect(page.locator("#deadline-hint")).to_be_empty()
    page.fill("#id_deadline", "02/09/2026")  # National Day
    page.press("#id_deadline", "Tab")
    expect(page.locator("#deadline-hint")).to_contain_text("03/09/2026")
    shoot(page, "form-deadline")


def test_a_wrong_number_is_told_at_its_field_and_nothing_is_lost(page_as, lan, village, shoot, axe):
    page = open_form(page_as(lan, phone=True))
    press(page, (0.3, 0.7))
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")
    page.locator(".whose .tile", has=page.locator("[value=True]")).click()
    page.fill("#id_owner_phone", "0912")
    page.locator(".site-actions .button-main").click()
    expect(page.locator(".error-summary")).to_be_focused()
    shoot(page, "form-errors")
    expect(page.locator("#id_owner_phone")).to_have_value("0912")
    page.locator("#id_owner_phone").scroll_into_view_if_needed()
    shoot(page, "form-error-at-field")
    assert axe(page) == []
    assert not HazardSite.objects.exists()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_risk_is_proposed_as_the_answers_change_and_taken_over_with_one_tap(
    page_as, lan, village, shoot, axe, phone
):
    page = open_form(page_as(lan, phone=phone))
    panel = page.locator("#risk-proposal")
    expect(panel.locator("#use-proposal")).to_have_count(0)
    press(page, (0.3, 0.7))
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")
    page.select_option("#id_kind", label="Ao")
    expect(panel.locator("#use-proposal")).to_have_attribute("data-likelihood", "3")
    page.locator("#seen > summary").click()
    page.check("#id_near_path")
    page.select_option("#id_bank", "vertical")
    expect(panel.locator("#use-proposal")).to_have_attribute("data-likelihood", "5")
    panel.scroll_into_view_if_needed()
    shoot(page, "form-proposal")
    assert page.locator("[name=likelihood]:checked").count() == 0
    panel.locator("#use-proposal").click()
    expect(page.locator("[name=likelihood][value='5']")).to_be_checked()
    expect(page.locator("[name=severity][value='5']")).to_be_checked()
    expect(page.locator("#risk-level")).to_have_attribute("data-risk", "very_high")
    expect(panel.locator("#use-proposal")).to_have_count(0)
    shoot(page, "form-proposal-used")
    assert axe(page) == []
    assert save(page).likelihood == 5


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_step_stays_under_the_finger_while_the_page_above_it_changes(page_as, lan, pond, phone):
    """What a slow line brings arrives between pressing and letting go."""
    page = open_form(page_as(lan, phone=phone))
    paste(page, "20.9105, 105.8112")
    proposal, duplicates = page.locator("#use-proposal"), page.locator(".duplicates-list")

    press_while_it_changes(page, "Ao", 4, lambda: expect(duplicates).to_contain_text(pond.name))
    expect(proposal).to_be_visible()
    press_while_it_changes(page, "Mương", 2, lambda: expect(duplicates).to_have_count(0))
    choose(page, "severity", 5)
    expect(page.locator("#risk-level")).not_to_have_attribute("data-risk", "")
    assert page.locator("[name=severity]:checked").input_value() == "5"


def press_while_it_changes(page, kind: str, step: int, has_changed) -> None:
    """Choose the kind; what it asks for comes while a step of the likelihood is pressed."""
    waiting: list[Route] = []
    asks = re.compile("/hazards/(risk|duplicates)/")
    page.route(asks, lambda route: waiting.append(route))
    with page.expect_request("**/hazards/risk/"), page.expect_request("**/hazards/duplicates/"):
        page.select_option("#id_kind", label=kind)
    number = step_of(page, "likelihood", step)
    number.scroll_into_view_if_needed()
    before = number.bounding_box()
    page.mouse.move(before["x"] + before["width"] / 2, before["y"] + before["height"] / 2)
    page.mouse.down()
    for route in waiting:
        route.continue_()
    has_changed()
    page.mouse.up()
    assert number.bounding_box()["y"] == pytest.approx(before["y"], abs=1)
    expect(page.locator(f"[name=likelihood][value='{step}']")).to_be_checked()
    page.unroute(asks)


def test_a_stale_save_shows_both_versions_beside_what_was_typed(page_as, lan, household_pond, shoot, axe):
    for phone in (True, False):
        page = open_form(page_as(lan, phone=phone), f"/hazards/{household_pond.pk}/edit/")
        shoot(page, "form-edit")
        HazardSite.objects.filter(pk=household_pond.pk).update(
            version=F("version") + 1, owner_name="Bà Năm", near_homes=True
        )
        page.fill("#id_owner_name", "Ông Tư")
        page.locator(".site-actions .button-main").click()
        expect(page.locator(".differences")).to_contain_text("Bà Năm")
        expect(page.locator("#id_owner_name")).to_have_value("Ông Tư")
        shoot(page, "form-stale")
        page.locator(".differences").scroll_into_view_if_needed()
        shoot(page, "form-stale-versions")
        assert axe(page) == []


def test_the_management_page_of_a_kind_asks_what_is_usual_for_it(page_as, person, shoot):
    page = page_as(person("quan", "Quản trị", "administrator"))
    kind = HazardKind.objects.get(code="pond")
    page.goto(f"/manage/hazards/hazardkind/{kind.pk}/change/")
    expect(page.locator("#id_usual_likelihood")).to_have_value("3")
    expect(page.locator("#id_asks_bank")).to_be_checked()
    shoot(page, "manage-kind", full=True)
