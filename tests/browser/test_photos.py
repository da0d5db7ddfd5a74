"""Lan takes pictures by a pond: several at once, one that is none, a line that drops."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from hazards.models import HazardSite, Photo
from tests import pictures as made
from tests.browser.test_logging import fill_in, open_form, press, save

READY = ".photo-item[data-photo]:not([data-photo=''])"


@pytest.fixture
def folder(tmp_path, settings):
    """A phone's folder of pictures."""
    settings.MEDIA_ROOT = tmp_path / "media"
    files = {
        "ao.jpg": made.jpeg(1, (1600, 1200)),
        "bo-ao.heic": made.heic(2),
        "rao.webp": made.webp(3),
        "bao-cao.jpg": made.PDF,
        "to.png": made.bomb(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def choose_files(page: Page, folder, *names: str) -> None:
    with page.expect_file_chooser() as chooser:
        page.locator("photo-field input[type=file]").click()
    chooser.value.set_files([folder / name for name in names])


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_several_pictures_at_once_one_that_is_none_and_the_place_offered(
    page_as, lan, village, folder, shoot, axe, phone
):
    page = open_form(page_as(lan, phone=phone))
    page.fill("#id_name", "Ao cá ông Tư")
    choose_files(page, folder, "ao.jpg", "bao-cao.jpg", "bo-ao.heic", "rao.webp", "to.png")
    expect(page.locator(READY)).to_have_count(3)
    expect(page.locator(".photo-item .field-error")).to_have_count(2)
    expect(page.locator("#id_name")).to_have_value("Ao cá ông Tư")
    page.locator("photo-field").scroll_into_view_if_needed()
    shoot(page, "photos-in-form")
    page.locator(".photo-offers button").first.click()
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")
    page.locator(".photo-offers button").last.click()
    expect(page.locator("#id_found_on")).to_have_value("12/05/2026")
    shoot(page, "photos-offered")
    assert axe(page) == []
    forget_refusals(page)
    fill_in(page)
    site = save(page)
    assert site.photos.count() == 3
    assert site.geom.coords == pytest.approx(made.DAI_ANG, abs=1e-5)
    expect(page.locator("#site-card .photo-row img")).to_have_count(3)
    page.locator("#site-card .photos").scroll_into_view_if_needed()
    shoot(page, "photos-on-card")
    assert axe(page) == []


def forget_refusals(page: Page) -> None:
    """A refusal has a status of its own, which the browser writes to its console: not an error here."""
    page.complaints[:] = [line for line in page.complaints if "/hazards/photos/" not in line]


def test_a_dropped_line_is_told_and_sent_again_with_the_same_key(page_as, lan, village, folder, shoot):
    page = open_form(page_as(lan, phone=True))
    keys: list[str] = []

    def drop(route: Route) -> None:
        keys.append(re.search(rb'name="id"\r\n\r\n([0-9a-f-]{36})', route.request.post_data_buffer)[1])
        if len(keys) < 2:
            route.abort("connectionreset")
        else:
            route.continue_()

    page.route("**/hazards/photos/", drop)
    choose_files(page, folder, "ao.jpg")
    expect(page.locator("[data-deed=retry]")).to_be_visible()
    shoot(page, "photos-dropped")
    page.locator("[data-deed=retry]").click()
    expect(page.locator(READY)).to_have_count(1)
    assert keys[0] == keys[1]
    assert Photo.objects.count() == 1
    forget_refusals(page)


def test_what_dropped_is_sent_by_itself_when_the_line_is_back(page_as, lan, village, folder):
    page = open_form(page_as(lan))
    page.context.set_offline(True)
    choose_files(page, folder, "ao.jpg")
    expect(page.locator("[data-deed=retry]")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator(READY)).to_have_count(1)
    forget_refusals(page)


def test_saving_waits_for_the_pictures(page_as, lan, village, folder):
    page = open_form(page_as(lan))
    press(page, (0.45, 0.7))
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")
    fill_in(page)
    held: list[Route] = []
    page.route("**/hazards/photos/", lambda route: held.append(route))
    choose_files(page, folder, "ao.jpg")
    page.click(".site-actions .button-main")
    expect(page.locator(".photo-words")).not_to_be_empty()
    assert not HazardSite.objects.exists()
    held[0].continue_()
    page.wait_for_url(re.compile(r"/hazards/[0-9a-f-]{36}/|/map/\?site="))
    assert HazardSite.objects.get().photos.count() == 1


def test_a_draft_brings_its_pictures_back_and_one_is_removed(page_as, lan, village, folder):
    page = open_form(page_as(lan))
    choose_files(page, folder, "ao.jpg", "rao.webp")
    expect(page.locator(READY)).to_have_count(2)
    page.goto("/map/")
    open_form(page)
    expect(page.locator(READY)).to_have_count(2)
    expect(page.locator(".photo-item img").first).to_have_js_property("complete", True)
    page.locator("[data-deed=remove]").first.click()
    expect(page.locator(READY)).to_have_count(1)
    open_form(page)
    expect(page.locator(READY)).to_have_count(1)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_photos_before_and_after_stand_side_by_side_and_open_large(
    page_as, lan, pond, fence, folder, shoot, axe, phone
):
    page = page_as(lan, phone=phone)
    page.goto(f"/hazards/{pond.pk}/")
    for name, step, side in (("ao.jpg", "damaged", "before"), ("rao.webp", "repaired", "after")):
        page.locator(f"a[href$='step={step}']").first.click()
        choose_files(page, folder, name)
        expect(page.locator(READY)).to_have_count(1)
        page.locator(f".tile:has([value={side}])").click()
        page.locator(".small-form .button-main").click()
        expect(page.locator(".card-note")).to_be_visible()
    expect(page.locator(".photo-pair img")).to_have_count(2)
    page.locator("#photo-slot a").click()
    choose_files(page, folder, "bo-ao.heic")
    expect(page.locator(READY)).to_have_count(1)
    shoot(page, "photos-added")
    page.locator(".small-form .button-main").click()
    expect(page.locator(".photo-row img")).to_have_count(3)
    page.locator(".photos").scroll_into_view_if_needed()
    shoot(page, "photos-gallery", full=True)
    assert axe(page) == []
    page.locator(".photo-row a").first.press("Enter")
    expect(page.locator(".photo-figure img")).to_be_visible()
    shoot(page, "photo-page")
    assert axe(page) == []
