"""The list of sites, a change of many and *My work*, in a browser."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Unit
from hazards.models import HazardKind, HazardSite, Inspection, Measure, MeasureKind, SavedView
from tests.shapes import point


@pytest.fixture
def register(commune, village, other_village, unit, lan, minh) -> list[HazardSite]:
    """60 sites in all states, with and without deadlines."""
    today = timezone.localdate()
    kinds = list(HazardKind.objects.filter(code__in=["pond", "canal", "well", "construction", "lake"]))
    family = Unit.objects.create(commune=commune, name="Hộ bà Nguyễn Thị Bích Liên", type=Unit.Type.OWNER)
    sites = HazardSite.objects.bulk_create(
        HazardSite(
            kind=kinds[n % 5],
            name=f"{kinds[n % 5].name_vi} {['Đình Quán', 'Khê Nội', 'cổng trường tiểu học', 'Đầm Sen'][n % 4]} {n}",
            geom=point(10 + n % 8, 10 + n // 8),
            commune=commune,
            village=[village, other_village][n % 2],
            found_on=today - timedelta(300),
            deadline=[None, today - timedelta(30 + n), today + timedelta(3), today + timedelta(100)][n % 4],
            responsible_unit=[unit, None, family][n % 3],
            responsible_person=[lan, minh, None][n % 3],
            reopened_on=today if n % 9 == 0 else None,
            likelihood=1 + n % 5,
            severity=1 + n % 3,
        )
        for n in range(60)
    )
    fence, sign = (MeasureKind.objects.get(code=code) for code in ("fence", "warning_sign"))
    for n, site in enumerate(sites[::4]):
        Measure.objects.create(site=site, kind=fence, installed_on=today - timedelta(250), cost=12_000_000)
        if n % 2:
            Inspection.objects.create(site=site, on=today - timedelta(10))
        Measure.objects.create(site=site, kind=sign, planned_on=today + timedelta(n))
    return sites


def opened(page: Page, summary: str) -> None:
    page.locator("summary", has_text=summary).click()


@pytest.mark.parametrize("phone", [False, True])
def test_list_is_narrowed_sorted_given_columns_and_saved(page_as, lan, register, phone, shoot, axe):
    page = page_as(lan, phone=phone)
    page.goto("/hazards/")
    expect(page.locator("#sites tbody tr")).to_have_count(50)
    shoot(page, "list")
    assert axe(page) == []
    page.locator(".pages a[rel=next]").click()
    expect(page.locator("#sites tbody tr")).to_have_count(10)
    page.go_back()
    page.locator("#list-filters label.chip", has=page.locator("input[name=overdue]")).click()
    expect(page).to_have_url(re.compile("overdue="))
    expect(page.locator("#sites .overdue").first).to_be_visible()
    page.locator("details.chooser summary").first.click()
    shoot(page, "list-columns")
    page.locator("input[name=col][value=person]").check()
    page.locator("input[name=col][value=cost]").check()
    page.locator("details.chooser[open] button").click()
    expect(page).to_have_url(re.compile("cols=.*person.*cost"))
    if not phone:
        page.locator("#sites thead a", has_text=re.compile("Risk|nguy cơ")).last.click()
        expect(page.locator("#sites th[aria-sort=ascending]")).to_have_count(1)
        shoot(page, "list-wide")
    page.locator("details.chooser summary").last.click()
    page.locator("details.chooser[open] input[name=name]").fill("Ao quá hạn của tôi")
    shoot(page, "list-save")
    assert axe(page) == []
    page.locator("details.chooser[open] button").click()
    expect(page.locator(".views a[aria-current]")).to_have_text(re.compile("Ao quá hạn của tôi"))
    shoot(page, "list-saved")
    assert "overdue=" in SavedView.objects.get().words
    page.locator(".view-edit").click()
    expect(page.locator("input[name=name]")).to_have_value("Ao quá hạn của tôi")
    shoot(page, "view-edit")
    assert axe(page) == []


@pytest.mark.parametrize("phone", [False, True])
def test_empty_list_offers_a_way_out(page_as, lan, register, phone, shoot, axe):
    page = page_as(lan, phone=phone)
    page.goto("/hazards/?q=khong co gi")
    shoot(page, "list-empty")
    assert axe(page) == []
    page.locator(".empty a").click()
    expect(page.locator("#sites tbody tr")).to_have_count(50)


@pytest.mark.parametrize("phone", [False, True])
def test_many_sites_are_changed_after_a_look_at_each(page_as, lan, register, unit, phone, shoot, axe):
    page, deadline = page_as(lan, phone=phone), timezone.localdate() + timedelta(days=300)
    page.goto("/hazards/?sort=name")
    boxes = page.locator("input[name=site]")
    for place in range(4):
        boxes.nth(place).check()
    expect(page.locator("#ticked")).to_have_text(re.compile("4"))
    shoot(page, "list-ticked")
    page.locator("#bulk button[value=ticked]").click()
    page.locator("select[name=responsible_unit]").select_option(str(unit.pk))
    page.locator("input[name=deadline]").fill(f"{deadline:%d/%m/%Y}")
    page.locator("select[name=measure]").select_option(index=1)
    page.locator("input[name=planned_on]").fill(f"{deadline - timedelta(days=31):%d/%m/%Y}")
    shoot(page, "bulk-form", full=True)
    assert axe(page) == []
    page.locator("main form .button-main").click()
    expect(page.locator(".steps-table tbody")).to_have_count(4)
    shoot(page, "bulk-preview", full=True)
    assert axe(page) == []
    assert not HazardSite.objects.filter(deadline=deadline).exists()
    page.locator(".bulk-confirm button").click()
    expect(page).to_have_url(re.compile(r"/hazards/bulk/[0-9a-f-]{36}/"))
    shoot(page, "bulk-result", full=True)
    assert axe(page) == []
    assert HazardSite.objects.filter(deadline=deadline, responsible_unit=unit).count() == 4


@pytest.mark.parametrize("phone", [False, True])
def test_my_work_leads_to_what_waits(page_as, lan, register, phone, shoot, axe):
    page = page_as(lan, phone=phone)
    page.goto("/hazards/mine/")
    shoot(page, "my-work", full=True)
    assert axe(page) == []
    number = int(page.locator("#overdue .work-number").inner_text())
    page.locator("#overdue h2 a").click()
    expect(page.locator("#sites tbody tr")).to_have_count(number)


@pytest.mark.parametrize("phone", [False, True])
def test_nothing_to_do_is_a_calm_page(page_as, lan, commune, phone, shoot, axe):
    page = page_as(lan, phone=phone)
    page.goto("/hazards/mine/")
    expect(page.locator(".work-nothing")).to_have_count(6)
    shoot(page, "my-work-empty")
    assert axe(page) == []


def test_phone_has_a_menu_of_the_main_pages(page_as, lan, commune, shoot, axe):
    page = page_as(lan, phone=True)
    page.goto("/hazards/mine/")
    page.locator(".bar-menu summary").click()
    shoot(page, "menu")
    assert axe(page) == []
    page.locator(".bar-menu a[href='/hazards/']").click()
    expect(page).to_have_url(re.compile("/hazards/$"))
