"""Hoa looks after the dangers around her school; Lan takes up what she reports."""

from datetime import date

import pytest
from playwright.sync_api import expect

from hazards.models import HazardKind, HazardSite, Measure, MeasureKind, Report
from roads.models import Road
from schools.models import Acknowledgement, School, SchoolLevel, SchoolStaff
from tests.browser.test_logging import choose
from tests.shapes import line, point, square


@pytest.fixture
def school(commune, village, other_village, hoa) -> School:
    """With three dangers near, one of them on the way from Lạc Thị, and one far off on that way."""
    other_village.centre = point(60, 19)
    other_village.save()
    school = School.objects.create(
        level=SchoolLevel.objects.get(code="primary"), name="Tiểu học Đại Áng", geom=square(20, 20, 1),
        commune=commune, village=village, pupils=412,
    )  # fmt: skip
    school.draws_from.add(other_village)
    school.gates.create(geom=point(20.5, 20), is_main=True)
    SchoolStaff.objects.create(user=hoa, school=school)
    Road.objects.create(
        geom=line((0, 19), (20.5, 19), (35, 18.6), (60, 19)), kind="path", source="t", source_ref="1"
    )
    put(school, "Ao đình Đại Áng", "pond", square(22, 21, 1.5), likelihood=5, severity=5)
    ditch = put(
        school, "Mương tiêu", "ditch", line((24, 18), (26, 19.1), (28, 21)), deadline=date(2026, 3, 1)
    )
    fence = MeasureKind.objects.get(code="fence")
    Measure.objects.create(
        site=ditch, kind=fence, planned_on=date(2026, 12, 20), recorded_on=date(2026, 2, 1)
    )
    put(school, "Giếng cũ", "well", point(19, 23), likelihood=2, severity=4)
    put(school, "Hố móng bên đường", "pond", point(42, 18.9))
    return school


def put(school, name, kind, geom, **facts) -> HazardSite:
    facts = {"likelihood": 4, "severity": 5, "found_on": date(2026, 1, 1), "village": school.village} | facts
    return HazardSite.objects.create(
        name=name, kind=HazardKind.objects.get(code=kind), geom=geom, commune=school.commune, **facts
    )


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_hoa_reads_of_the_dangers_around_her_school(page_as, hoa, school, shoot, axe, phone):
    page = page_as(hoa, phone=phone)
    page.goto("/schools/mine/")
    page.wait_for_url(f"**/schools/{school.pk}/")
    expect(page.locator(".danger h3").first).to_have_text("Ao đình Đại Áng")
    expect(page.locator(".danger-pin")).to_have_count(4)
    shoot(page, "school", full=True)
    page.locator("summary", has_text="Cách xếp thứ tự").click()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator(".read-bar .button").click()
    expect(page.locator(".error-summary")).to_be_focused()
    shoot(page, "school-errors")
    page.locator(".danger .choice").first.click()
    page.locator(".read-bar .button").click()
    expect(page.locator(".messages")).to_contain_text("đã đọc 1 nguy cơ")
    assert Acknowledgement.objects.get().by == hoa
    page.goto(f"/schools/{school.pk}/?as_of=2025-12-31")
    expect(page.locator(".empty")).to_be_visible()
    shoot(page, "school-empty", full=True)
    assert axe(page) == []


def test_a_number_on_the_map_leads_to_its_line(page_as, hoa, school):
    page = page_as(hoa)
    page.goto(f"/schools/{school.pk}/")
    page.locator(".danger-pin", has_text="2").click()
    expect(page.locator(".danger").nth(1)).to_be_focused()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_hoa_reports_and_lan_takes_it_up(page_as, hoa, lan, school, shoot, axe, phone):
    page = page_as(hoa, phone=phone)
    page.goto(f"/schools/{school.pk}/")
    page.locator(".school-deeds .button-main").click()
    page.locator(".site-actions .button-main").click()
    expect(page.locator(".error-summary")).to_be_focused()
    page.locator("summary", has_text="Hoặc dán tọa độ").click()
    page.fill("#id_coordinates", "20.9215, 105.8225")
    page.fill("#id_words", "Hố sâu không nắp, học sinh hay đi qua")
    shoot(page, "school-report")
    assert axe(page) == []
    page.locator(".site-actions .button-main").click()
    page.wait_for_url(f"**/schools/{school.pk}/")
    expect(page.locator(".school-reports")).to_contain_text("Hố sâu")
    report = Report.objects.get()

    desk = page_as(lan, phone=phone)
    desk.goto(f"/hazards/reports/{report.pk}/")
    expect(desk.locator("main")).to_contain_text(school.name)
    shoot(desk, "school-report-seen", full=True)
    desk.locator("main .button-main").click()
    desk.select_option("#id_kind", str(HazardKind.objects.get(code="well").pk))
    choose(desk, "likelihood", 4)
    choose(desk, "severity", 5)
    desk.locator(".site-actions .button-main").click()
    desk.wait_for_url("**/map/?site=*")
    site = HazardSite.objects.get(reports=report)
    assert site.information_source == HazardSite.InformationSource.SCHOOL
    desk.goto(f"/hazards/{site.pk}/")
    expect(desk.locator(".beside")).to_contain_text("chưa xác nhận đã đọc")
    shoot(desk, "site-beside-schools", full=True)

    page.goto("/notices/")
    page.locator("main a", has_text=site.name).first.click()
    page.wait_for_url(f"**/schools/{school.pk}/#danger-{site.pk}")
    expect(page.locator(f"#danger-{site.pk}")).to_contain_text("chưa đọc")
