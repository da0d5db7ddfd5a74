"""The reports that have to be sent, in a browser: begun, worded, issued, compared; and read by the city."""

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from areas.models import Commune
from hazards.models import HazardKind, HazardSite
from reports import services
from reports.duties import duty_of
from reports.models import PeriodReport
from reports.register import Period
from tests.shapes import point

SPRING = Period(date(2026, 1, 1), date(2026, 5, 19))


@pytest.fixture
def town(commune, pond, fence, village, other_village, playground, unit):
    """A fenced pond, and a shaft whose deadline is long past."""
    HazardSite.objects.create(
        kind=HazardKind.objects.get(code="construction"), name="Hố móng Lạc Thị", geom=point(60, 10),
        commune=commune, village=other_village, responsible_unit=unit, deadline=date(2026, 3, 2),
        found_on=date(2026, 2, 1),
    )  # fmt: skip


def fits(page: Page) -> bool:
    return page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def drawn(page: Page) -> None:
    """Every picture of the paper is there."""
    for picture in page.locator("#paper img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
    assert page.evaluate(
        "[...document.querySelectorAll('#paper img')].every((one) => one.naturalWidth > 100)"
    )
    page.evaluate("scrollTo(0, 0)")


@pytest.mark.parametrize("phone", [False, True])
def test_minh_words_the_half_year_report_and_issues_it(page_as, minh, town, commune, phone, shoot, axe):
    page = page_as(minh, phone=phone)
    page.goto("/period-reports/?year=2026")
    expect(page.locator("#half_year")).to_contain_text("Gửi chậm nhất ngày 19/05/2026")
    shoot(page, "period-reports", full=True)
    assert axe(page) == [] and fits(page)

    page.locator("#half_year").get_by_role("button").click()
    text = page.get_by_label("Nội dung: I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI")
    text.fill("Đã rà soát ")
    page.get_by_role("button", name="{số điểm nguy cơ}", exact=True).click()
    expect(text).to_have_value("Đã rà soát {số điểm nguy cơ}")
    page.get_by_role("button", name="Xem dạng văn bản").click()
    expect(page.locator("#preview")).to_contain_text("Đã rà soát 02")
    drawn(page)
    shoot(page, "period-report-edit", full=True)
    assert axe(page) == [] and fits(page)
    page.get_by_label("Đến ngày").fill("19/05/2026")
    page.get_by_label("Họ và tên người ký").fill("Trần Văn Minh")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#paper")).to_contain_text("Đã rà soát 02")
    drawn(page)
    shoot(page, "period-report-draft", full=True)
    assert axe(page) == [] and fits(page)

    page.get_by_role("link", name="Ban hành", exact=True).click()
    expect(page.get_by_label("Số", exact=True)).to_have_value("1")
    page.get_by_label("Số", exact=True).fill("0")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.locator(".error-summary")).to_be_visible()
    shoot(page, "period-report-issue", full=True)
    assert axe(page) == [] and fits(page)
    page.get_by_label("Số", exact=True).fill("7")
    page.get_by_role("button", name="Ban hành").click()
    expect(page.get_by_role("heading", level=1).first).to_contain_text("07/BC-UBND")
    shoot(page, "period-report-issued", full=True)
    assert axe(page) == [] and fits(page)

    HazardSite.objects.create(
        kind=HazardKind.objects.get(code="pond"), name="Ao mới", geom=point(3, 3), commune=commune,
        found_on=date(2026, 3, 1),
    )  # fmt: skip
    page.get_by_role("link", name="So sánh với hôm nay").click()
    expect(page.locator(".compared").first).to_contain_text("+1")
    page.locator("details summary", has_text="giống nhau").click()
    shoot(page, "period-report-compared", full=True)
    assert axe(page) == [] and fits(page)

    page.get_by_role("link", name="07/BC-UBND").click()
    page.get_by_role("link", name="Thu hồi báo cáo").click()
    shoot(page, "period-report-withdraw", full=True)
    assert axe(page) == [] and fits(page)
    page.get_by_label("Vì sao thu hồi?").fill("Sai số liệu")
    page.get_by_role("button", name="Thu hồi").click()
    expect(page.locator("main")).to_contain_text("Sai số liệu")


def test_two_who_word_it_at_once_see_both_sides(page_as, lan, minh, town, commune, shoot, axe):
    draft = services.begin(commune, "half_year", SPRING, by=lan, duty=duty_of("half_year", 2026))
    page = page_as(lan)
    page.goto(f"/period-reports/{draft.pk}/edit/")
    draft.place = "Đại Áng"
    draft._history_user = minh
    services.edit(draft, seen_version=1)
    page.get_by_label("Nơi ban hành").fill("Lạc Thị")
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator(".differences")).to_contain_text("Đại Áng")
    expect(page.get_by_label("Nơi ban hành")).to_have_value("Lạc Thị")
    shoot(page, "period-report-conflict", full=True)
    assert axe(page) == []
    page.get_by_role("button", name="Lưu", exact=True).click()
    expect(page.locator("#paper")).to_contain_text("Lạc Thị, ngày")


def test_it_is_worded_and_shown_without_scripts(page_as, lan, town, commune):
    draft = services.begin(commune, "half_year", SPRING, by=lan, duty=duty_of("half_year", 2026))
    page = page_as(lan, java_script_enabled=False)
    page.goto(f"/period-reports/{draft.pk}/edit/")
    expect(page.locator("code", has_text="{số điểm quá hạn}")).to_be_visible()
    page.get_by_label("Nơi ban hành").fill("Lạc Thị")
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Xem dạng văn bản").click()
    expect(opened.value.locator("#paper")).to_contain_text("Lạc Thị, ngày")
    assert PeriodReport.objects.get().place == "Ngọc Hồi"


@pytest.mark.parametrize("phone", [False, True])
def test_the_city_reads_what_is_issued(page_as, person, minh, town, commune, phone, shoot, axe):
    Commune.objects.update(province_code="01")
    nga = person("nga", "Đỗ Nga", "city_viewer")
    nga.memberships.update(province_code="01")
    draft = services.begin(commune, "half_year", SPRING, by=minh, duty=duty_of("half_year", 2026))
    services.issue(draft, number=5, sign="BC-UBND", on=date(2026, 5, 19), by=minh, seen_version=1)
    page = page_as(nga, phone=phone)
    page.goto("/period-reports/?year=2026")
    shoot(page, "period-reports-city", full=True)
    assert axe(page) == [] and fits(page)
    page.locator("#half_year").get_by_role("link", name="Đọc").click()
    expect(page.get_by_role("heading", level=1).first).to_contain_text("05/BC-UBND")
    shoot(page, "period-report-city", full=True)
    assert axe(page) == [] and fits(page)
    with page.expect_download() as download:
        page.get_by_role("link", name="Tệp PDF").click()
    assert download.value.suggested_filename.endswith("so-05.pdf")
