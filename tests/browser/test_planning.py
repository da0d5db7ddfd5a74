"""The service centre draws places, asks for 65 %, sees the answer on the map and compares it, in a real browser."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from playspaces import services
from playspaces.models import Candidate, Computation, PublicLand, Scenario
from tests.browser.test_logging import press
from tests.shapes import square


@pytest.fixture
def binh(person, commune):
    return person("binh", "Hoàng Thanh Bình", "service_centre", commune)


def draw(page, where, name, cost):
    page.goto("/plans/candidates/new/")
    press(page, where)
    expect(page.locator("#place-result")).to_contain_text("thôn")
    page.fill("#id_name", name)
    page.fill("#id_cost", cost)
    page.locator(".site-actions .button-main").click()
    expect(page.locator(".plan-picks tbody")).to_contain_text(name)


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_places_are_drawn_chosen_and_compared(page_as, binh, village, other_village, shoot, axe, phone):
    page = page_as(binh, phone=phone)
    page.goto("/plans/")
    shoot(page, "plans-empty")
    assert axe(page) == []
    page.goto("/plans/candidates/")
    shoot(page, "candidates-empty")
    assert axe(page) == []
    page.goto("/plans/candidates/new/")
    page.locator(".site-actions .button-main").click()
    expect(page.locator(".error-summary")).to_be_focused()
    shoot(page, "candidate-errors")
    assert axe(page) == []
    draw(page, (0.35, 0.75), "Sân kho Đại Áng", "350 triệu")
    draw(page, (0.65, 0.75), "Bãi đất Lạc Thị", "200 triệu")
    assert Candidate.objects.count() == 2
    shoot(page, "candidates")
    assert axe(page) == []

    page.goto("/plans/new/")
    expect(page.locator("#id_budget")).to_be_hidden()
    shoot(page, "plan-ask", full=True)
    assert axe(page) == []
    page.locator("main .button-main").click()
    expect(page.locator(".plan-pin")).to_have_count(2)
    expect(page.locator(".plan-sentence")).to_contain_text("550.000.000 đ")
    shoot(page, "plan", full=True)
    assert axe(page) == []

    page.goto("/plans/new/")
    page.locator(".tile", has=page.locator("[value=budget]")).click()
    expect(page.locator("#id_target_percent")).to_be_hidden()
    page.fill("#id_budget", "300 triệu")
    page.locator("main .button-main").click()
    expect(page.locator(".plan-pin")).to_have_count(1)

    page.goto("/plans/")
    shoot(page, "plans")
    assert axe(page) == []
    for box in page.locator(".plan-tick input").all():
        box.check()
    page.locator(".plan-compare button").click()
    expect(page.locator(".plan-sides svg")).to_have_count(2)
    expect(page.locator(".plan-sides .plan-mark")).to_have_count(3)
    shoot(page, "plans-compared", full=True)
    assert axe(page) == []
    assert Scenario.objects.count() == 2


def test_computation_in_the_background_is_followed_and_cancelled(page_as, binh, commune, village, shoot, axe):
    scenario = Scenario(name="Cả thành phố", target_percent=65, created_by=binh)
    services.ask_plan(scenario, communes=[commune], by=binh)
    Computation.objects.update(state="running", step="solving", started_at=timezone.now())
    page = page_as(binh)
    page.goto(f"/plans/{scenario.pk}/")
    expect(page.locator("#plan-progress")).to_contain_text("2/2")
    shoot(page, "plan-running")
    assert axe(page) == []
    page.locator("#plan-progress button").click()
    expect(page.locator("#plan-progress")).to_contain_text("dừng")
    Computation.objects.update(state="cancelled")
    expect(page.locator("#plan-progress")).to_contain_text("đã bị hủy")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_rows_of_a_file_are_mended_on_the_page(page_as, binh, commune, village, shoot, axe, phone):
    page = page_as(binh, phone=phone)
    page.goto("/plans/candidates/import/")
    shoot(page, "candidates-file")
    assert axe(page) == []
    table = "Tên;Vĩ độ;Kinh độ;Chi phí\nSân kho;20,91;105,82;350 triệu\nBãi cỏ;20,92;;nhiều\n"
    page.set_input_files("#id_file", {"name": "vi-tri.csv", "mimeType": "text/csv", "buffer": table.encode()})
    page.locator("main .button-main").click()
    expect(page.locator(".plan-mending fieldset.card")).to_have_count(1)
    shoot(page, "candidates-mending", full=True)
    assert axe(page) == []
    page.fill("#id_rows-0-coordinates", "20.92, 105.82")
    page.fill("#id_rows-0-cost", "200 triệu")
    page.locator(".plan-mending .button-main").click()
    expect(page.locator(".plan-mending")).to_have_count(0)
    assert {one.name for one in Candidate.objects.all()} == {"Sân kho", "Bãi cỏ"}

    PublicLand.objects.create(name="Đất công", geom=square(30, 30, 1), commune=commune)
    page.goto("/plans/candidates/generate/")
    shoot(page, "candidates-generate")
    assert axe(page) == []
    page.fill("#id_cost", "90 triệu")
    page.locator("main .button-main").click()
    expect(page.locator("[role=status]")).to_contain_text("1 vị trí")
    shoot(page, "candidates-generated")
    assert axe(page) == []
