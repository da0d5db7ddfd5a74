"""Minh looks at which school most danger remains, and takes its sheet along."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from accounts.models import User


@pytest.fixture
def leader(person, commune):
    """Of the demo commune."""
    call_command("load_demo", verbosity=0)
    return User.objects.filter(memberships__role__code="leader").first()


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_leader_finds_the_school_with_most_danger(page_as, leader, phone, shoot, axe):
    page = page_as(leader, phone=phone)
    page.goto("/schools/ranking/")
    first = page.locator(".ranking tbody tr").first
    expect(first.locator(".rank")).to_have_text("1")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    shoot(page, "ranking", full=True)
    assert axe(page) == []
    first.locator("th a").click()
    expect(page.locator("h1")).not_to_be_empty()


def test_phone_turns_the_order_round(page_as, leader):
    page = page_as(leader, phone=True)
    page.goto("/schools/ranking/")
    page.get_by_label("Thứ tự danh sách").select_option(label="Ít nguy cơ nhất trước")
    page.get_by_role("button", name="Xem", exact=True).click()
    expect(page.locator(".ranking tbody tr").last.locator(".rank")).to_have_text("1")
    assert page.get_by_label("Thứ tự danh sách").input_value() == "-rank"
