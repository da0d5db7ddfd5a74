"""Whatever stands in an address, a page answers it or refuses it; it never breaks down."""

from datetime import date

import pytest
from django.urls import reverse

from hazards.models import Campaign
from tests.conftest import PASSWORD

NASTY = [
    "\0", "Ao\0cá", "%s%d%(x)s", "'\";--", "<script>alert(1)</script>", "‮ạ̣́" * 50, "\U0001f600",
    "-1", "1e9", "1" * 30, "9" * 5_000, "²", "NaN",
    "00000000-0000-0000-0000-000000000000", "x" * 20_000,
]  # fmt: skip
DAYS = ["0001-01-01", "9999-12-31", "2026-02-30", "31/02/2026", "2026-06", "today", "30/06/99999"]
BOXES = [
    "1,2,3", "1,2,3,4,5", "nan,nan,nan,nan", "-inf,-inf,inf,inf", "1e999,0,1e999,1", "180,90,-180,-90",
    "105,20,105,20", "-180,-90,180,90", "105.8,20.9,105.8000000000001,20.9000000000001", ",,,", "105;20;106;21",
]  # fmt: skip
ELSEWHERE = ["https://evil.example/", "//evil.example", "javascript:alert('evil')", "\\\\evil.example"]
BOX = "105.8,20.9,105.9,21.0"
FILTERS = [
    "status", "overdue", "soon", "reopened", "mine", "q", "drowning", "owner", "kind", "risk", "village", "unit",
    "person",
]  # fmt: skip
# Page → the words it reads, beside `commune`, `as_of` and `bbox`.
PAGES = {
    "overview": [],
    "map": [*FILTERS, "site", "playspace", "school", "village_card", "hide"],
    "map-list": [*FILTERS],
    "map-search": ["q"],
    "site-list": [*FILTERS, "sort", "cols", "col", "page"],
    "my-work": [],
    "my-work-part": ["page"],
    "site": ["history"],
    "withdrawn": ["page"],
    "site-merge-choose": ["q"],
    "site-deadline": ["deadline"],
    "inspection-new": ["next"],
    "photo-add": ["next"],
    "campaign": [],
    "campaign-sites": ["village", "kind", "state", "mine", "page"],
    "hazards": [*FILTERS],
    "villages": [],
    "playspaces": [],
    "schools": [],
    "commune": [],
    "notices": ["show", "page"],
    "notice-settings": [],
    "security-log": ["person", "deed", "first", "last", "address", "from"],
    "site-card": [],
    "playspace-card": [],
    "village-card": [],
    "site-new": ["lat", "lon"],
    "measure-new": ["kind", "state"],
    "measure-record": ["step"],
    "measure-edit": [],
    "inspection-place": ["place"],
    "campaigns": [],
    "campaign-new": [],
    "inspections": ["due", "village", "unit", "mine", "page"],
    "round": ["site", "at", "due", "village", "campaign"],
}
OF_A_SITE = (
    "site", "site-card", "site-merge-choose", "measure-new", "inspection-new", "inspection-place", "photo-add",
)  # fmt: skip
LAYERS = ("hazards", "villages", "playspaces", "schools", "commune")
BOXED = ("map-list", *LAYERS)


@pytest.fixture
def campaign(pond) -> Campaign:
    """For all ponds of the commune, in June."""
    campaign = Campaign.objects.create(
        name="Hè 2026", commune=pond.commune, starts_on=date(2026, 6, 1), due_on=date(2026, 6, 30)
    )
    campaign.kinds.set([pond.kind])
    return campaign


@pytest.fixture
def address(pond, fence, playground, village, campaign):
    """Where each page of `PAGES` stands."""
    keys = {
        **dict.fromkeys(OF_A_SITE, pond.pk),
        "campaign": campaign.pk,
        "campaign-sites": campaign.pk,
        "my-work-part": "measures",
        "playspace-card": playground.pk,
        "village-card": village.pk,
        "measure-record": fence.pk,
        "measure-edit": fence.pk,
    }

    def find(page: str) -> str:
        if page in LAYERS:
            return reverse("map-layer", args=[page])
        return reverse(page, args=[keys[page]] if page in keys else [])

    return find


@pytest.fixture
def reader(client, lan):
    """Lan's browser, which sees a breakdown as a page."""
    client.raise_request_exception = False
    client.force_login(lan)
    return client


@pytest.mark.parametrize("page", PAGES)
def test_nasty_words_in_the_address_never_break_a_page(reader, address, page):
    """Each word gets every value; all words of a page are asked at once, each with another value."""
    words = [*PAGES[page], "as_of"]
    usual = {"bbox": BOX} if page in BOXED else {}
    broken = []
    for turn in range(len(NASTY)):
        asked = {word: NASTY[(turn + place) % len(NASTY)] for place, word in enumerate(words)}
        if reader.get(address(page), usual | asked).status_code >= 500:
            broken.append({word: value[:40] for word, value in asked.items()})
    assert broken == []


@pytest.mark.parametrize(
    "page", ["overview", "map", "map-list", "hazards", "villages", "site-card", "site", "site-list"]
)
def test_no_day_breaks_a_page(reader, address, page):
    usual = {"bbox": BOX} if page in BOXED else {}
    assert {reader.get(address(page), usual | {"as_of": day}).status_code for day in DAYS} <= {200, 400}


@pytest.mark.parametrize("page", BOXED)
def test_no_box_breaks_a_page(reader, address, page):
    assert {reader.get(address(page), {"bbox": box}).status_code for box in [*BOXES, *NASTY]} <= {
        200,
        400,
        414,
    }


def test_a_commune_that_is_none_is_refused(reader, address):
    assert {reader.get(address("map-search"), {"commune": code}).status_code for code in NASTY} == {403}


def test_the_log_in_leads_nowhere_else(client, lan):
    sent = {"username": "lan", "password": PASSWORD}
    for target in [*ELSEWHERE, *NASTY]:
        client.logout()
        assert "evil" not in client.post(reverse("login"), sent | {"next": target}).get("Location", "")
