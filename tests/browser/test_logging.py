"""Lan logs, reshapes, protects and inspects a pond in a real browser."""

import json
import re

import pytest
from playwright.sync_api import Locator, Page, expect

from hazards.models import Finding, HazardKind, HazardSite, Measure

SAVE = ".site-actions .button-main"


def press(page: Page, *spots: tuple[float, float]) -> None:
    """Tap or click the map at shares of its width and height."""
    box = page.locator("#map").bounding_box()
    for across, down in spots:
        page.locator("#map").click(position={"x": box["width"] * across, "y": box["height"] * down})


def step_of(page: Page, name: str, step: int) -> Locator:
    return page.locator(f".scale-step:has([name={name}][value='{step}']) .scale-number")


def choose(page: Page, name: str, step: int) -> None:
    step_of(page, name, step).click()


def paste(page: Page, coordinates: str) -> None:
    page.locator("#place-block summary").click()
    page.fill("#id_coordinates", coordinates)
    page.press("#id_coordinates", "Tab")
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")


def fill_in(page: Page, kind: str = "pond") -> None:
    page.select_option("#id_kind", str(HazardKind.objects.get(code=kind).pk))
    choose(page, "likelihood", 4)
    choose(page, "severity", 5)


def open_form(page: Page, address: str = "/hazards/new/") -> Page:
    page.goto(address)
    expect(page.locator("#draw-tools")).to_be_visible()
    expect(page.locator("#draw-hint")).not_to_be_empty()
    return page


def save(page: Page) -> HazardSite:
    page.click(SAVE)
    page.wait_for_url(re.compile(r"/map/\?site="))
    return HazardSite.objects.get()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_pond_is_logged_with_a_tap_and_its_card_opens(page_as, lan, village, shoot, axe, phone):
    page = open_form(page_as(lan, phone=phone))
    press(page, (0.3, 0.7))
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")
    fill_in(page)
    expect(page.locator("#id_name")).to_have_value(re.compile("thôn Đại Áng"))
    expect(page.locator("#risk-level")).to_have_attribute("data-risk", "very_high")
    shoot(page, "site-new")
    assert axe(page) == []
    site = save(page)
    assert (site.geom.geom_type, site.village) == ("Point", village)
    expect(page.locator("#site-card h2")).to_have_text(site.name)


def test_an_area_is_drawn_corner_by_corner_and_the_last_one_undone(page_as, lan, village, shoot):
    page = open_form(page_as(lan, phone=True))
    page.locator(".segment", has=page.locator("[value=area]")).click()
    press(page, (0.2, 0.6), (0.3, 0.6), (0.3, 0.7), (0.6, 0.2))
    page.click("#draw-undo")
    page.click("#draw-done")
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")
    shoot(page, "site-area")
    fill_in(page)
    site = save(page)
    assert (site.geom.geom_type, site.geom.num_coords) == ("Polygon", 4)


def test_a_line_that_was_not_finished_is_kept_when_saved(page_as, lan, village):
    page = open_form(page_as(lan))
    page.locator(".segment", has=page.locator("[value=line]")).click()
    press(page, (0.45, 0.8), (0.46, 0.7), (0.48, 0.6))
    fill_in(page, "ditch")
    assert save(page).geom.num_coords == 3


def test_pasted_coordinates_show_on_the_map_and_fill_in_the_village(page_as, lan, village):
    page = open_form(page_as(lan))
    paste(page, "20°54'36\"N 105°48'36\"E")
    expect(page.locator(".place-pin")).to_be_visible()
    fill_in(page)
    assert save(page).geom.coords == (105.81, 20.91)


def test_a_crossing_outline_is_refused_and_drawn_again_with_the_spot(page_as, lan, village, shoot, axe):
    page = open_form(page_as(lan))
    page.locator(".segment", has=page.locator("[value=area]")).click()
    press(page, (0.4, 0.4), (0.6, 0.6), (0.6, 0.4), (0.4, 0.6))
    page.click("#draw-done")
    expect(page.locator("#place-result .field-error")).to_be_visible()
    page.fill("#id_name", "Ao cá ông Tư")
    page.click(SAVE)
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("#id_name")).to_have_value("Ao cá ông Tư")
    expect(page.locator(".marker-icon:not(.marker-icon-middle)")).to_have_count(4)
    shoot(page, "site-refused")
    assert axe(page) == []
    assert not HazardSite.objects.exists()


