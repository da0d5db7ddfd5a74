"""What is overdue stands out on the map, in its list and on the overview."""

import pytest
from playwright.sync_api import expect

from hazards.models import HazardKind, HazardSite
from tests.shapes import point


@pytest.fixture
def ponds(commune, village, pond) -> None:
    """Two of each kind around Đại Áng: one past its deadline, one without."""
    HazardSite.objects.bulk_create(
        HazardSite(
            kind=kind,
            name=f"{kind.name_vi} {'quá hạn' if late else 'chưa có hạn'}",
            geom=point(8 + number % 6 * 2, 8 + number // 6 * 4 + late * 2),
            commune=commune,
            village=village,
            found_on="2026-01-01",
            deadline="2026-03-02" if late else None,
        )
        for number, kind in enumerate(HazardKind.objects.all())
        for late in (0, 1)
    )


@pytest.mark.parametrize("phone", [False, True])
def test_overdue_sites_are_marked_on_the_map_and_in_the_list(page_as, lan, ponds, phone, shoot, axe):
    page = page_as(lan, phone=phone, reduced_motion="reduce")
    page.goto("/map/?at=20.91400,105.81300,15&as_of=2026-06-30")
    page.locator("html[data-map=drawn]").wait_for()
    rows = page.locator("#site-list li")
    expect(rows.first.locator(".overdue")).to_be_attached()
    late = HazardSite.objects.filter(deadline__isnull=False).count()
    expect(page.locator("#site-list .overdue")).to_have_count(late)
    shoot(page, "map-overdue")
    if not phone:
        page.locator("details.legend summary").click()
        page.locator("details.legend").scroll_into_view_if_needed()
        shoot(page, "map-overdue-legend")
    assert axe(page) == []


@pytest.mark.parametrize("phone", [False, True])
def test_overview_and_search_mark_them_too(page_as, lan, ponds, phone, shoot, axe):
    page = page_as(lan, phone=phone)
    page.goto("/")
    expect(page.locator(".urgent-list .overdue").first).to_be_visible()
    shoot(page, "overview-overdue", full=True)
    page.goto("/map/")
    page.locator("#q").fill("qua han")
    expect(page.locator("#search-results .overdue").first).to_be_visible()
    shoot(page, "search-overdue")
    assert axe(page) == []
