"""Code where a name belongs, in a real browser: what scripts draw from it is text, and nothing runs."""

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from hazards.models import CampaignShare
from schools.models import School
from tests.config.world import an, campaign, world  # noqa: F401
from tests.hostile import SHORT, poison

# Elements that only the words can have made.
MADE = "img[src='x'], svg[onload], [onerror], a[href^='javascript:']"


@pytest.fixture
def hostile_page(page_as, world, an, pond, unit, campaign):  # noqa: F811
    """An's page, in a register whose every text is code."""
    pond.is_household, pond.responsible_unit, pond.responsible_person = True, unit, an
    pond.save()
    CampaignShare.objects.create(campaign=campaign, village=pond.village, unit=unit, person=an)
    assert {"HazardSite", "Village", "School", "PlaySpace", "Unit", "User", "Report"} <= poison()
    page = page_as(an)
    page.on("dialog", lambda dialog: page.complaints.append(f"dialog: {dialog.message}"))
    return page


def look(page: Page, path: str) -> None:
    page.goto(path)
    page.wait_for_load_state("networkidle")
    clean(page)


def clean(page: Page) -> None:
    assert page.locator(MADE).count() == 0
    assert page.evaluate("window.ran") is None


def test_the_map_shows_names_as_text(hostile_page, pond, village, playground):
    page = hostile_page
    school = School.objects.get()
    for word, key in (
        ("site", pond.pk), ("village_card", village.pk), ("playspace", playground.pk), ("school", school.pk),
    ):  # fmt: skip
        look(page, f"/map/?{word}={key}")
        expect(page.locator("#card")).to_contain_text(SHORT[:5])
        clean(page)
    page.mouse.move(683, 400)  # a tooltip, where the thing chosen lies
    clean(page)


def test_search_shows_names_as_text(hostile_page):
    page = hostile_page
    look(page, "/map/")
    with page.expect_response("**/map/search/**"):
        page.fill("#q", "svg")
    expect(page.locator("#search-results")).not_to_be_empty()
    clean(page)


@pytest.mark.parametrize(
    "name", ["overview", "site-list", "inspections", "round", "warnings", "reports", "campaigns", "site-new"]
)
def test_pages_with_scripts_show_names_as_text(hostile_page, name):
    look(hostile_page, reverse(name))


def test_everything_about_a_site_is_text(hostile_page, pond, fence, campaign):  # noqa: F811
    page = hostile_page
    for path in (
        reverse("site", args=[pond.pk]), reverse("site", args=[pond.pk]) + "?history=all",
        reverse("site-edit", args=[pond.pk]), reverse("campaign", args=[campaign.pk]),
        reverse("measure-edit", args=[fence.pk]), reverse("inspection-new", args=[pond.pk]),
    ):  # fmt: skip
        look(page, path)
