"""The map page in a browser: what a link shows, what Back undoes, by mouse, finger and keyboard."""

import re
from math import asinh, pi, radians, tan

import pytest
from playwright.sync_api import Page, expect

from hazards.models import HazardKind, HazardSite
from tests.shapes import at, line, point


@pytest.fixture
def canal(commune, other_village) -> HazardSite:
    return HazardSite.objects.create(
        kind=HazardKind.objects.get(code="canal"),
        name="Kênh Lạc Thị",
        geom=line((55, 30), (70, 30)),
        commune=commune,
        village=other_village,
        found_on="2026-01-01",
    )


@pytest.fixture
def at_map(page_as, lan, pond, canal, village, playground):
    """Lan at the map of a commune with a pond, a canal and a playground."""

    def open_map(query: str = "", *, phone: bool = False, user=lan) -> Page:
        page = page_as(user, phone=phone, reduced_motion="reduce")  # nothing moves while we measure
        page.goto(f"/map/{query}")
        drawn(page)
        return page

    return open_map


def drawn(page: Page) -> None:
    page.locator("html[data-map=drawn]").wait_for()
    expect(page.locator("#progress")).to_be_hidden()
    expect(page.locator("#site-list")).to_have_attribute("aria-busy", "false")


def over(page: Page, x: float, y: float) -> tuple[float, float]:
    """Where on the map, in pixels, the point of `tests.shapes` lies; the view comes from the address."""
    lat, lon, zoom = map(float, re.search(r"at=([\d.,]+)", page.url)[1].split(","))
    frame = page.locator("#map").bounding_box()

    def pixels(lon: float, lat: float) -> tuple[float, float]:
        whole = 256 * 2**zoom
        return whole * (lon / 360 + 0.5), whole * (0.5 - asinh(tan(radians(lat))) / (2 * pi))

    there, middle = pixels(*at(x, y)), pixels(lon, lat)
    return frame["width"] / 2 + there[0] - middle[0], frame["height"] / 2 + there[1] - middle[1]


def click_map(page: Page, x: float, y: float) -> None:
    left, top = over(page, x, y)
    page.locator("#map").click(position={"x": left, "y": top})


def test_click_on_a_site_opens_its_card_and_back_closes_it(at_map, pond, shoot):
    page = at_map("?at=20.91050,105.81050,16")
    shoot(page, "map")
    click_map(page, 10.5, 10.5)
    expect(page.locator("#card h2")).to_have_text(pond.name)
    expect(page).to_have_url(re.compile(f"site={pond.pk}"))
    shoot(page, "map-card")
    page.go_back()
    expect(page.locator("#panel-start")).to_be_visible()
    expect(page).not_to_have_url(re.compile("site="))


def test_click_on_a_play_space_opens_its_card(at_map, playground):
    page = at_map("?at=20.92000,105.82000,16")
    click_map(page, 20, 20)
    expect(page.locator("#card h2")).to_have_text(playground.name)


def test_link_opens_the_same_view_filters_and_card(at_map, canal):
    page = at_map(f"?kind=canal&risk=medium&site={canal.pk}&at=20.93000,105.86000,15")
    expect(page.locator("#card h2")).to_have_text(canal.name)
    expect(page.locator("path.ring")).to_be_visible()
    expect(page.locator("input[name=kind][value=canal]")).to_be_checked()
    page.locator("#card-back").click()
    expect(page.locator("#site-list")).to_contain_text(canal.name)
    expect(page).to_have_url(re.compile(r"kind=canal&risk=medium&at=20\.93000,105\.86000,15"))


def test_filter_narrows_map_and_list_and_back_undoes_it(at_map, pond, canal):
    page = at_map()
    expect(page.locator("[data-total='2']")).to_be_visible()
    page.locator("summary", has=page.locator("#filter-count")).click()
    with page.expect_response(re.compile(r"hazards\.geojson\?kind=canal")) as answer:
        page.locator("label", has=page.locator("input[name=kind][value=canal]")).click()
    assert len(answer.value.json()["features"]) == 1
    expect(page.locator("[data-total='1']")).to_be_visible()
    expect(page).to_have_url(re.compile("kind=canal"))
    page.go_back()
    expect(page.locator("[data-total='2']")).to_be_visible()
    expect(page.locator("input[name=kind][value=canal]")).not_to_be_checked()


def test_filter_without_a_match_can_be_dropped(at_map, shoot):
    page = at_map("?kind=well")
    shoot(page, "map-no-match")
    page.locator("#site-list [data-drop-filters]").click()
    expect(page.locator("[data-total='2']")).to_be_visible()
    expect(page).not_to_have_url(re.compile("kind="))


def test_layer_switched_off_stays_off_in_the_link(at_map):
    page = at_map()
    page.locator(".legend summary").click()
    page.locator("[data-layer=villages]").uncheck()
    expect(page).to_have_url(re.compile("hide=villages"))
    expect(page.locator(".village-name")).to_have_count(0)
    page.reload()
    drawn(page)
    expect(page.locator("[data-layer=villages]")).not_to_be_checked()


def test_search_without_diacritics_opens_the_site_by_keyboard(at_map, pond):
    page = at_map()
    page.locator("#q").fill("ao ca")
    page.locator("#search-results a").first.wait_for()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#card h2")).to_have_text(pond.name)
    expect(page.locator("#card h2")).to_be_focused()


