"""A passer-by reports a danger on a phone, and Lan turns it into a site."""

import pytest
from playwright.sync_api import expect

from hazards.models import HazardKind, HazardSite, Report
from tests.browser.test_logging import choose, press
from tests.shapes import point

SAVE = ".site-actions .button-main"


@pytest.fixture
def report(commune, village) -> Report:
    return Report.objects.create(
        words="Ao sâu ngay cạnh đường đi học, bờ dốc, không có rào chắn.", geom=point(10.5, 10.5), commune=commune,
        village=village, kind=HazardKind.objects.get(code="pond"),
        reporter_name="Bà Sáu", reporter_phone="0987654321",
    )  # fmt: skip


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_stranger_sees_the_warnings_and_reports_a_danger(page_as, village, pond, fence, shoot, axe, phone):
    HazardSite.objects.create(
        name="Mương tưới", kind=HazardKind.objects.get(code="ditch"), geom=point(30, 20), commune=village.commune,
        village=village, is_household=True,
    )  # fmt: skip
    page = page_as(None, phone=phone)
    page.goto("/login/")
    shoot(page, "log-in", full=True)
    page.locator(".public-links a").first.click()
    expect(page.locator(".warning")).to_have_count(2)
    with page.expect_response("**/warnings.geojson*"):
        page.reload()
    page.locator(".warning .link-button").last.click()
    shoot(page, "warnings", full=True)
    assert axe(page) == []
    page.locator(".public-head .button-main").click()
    expect(page.locator("#place-hint")).not_to_be_empty()
    page.locator(SAVE).click()
    expect(page.locator(".error-summary")).to_be_focused()
    shoot(page, "report-errors")
    press(page, (0.3, 0.7))
    expect(page.locator(".place-pin")).to_be_visible()
    page.fill("#id_words", "Ao sâu cạnh đường đi học, không có rào")
    page.locator("summary", has_text="hỏi thêm").click()
    page.fill("#id_reporter_name", "Bà Sáu")
    page.fill("#id_reporter_phone", "0987 654 321")
    shoot(page, "report-form")
    assert axe(page) == []
    page.locator(SAVE).click()
    page.wait_for_url("**/report/thanks/")
    shoot(page, "report-thanks", full=True)
    assert axe(page) == []
    report = Report.objects.get()
    assert (report.village, report.reporter_phone) == (village, "0987654321")


def test_the_phone_says_where_one_stands(page_as, village, pond):
    page = page_as(
        None,
        phone=True,
        permissions=["geolocation"],
        geolocation={"longitude": 105.8123, "latitude": 20.9123},
    )
    page.goto("/report/")
    page.locator("#place-here").click()
    expect(page.locator(".place-pin")).to_be_visible()
    page.fill("#id_words", "Hố sâu")
    page.locator(SAVE).click()
    page.wait_for_url("**/report/thanks/")
    assert Report.objects.get().geom.coords == (105.8123, 20.9123)


def test_without_scripts_the_list_and_the_form_still_work(page_as, village, pond):
    page = page_as(None, phone=True, java_script_enabled=False)
    page.goto("/warnings/")
    expect(page.locator(".warning h3")).to_have_text("Ao cá Đại Áng")
    page.goto("/report/")
    page.locator(".place-block summary").click()
    page.fill("#id_coordinates", "20.9105, 105.8112")
    page.fill("#id_words", "Hố sâu")
    page.locator(SAVE).click()
    page.wait_for_url("**/report/thanks/")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_lan_makes_a_site_of_a_report(page_as, lan, report, shoot, axe, phone):
    page = page_as(lan, phone=phone)
    page.goto("/hazards/reports/")
    shoot(page, "reports", full=True)
    assert axe(page) == []
    page.locator(".look a").click()
    expect(page.locator(".phone")).to_have_text("0987654321")
    shoot(page, "report", full=True)
    assert axe(page) == []
    page.locator("main .button-main").click()
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")
    expect(page.locator("#id_kind")).to_have_value(str(report.kind_id))
    choose(page, "likelihood", 4)
    choose(page, "severity", 5)
    shoot(page, "site-from-report")
    page.locator(SAVE).click()
    page.wait_for_url("**/map/?site=*")
    report.refresh_from_db()
    assert (report.state, report.site) == ("accepted", HazardSite.objects.get())
    page.goto("/hazards/reports/")
    shoot(page, "reports-empty", full=True)
    page.goto("/hazards/reports/?show=handled")
    page.locator(".look a").click()
    expect(page.locator("main")).to_contain_text(report.site.name)
    shoot(page, "report-handled", full=True)


def test_lan_finds_that_it_is_known_or_turns_it_down(page_as, lan, report, pond, shoot, axe):
    page = page_as(lan, phone=True)
    page.goto(f"/hazards/reports/{report.pk}/")
    page.locator(".button-danger").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator(".tile", has_text=pond.name).click()
    shoot(page, "report-known", full=True)
    assert axe(page) == []
    page.locator("button", has_text="Chính là điểm này").click()
    page.wait_for_url("**/hazards/reports/")
    report.refresh_from_db()
    assert report.site == pond