def test_a_draft_comes_back_until_it_is_saved(page_as, lan, village, shoot):
    page = open_form(page_as(lan))
    press(page, (0.45, 0.7))
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")
    fill_in(page)
    page.fill("#id_name", "Ao cá ông Tư")
    page.goto("/map/")
    open_form(page)
    expect(page.locator("#draft-note")).to_be_visible()
    expect(page.locator("#id_name")).to_have_value("Ao cá ông Tư")
    expect(page.locator(".place-pin")).to_be_visible()
    shoot(page, "site-draft")
    save(page)
    open_form(page)
    expect(page.locator("#draft-note")).to_be_hidden()
    expect(page.locator("#id_name")).to_have_value("")


def test_a_draft_can_be_discarded(page_as, lan, village):
    page = open_form(page_as(lan))
    page.fill("#id_name", "Ao cá ông Tư")
    open_form(page)
    page.click("#draft-discard")
    expect(page.locator("#draft-note")).to_be_hidden()
    expect(page.locator("#id_name")).to_have_value("")


def test_only_what_matters_for_the_kind_is_asked(page_as, lan, village):
    page = open_form(page_as(lan))
    page.locator("#seen > summary").click()
    for kind, depth, bank in [("construction", 0, 0), ("well", 1, 0), ("pond", 1, 1), ("other", 0, 0)]:
        fill_in(page, kind)
        expect(page.locator("#id_depth_m:visible")).to_have_count(depth)
        expect(page.locator("#id_bank:visible")).to_have_count(bank)
        expect(page.locator("#id_access")).to_be_visible()


def test_a_stored_pond_is_reshaped_by_dragging_a_corner(page_as, lan, pond):
    page = open_form(page_as(lan), f"/hazards/{pond.pk}/edit/")
    corner = page.locator(".marker-icon:not(.marker-icon-middle)").first
    box = corner.bounding_box()
    page.mouse.move(box["x"] + 6, box["y"] + 6)
    page.mouse.down()
    page.mouse.move(box["x"] - 40, box["y"] + 40, steps=4)
    with page.expect_response("**/hazards/place/"):
        page.mouse.up()
    expect(page.locator("#draw-undo")).to_be_enabled()
    before = pond.geom
    assert not save(page).geom.equals_exact(before, 1e-6)


def test_a_fence_is_recorded_from_the_card_and_the_status_changes_at_once(page_as, lan, pond, shoot, axe):
    page = page_as(lan, phone=True)
    page.goto(f"/map/?site={pond.pk}")
    expect(page.locator("#site-card .status")).to_have_attribute("data-status", "unprotected")
    page.locator("#site-card .next-step .button-main").click()
    shoot(page, "measure-new")
    page.locator("#site-card .tile").first.click()
    page.locator("#site-card .small-form .button-main").click()
    expect(page.locator("#site-card .status")).to_have_attribute("data-status", "protected")
    expect(page.locator("#site-card .card-note")).to_be_focused()
    assert Measure.objects.get().kind.code == "fence"
    shoot(page, "card")
    assert axe(page) == []


def test_damage_found_at_an_inspection_shows_at_once(page_as, lan, pond, fence, shoot, axe):
    page = page_as(lan)
    page.goto(f"/map/?site={pond.pk}")
    page.locator("#inspection-slot .button").click()
    form = page.locator("#site-card .small-form")
    form.locator(".button-main").click()
    expect(form.locator(".field-error")).to_be_visible()
    assert axe(page) == []
    form.locator(".tile", has=page.locator("[value=damaged]")).click()
    form.locator(".button-main").click()
    expect(page.locator("#site-card .status")).to_have_attribute("data-status", "unprotected")
    assert Finding.objects.get().condition == "damaged"
    shoot(page, "card-damaged")


def test_the_day_field_adds_the_slashes(page_as, lan, pond):
    page = page_as(lan)
    page.goto(f"/map/?site={pond.pk}")
    page.locator("#measure-slot .button").first.click()
    day = page.locator("#site-card day-field input[type=text]")
    expect(page.locator("#site-card .small-form fieldset").first).to_be_focused()
    day.fill("")
    day.press_sequentially("01022026")
    expect(day).to_have_value("01/02/2026")


def test_without_scripts_coordinates_are_enough(browser, live_server, lan, village, page_as):
    from tests.browser.conftest import session_cookie

    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    context.add_cookies([session_cookie(lan, live_server.url)])
    page = context.new_page()
    page.goto("/hazards/new/")
    page.locator("#place-block summary").click()
    page.fill("#id_coordinates", "20,91; 105,81")
    fill_in(page)
    page.click(SAVE)
    page.wait_for_url(re.compile(r"/map/\?site="))
    assert json.loads(HazardSite.objects.get().geom.geojson)["coordinates"] == [105.81, 20.91]
    context.close()
