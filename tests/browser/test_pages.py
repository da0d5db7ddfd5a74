"""Every page, filled, empty and in error, on a desk and on a phone: no console error, axe clean.

With --shots each leaves a picture in var/shots: look at them.
"""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from accounts.models import User
from exchange.demo import load_demo
from hazards.models import HazardSite
from playspaces.models import PlaySpace
from schools.models import School

PAGES = {
    "overview": "/",
    "overview-past": "/?as_of=30/06/2025",
    "map": "/map/",
    "map-filtered": "/map/?status=unprotected&kind=pond",
    "map-no-match": "/map/?kind=stream&status=unprotected&overdue=1",
    "site-new": "/hazards/new/",
    "manage-kinds": "/manage/hazards/hazardkind/",
}
CARDS = {"site": HazardSite, "playspace": PlaySpace, "school": School}
ERRORS = {"error-403": "/?commune=99999", "error-404": "/nowhere/", "error-400": "/?as_of=31/02/2026"}


@pytest.fixture(params=[False, True], ids=["desk", "phone"])
def phone(request) -> bool:
    return request.param


@pytest.fixture
def demo(transactional_db):
    load_demo(today=date.today())  # noqa: DTZ011  (the demo's days hang on the machine's own)


@pytest.fixture
def clerk(demo) -> User:
    return User.objects.get(username="kinhte")


def settled(page: Page) -> Page:
    """Nothing more is being fetched."""
    page.wait_for_load_state("networkidle")
    return page


def faults(page: Page, axe) -> list[str]:
    """What axe finds, and whether the page is wider than the screen."""
    found = axe(page)
    if page.evaluate("document.documentElement.scrollWidth") > page.viewport_size["width"]:
        found.append("the page is wider than the screen")
    return found


def test_every_page_is_whole(page_as, clerk, phone, shoot, axe):
    page = page_as(clerk, phone=phone)
    found = {}
    for name, path in PAGES.items():
        page.goto(path)
        settled(page)
        shoot(page, name, full=not name.startswith(("map", "site")))
        # Django's own pages are not ours to judge.
        found[name] = [] if name.startswith("manage") else faults(page, axe)
    for name, model in CARDS.items():
        thing = model.objects.order_by("name").first()
        page.goto(f"/map/?{name}={thing.pk}")
        expect(page.get_by_role("heading", name=thing.name)).to_be_visible()
        settled(page)
        shoot(page, f"card-{name}")
        found[f"card-{name}"] = faults(page, axe)
    assert {name: wrong for name, wrong in found.items() if wrong} == {}


def test_errors_say_what_to_do(page_as, lan, phone, shoot, axe):
    page = page_as(lan, phone=phone)
    for name, path in ERRORS.items():
        page.goto(path)
        shoot(page, name)
        assert faults(page, axe) == []
    # The browser itself reports the status of the page as an error: that one is meant.
    page.complaints[:] = [text for text in page.complaints if "status of 40" not in text]


def test_log_in_page_is_whole(page_as, phone, db, shoot, axe):
    page = page_as(phone=phone)
    page.goto("/login/")
    shoot(page, "login")
    assert faults(page, axe) == []
    page.fill("[name=username]", "ai-do")
    page.fill("[name=password]", "sai-mat-khau")
    page.locator("main .button-main").click()
    expect(page.locator(".error-summary")).to_be_visible()
    shoot(page, "login-refused")
    assert faults(page, axe) == []


def test_empty_commune_is_whole(page_as, lan, phone, shoot, axe):
    page = page_as(lan, phone=phone)
    for name, path in {"empty-overview": "/", "empty-map": "/map/"}.items():
        page.goto(path)
        settled(page)
        shoot(page, name)
        assert faults(page, axe) == []


def test_person_without_a_post_is_told_whom_to_ask(page_as, person, phone, shoot, axe):
    page = page_as(person("an", "Nguyễn Văn An"), phone=phone)
    page.goto("/")
    shoot(page, "no-commune")
    assert faults(page, axe) == []
