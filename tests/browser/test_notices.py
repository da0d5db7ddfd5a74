"""The bell and the list of notices, at a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from notices.digest import digest
from tests.notices.conftest import give as give


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_bell_leads_to_the_list_and_falls_as_notices_are_read(page_as, shoot, axe, lan, pond, give, phone):
    for number in range(3):
        give(lan, f"Ao cá số {number} của thôn Đại Áng, sau trường tiểu học", url=f"/hazards/{pond.pk}/")
    give(lan, pond.name, kind="site-due", url=f"/hazards/{pond.pk}/")
    give(lan, pond.name, kind="site-assigned", read_at="2026-06-30T12:00Z")
    page = page_as(lan, phone=phone)
    page.goto("/")
    expect(page.locator(".bell-count")).to_have_text("4")
    shoot(page, "bell")
    page.locator("#bell").click()
    expect(page.locator(".notice")).to_have_count(4)
    assert axe(page) == []
    shoot(page, "notices")

    page.locator(".notice-mark").first.click()
    expect(page.locator(".bell-count")).to_have_text("3")
    expect(page.locator(".notice-unread")).to_have_count(3)

    page.goto("/notices/?show=all")
    shoot(page, "notices-all")
    page.locator(".notice-unread > a").first.click()
    page.wait_for_url(f"**/hazards/{pond.pk}/")
    page.goto("/notices/")
    expect(page.locator(".notice")).to_have_count(2)
    page.locator(".notices-tools button").click()
    expect(page.locator(".empty")).to_be_visible()
    expect(page.locator(".bell-count")).to_have_count(0)
    shoot(page, "notices-empty")
    assert axe(page) == []


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_settings_of_the_digest(page_as, shoot, axe, lan, phone):
    page = page_as(lan, phone=phone)
    page.goto("/notices/settings/")
    shoot(page, "notice-settings")
    assert axe(page) == []
    page.locator("#id_email_digest").uncheck()
    page.locator("main button").click()
    page.wait_for_url("**/notices/")


def test_list_works_without_javascript(page_as, lan, give):
    give(lan, "Ao cá")
    page = page_as(lan, java_script_enabled=False)
    page.goto("/notices/")
    page.locator(".notice-mark").click()
    expect(page.locator(".empty")).to_be_visible()


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_digest_reads_well_as_a_page(page_as, shoot, axe, lan, give, settings, phone):
    settings.PUBLIC_URL = "https://antoan.example.vn"
    kinds = ["site-reopened", "site-overdue", "site-due", "site-assigned"]
    notices = [give(lan, f"Ao cá số {at} của thôn Đại Áng", kind=kinds[at % 4]) for at in range(9)]
    html, _type = digest(lan, notices).alternatives[0]
    page = page_as(None, phone=phone)
    page.set_content(html)
    expect(page.locator("h2")).to_have_count(4)
    expect(page.locator("li a").first).to_be_visible()
    shoot(page, "digest", full=True)
    assert [found for found in axe(page) if not found.startswith(("region", "landmark", "page-has"))] == []
