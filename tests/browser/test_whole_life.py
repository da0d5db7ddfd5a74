"""A place from first sighting to a kept-up protection: photos, plan, fence, damage, repair, the end."""

import re
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from accounts.models import Membership
from tests import pictures as made
from tests.browser.test_logging import fill_in, open_form, save
from tests.browser.test_photos import READY, choose_files, forget_refusals

CARD = "#site-card"
SAVE = f"{CARD} .small-form .button-main"


@pytest.fixture
def folder(tmp_path, settings):
    """What lies on the phone: pictures of the pond, of the fence, and two that are none."""
    settings.MEDIA_ROOT = tmp_path / "media"
    files = {
        "ao.jpg": made.jpeg(1, (1600, 1200)),
        "bo-ao.heic": made.heic(2),
        "chua-rao.jpg": made.jpeg(3, (1200, 900)),
        "da-rao.webp": made.webp(4),
        "rao-gay.heic": made.heic(5),
        "da-sua.png": made.png(6),
        "bao-cao.jpg": made.PDF,
        "bom.png": made.bomb(),
    }
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


@pytest.fixture
def unit_of_minh(unit, minh):
    Membership.objects.filter(user=minh).update(unit=unit)
    return unit


def status_is(page: Page, status: str) -> None:
    expect(page.locator(f"{CARD} .card-status .status")).to_have_attribute("data-status", status)


def add_photo(page: Page, folder, name: str) -> None:
    choose_files(page, folder, name)
    expect(page.locator(f"{CARD} {READY}")).to_have_count(1)


def take_step(page: Page, step: str, folder, photo: str, side: str) -> None:
    page.locator(f"{CARD} a[href$='step={step}']").first.click()
    add_photo(page, folder, photo)
    page.locator(f"{CARD} .tile:has([value={side}])").click()
    page.locator(SAVE).click()
    expect(page.locator(".card-note")).to_be_visible()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_from_first_sighting_to_the_end_of_the_danger(
    page_as, lan, minh, village, unit_of_minh, folder, phone, shoot, axe
):
    page = open_form(page_as(lan, phone=phone))
    choose_files(page, folder, "ao.jpg", "bao-cao.jpg", "bo-ao.heic", "bom.png")
    expect(page.locator(READY)).to_have_count(2)
    expect(page.locator(".photo-item .field-error")).to_have_count(2)
    forget_refusals(page)
    page.locator(".photo-offers button").first.click()
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")
    fill_in(page)
    page.locator("details.more summary").last.click()
    page.select_option("#id_responsible_unit", str(unit_of_minh.pk))
    site = save(page)
    assert site.photos.count() == 2
    status_is(page, "unprotected")

    page.goto(f"/hazards/{site.pk}/")
    page.locator("#measure-slot .button").nth(1).click()
    page.locator(f"{CARD} .tile").first.click()
    page.locator(SAVE).click()
    status_is(page, "in_progress")
    take_step(page, "installed", folder, "da-rao.webp", "after")
    status_is(page, "protected")

    page.locator("#inspection-slot .button").click()
    page.locator(f"{CARD} label:has([value=damaged])").click()
    add_photo(page, folder, "rao-gay.heic")
    page.locator(SAVE).click()
    status_is(page, "unprotected")
    expect(page.locator(".card-note")).to_contain_text(unit_of_minh.name)

    leader = page_as(minh, phone=phone)
    leader.goto("/notices/")
    expect(leader.locator("main")).to_contain_text(site.name)
    shoot(leader, "life-notice")

    take_step(page, "repaired", folder, "da-sua.png", "after")
    status_is(page, "protected")
    page.locator(f"{CARD} .card-deeds a[href$='/eliminate/']").click()
    page.locator(SAVE).click()
    status_is(page, "eliminated")
    shoot(page, "life-history", full=True)
    told = page.locator("#history .event").evaluate_all("events => events.map(one => one.dataset.sort)")
    assert told == ["changed", "finding", "inspection", "measure", "measure", "photo", "new"]
    assert axe(page) == []
    nothing_but_pixels_is_stored(folder)


def nothing_but_pixels_is_stored(folder) -> None:
    files = list((folder / "media").rglob("*.jpg"))
    assert len(files) == 10
    for file in files:
        picture = Image.open(BytesIO(file.read_bytes()))
        assert not picture.getexif()
        assert not re.search(rb"Exif|GPS|Samsung|http://ns.adobe.com", file.read_bytes())