def test_pasted_coordinates_move_the_map(at_map):
    page = at_map()
    page.locator("#q").fill("20.93, 105.86")
    page.locator("#search-results [data-spot]").wait_for()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"at=20\.93000,105\.86000,17"))


def test_coordinates_are_shown_on_demand(at_map):
    page = at_map("?at=20.91250,105.83500,15")
    expect(page.locator("#readout")).to_be_hidden()
    page.locator("#coordinates").click()
    expect(page.locator("#readout-decimal")).to_have_text("20.912500, 105.835000")
    expect(page.locator("#readout-dms")).to_have_text("20°54′45.0″N 105°50′06.0″E")


def test_own_place_is_shown_when_allowed(page_as, lan, pond):
    lon, lat = at(30, 30)
    spot = {"longitude": lon, "latitude": lat, "accuracy": 20}
    page = page_as(lan, geolocation=spot, permissions=["geolocation"])
    page.goto("/map/")
    drawn(page)
    page.locator("#locate").click()
    expect(page.locator("#locate")).to_have_attribute("aria-pressed", "true")
    expect(page).to_have_url(re.compile(r"at=20\.93000,105\.83000,16"))


def test_refused_place_is_explained(at_map):
    page = at_map()
    page.locator("#locate").click()
    expect(
        page.locator("[data-notice=denied], [data-notice=unavailable]").locator("visible=true")
    ).to_have_count(1)


def test_changed_site_is_drawn_anew(at_map, pond):
    page = at_map(f"?site={pond.pk}")
    page.locator("#card h2").wait_for()
    with page.expect_response("**/hazards.geojson*"), page.expect_response("**/map/list/*"):
        page.locator("#card").dispatch_event("site-changed", {"bubbles": True})


def test_failed_load_is_told_and_can_be_tried_again(at_map):
    page = at_map()
    page.route("**/layers/hazards.geojson*", lambda route: route.abort())
    page.locator("label", has=page.locator("input[name=overdue]")).click()
    expect(page.locator("[data-notice=failed]")).to_be_visible()
    page.unroute("**/layers/hazards.geojson*")
    page.locator("#retry").click()
    expect(page.locator("[data-notice=failed]")).to_be_hidden()
    page.complaints.clear()  # the aborted requests


def test_phone_sheet_has_three_heights_by_key_and_by_drag(at_map, shoot):
    page = at_map(phone=True)
    panel, handle = page.locator("#panel"), page.locator("#sheet-handle")
    shoot(page, "map")
    expect(panel).to_have_attribute("data-height", "peek")
    handle.focus()
    for height in ("half", "full", "peek"):
        page.keyboard.press("Enter")
        expect(panel).to_have_attribute("data-height", height)
    grip = handle.bounding_box()
    page.mouse.move(grip["x"] + 100, grip["y"] + 10)
    page.mouse.down()
    page.mouse.move(grip["x"] + 100, 400, steps=4)
    page.mouse.up()
    expect(panel).to_have_attribute("data-height", "half")


def test_phone_says_in_sight_that_nothing_matches(at_map, shoot):
    page = at_map("?kind=stream", phone=True)
    expect(page.locator("#site-list [data-drop-filters]")).to_be_in_viewport()
    shoot(page, "map-no-match")


def test_phone_shows_the_chosen_site_above_its_card(at_map, pond, shoot):
    page = at_map(f"?site={pond.pk}", phone=True)
    expect(page.locator("#card h2")).to_have_text(pond.name)
    shoot(page, "map-card")
    ring, sheet = page.locator("path.ring").bounding_box(), page.locator("#panel").bounding_box()
    assert ring["y"] + ring["height"] < sheet["y"]


def test_leader_is_not_asked_to_add_a_site(at_map, minh):
    expect(at_map(user=minh).locator("#add-site")).to_have_count(0)


def test_new_site_begins_where_the_map_looks(at_map):
    page = at_map("?at=20.93000,105.86000,17")
    expect(page.locator("#add-site")).to_have_attribute("href", re.compile(r"\?at=20\.93\d*,105\.86\d*,17$"))
    page.click("#add-site")
    expect(page.locator("#draw-hint")).not_to_be_empty()
    assert page.locator("#id_geometry").input_value() == ""
    assert page.locator("#id_coordinates").input_value() == ""
    expect(page.locator(".site-actions a")).to_have_attribute("href", re.compile(r"\?at=20\.93"))


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize("query", ["", "?kind=well", "?as_of=2026-06-30"])
def test_axe_finds_nothing(at_map, axe, phone, query):
    page = at_map(query, phone=phone)
    for summary in page.locator("#panel summary").all():
        summary.evaluate("element => element.click()")
    assert axe(page) == []


def test_axe_finds_nothing_in_the_cards(at_map, axe, village, playground):
    page = at_map(f"?village_card={village.pk}")
    expect(page.locator("#card h2")).to_have_text(village.name)
    assert axe(page) == []
    page.locator("#card [data-word=playspace]").click()
    expect(page.locator("#card h2")).to_have_text(playground.name)
    assert axe(page) == []


def test_map_draws_many_sites(at_map, commune, pond):
    HazardSite.objects.bulk_create(
        HazardSite(kind=pond.kind, name=f"Ao {n}", geom=point(n % 50, n // 50), commune=commune)
        for n in range(1000)
    )
    page = at_map()
    expect(page.locator("[data-total]")).to_have_attribute("data-total", "1002")
