"""Lan starts a campaign in a browser, shares it out, and sees how far it has come."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from hazards.models import Campaign, HazardKind, Inspection

SAVE = "main form .button-main"


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_a_campaign_is_started_shared_and_followed(
    page_as, lan, person, commune, village, other_village, pond, phone, shoot, axe
):
    an = person("an", "Đỗ Thị An", "village_collaborator", commune, village)
    page = page_as(lan, phone=phone)
    page.goto("/hazards/campaigns/")
    shoot(page, "campaigns-empty")
    assert axe(page) == []
    page.locator(".page-head .button-main").click()
    expect(page.locator(f"[name=share_{village.pk}]")).to_have_value(f"person:{an.pk}")
    shoot(page, "campaign-new", full=True)
    assert axe(page) == []

    page.fill("[name=name]", "Trước mùa hè")
    page.fill("[name=due_on]", f"{timezone.localdate() + timedelta(days=20):%d/%m/%Y}")
    page.locator(SAVE).click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[name=name]")).to_have_value("Trước mùa hè")
    shoot(page, "campaign-error", full=True)
    assert axe(page) == []

    page.locator(f"[name=kinds][value='{HazardKind.objects.get(code='pond').pk}']").check()
    page.locator(SAVE).click()
    page.wait_for_url(re.compile(r"/campaigns/[0-9a-f-]{36}/$"))
    expect(page.locator(".campaign-number strong").first).to_have_text("0 / 1")
    assert Campaign.objects.get().shares.get(village=village).person == an

    Inspection.objects.create(site=pond, on=timezone.localdate())
    page.reload()
    expect(page.locator(".campaign-number strong").first).to_have_text("1 / 1")
    shoot(page, "campaign-progress", full=True)
    assert axe(page) == []
    page.locator(".line-name a").first.click()
    expect(page.locator(".look a").first).to_have_text("Ao cá Đại Áng")
    assert axe(page) == []
    page.goto("/hazards/campaigns/")
    shoot(page, "campaigns")
    assert axe(page) == []
