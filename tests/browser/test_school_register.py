"""Hà of the culture office draws a school with its gates; Hoa fills in its self-check and hands it in."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from schools.models import School, SchoolLevel, SchoolStaff, SelfCheck, SelfCheckAnswer
from schools.school_year import school_year_of
from tests.browser.test_logging import press
from tests.shapes import square


@pytest.fixture
def ha(person, commune):
    return person("ha", "Nguyễn Thu Hà", "culture_staff", commune)


@pytest.fixture
def school(commune, village) -> School:
    return School.objects.create(
        level=SchoolLevel.objects.get(code="primary"),
        name="Tiểu học Đại Áng",
        geom=square(20, 20, 1),
        commune=commune,
        village=village,
        village_source="boundary",
        phone="02438612345",
        pupils=412,
    )


@pytest.fixture
def teacher(hoa, school):
    SchoolStaff.objects.create(user=hoa, school=school)
    return hoa


def draw_grounds(page: Page) -> None:
    for spot in ((0.3, 0.3), (0.5, 0.3), (0.5, 0.5), (0.3, 0.5)):
        press(page, spot)
    page.click("#draw-done")
    expect(page.locator("#place-result")).to_contain_text("xã Ngọc Hồi")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_school_is_drawn_with_two_gates(page_as, ha, village, shoot, axe, phone):
    page = page_as(ha, phone=phone)
    page.goto("/schools/")
    shoot(page, "schools-empty")
    assert axe(page) == []
    page.locator("main .button-main").first.click()
    expect(page.locator("#draw-tools")).to_be_visible()
    page.locator(".site-actions .button-main").click()
    expect(page.locator(".error-summary")).to_be_focused()
    shoot(page, "school-errors")
    page.fill("#id_name", "Tiểu học Đại Áng")
    page.select_option("#id_level", label="Tiểu học")
    draw_grounds(page)
    page.click("#gate-add")
    press(page, (0.4, 0.5))
    expect(page.locator(".gate-pin")).to_have_count(1)
    page.click("#gate-add")
    press(page, (0.3, 0.4))
    expect(page.locator(".gate-pin")).to_have_count(2)
    rows = page.locator("[data-gate]:visible")
    rows.nth(1).locator("[type=text]").first.fill("Cổng sau")
    rows.nth(1).locator("[type=radio]").check()
    expect(page.locator(".gate-pin.is-main")).to_have_text("2")
    page.locator("#pupils input").first.fill("412")
    page.locator("#gates").scroll_into_view_if_needed()
    shoot(page, "school-form")
    page.locator("summary", has_text="Thêm chi tiết").click()
    page.locator("#id_code").scroll_into_view_if_needed()
    shoot(page, "school-form-more")
    assert axe(page) == []
    page.locator(".site-actions .button-main").click()
    page.locator("#school-form").wait_for(state="detached")
    stored = School.objects.get()
    assert stored.geom.geom_type == "Polygon"
    assert stored.pupils == 412
    assert [(gate.name, gate.is_main) for gate in stored.gates.all()] == [("Cổng sau", True), ("", False)]
    page.goto("/schools/")
    expect(page.locator(".schools tbody tr")).to_have_count(1)
    shoot(page, "schools")
    assert axe(page) == []


def test_a_gate_is_changed_by_keyboard_and_one_is_removed(page_as, ha, school):
    for number in (20, 21):
        school.gates.create(name=f"Cổng {number}", geom=square(number, 20, 1).centroid)
    page = page_as(ha)
    page.goto(f"/schools/{school.pk}/edit/")
    expect(page.locator(".gate-pin")).to_have_count(2)
    place = page.locator("[name=gates-0-place]")
    place.fill("20,9205; 105,8201")
    place.press("Tab")
    page.locator("[data-remove]:visible").nth(1).press("Enter")
    expect(page.locator(".gate-pin")).to_have_count(1)
    page.locator(".site-actions .button-main").click()
    page.locator("#school-form").wait_for(state="detached")
    gate = school.gates.get()
    assert (round(gate.geom.y, 4), round(gate.geom.x, 4)) == (20.9205, 105.8201)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_hoa_fills_in_the_self_check_and_hands_it_in(page_as, teacher, school, shoot, axe, phone):
    page = page_as(teacher, phone=phone)
    page.goto(f"/schools/{school.pk}/self-checks/")
    shoot(page, "self-checks-none")
    assert axe(page) == []
    page.locator("main .button-main").click()
    shoot(page, "self-check-begun")
    assert axe(page) == []
    page.locator(".check-state .button-main").click()
    first = page.locator(".question").first
    expect(first.locator("[data-plan]")).to_be_hidden()
    first.locator(".tile", has_text="Chưa đạt").click()
    expect(first.locator("[data-plan]")).to_be_visible()
    first.locator("textarea").fill("Xây lại tường rào phía sau")
    page.reload()
    expect(page.locator("#draft-note")).to_be_visible()
    expect(first.locator("textarea")).to_have_value("Xây lại tường rào phía sau")
    first.locator("[name^=due_]").fill("31/12/2099")
    page.locator(".check-actions .button-main").click()
    expect(page.locator(".error-summary")).to_be_focused()
    shoot(page, "self-check-part-error")
    assert axe(page) == []
    page.locator(".question").first.locator("[name^=due_]").fill(f"01/06/{school_year_of_now() + 2}")
    shoot(page, "self-check-part", full=True)
    page.locator(".check-actions .button-main").click()
    expect(page.locator(".check-steps [aria-current]")).to_contain_text("Nước")
    for _part in range(6):
        here = page.locator(".check-steps [aria-current]").inner_text()
        for question in page.locator(".question").all():
            question.locator(".tile", has_text="Đạt").first.click()
        page.locator(".check-actions .button-main").click()
        expect(page.locator("main")).not_to_contain_text(here)
    page.goto(f"/schools/self-checks/{SelfCheck.objects.get().pk}/part/grounds/")
    for question in page.locator(".question").all()[1:]:
        question.locator(".tile", has_text="Đạt").first.click()
    page.locator("[name=close]").click()
    shoot(page, "self-check-full", full=True)
    page.locator(".check-state form button").click()
    expect(page.locator(".check-state")).to_contain_text("Đã nộp lúc")
    assert axe(page) == []
    shoot(page, "self-check-handed-in")
    page.locator(".check-promise").first.click()
    shoot(page, "self-check-promise")
    assert axe(page) == []
    page.locator("main .button-main").click()
    expect(page.locator(".check-plan").first).to_contain_text("Đã làm xong")
    page.locator("text=Rút lại để sửa").click()
    assert axe(page) == []
    page.fill("#id_reason", "Nhầm một câu")
    page.locator("main .button-main").click()
    expect(page.locator(".check-state form button")).to_be_visible()


def school_year_of_now() -> int:
    return school_year_of(timezone.localdate())


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_ha_sees_where_the_schools_stand(page_as, ha, school, commune, shoot, axe, phone):
    level = SchoolLevel.objects.get(code="kindergarten")
    School.objects.create(level=level, name="Mầm non Lạc Thị", geom=square(60, 20, 1), commune=commune)
    check = SelfCheck.objects.create(school=school, school_year=school_year_of_now(), edition="2025.1")
    for code in ("fence", "yard"):
        SelfCheckAnswer.objects.create(
            check_of=check, question=code, answer="no", note="Sửa", due_on="2026-01-01"
        )
    page = page_as(ha, phone=phone)
    page.goto("/schools/self-checks/")
    expect(page.locator(".schools tbody tr")).to_have_count(2)
    shoot(page, "self-checks")
    assert axe(page) == []


def test_an_administrator_sees_who_works_there(page_as, person, commune, teacher, school, shoot, axe):
    person("yen", "Vũ Hải Yến", "school_staff", commune)
    page = page_as(person("quan", "Ngô Bá Quân", "administrator", commune))
    page.goto(f"/schools/{school.pk}/people/")
    expect(page.locator(".school-people li")).to_have_count(2)
    shoot(page, "school-people")
    assert axe(page) == []
