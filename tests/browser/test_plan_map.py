"""The service centre reads a plan's map sign by sign, renames the plan, withdraws it and brings it back."""

import pytest
from playwright.sync_api import expect

from playspaces import services
from playspaces.models import Candidate, Computation, Scenario
from tests.shapes import point


@pytest.fixture
def binh(person, commune):
    return person("binh", "Hoàng Thanh Bình", "service_centre", commune)


@pytest.fixture
def scenario(binh, commune, village, other_village, playground, pond):
    """Two villages, one with the playground; in the other three candidates, one of which the plan picks."""
    here = {"commune": commune, "village": other_village, "village_source": "boundary"}
    for name, x, cost in (("Rẻ", 70, 10_000_000), ("Đắt", 75, 90_000_000), ("Chưa rõ giá", 80, None)):
        Candidate.objects.create(name=name, geom=point(x, 30), cost=cost, **here)
    asked = Scenario(name="Mọi thôn", target_percent=100, created_by=binh)
    services.ask_plan(asked, communes=[commune], by=binh)
    services.compute(Computation.objects.get(), services.solve_here)
    return Scenario.objects.get()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_signs_of_the_map_are_explained_and_switched_off(page_as, binh, scenario, shoot, axe, phone):
    page = page_as(binh, phone=phone)
    page.goto(f"/plans/{scenario.pk}/")
    legend = page.locator("#plan-legend")
    for words in ("được chọn", "Điểm vui chơi có vào ngày", "không được chọn", "chưa rõ chi phí"):
        expect(legend).to_contain_text(words)
    with page.expect_response(lambda response: "/layers/hazards" in response.url) as asked:
        page.check("[data-sign=hazards]")
    assert "status=unprotected" in asked.value.url and asked.value.ok
    page.locator("#map .plan-pin").click()
    expect(page.locator(".leaflet-popup")).to_contain_text("1. Rẻ")
    shoot(page, "plan-map", full=True)
    assert axe(page) == []

    page.keyboard.press("Escape")
    page.uncheck("[data-sign=pick]")
    expect(page.locator("#map .plan-pin")).to_have_count(0)
    for sign in ("playspace", "not_chosen", "no_cost", "villages"):
        page.uncheck(f"[data-sign={sign}]")
    page.check("[data-sign=pick]")
    expect(page.locator("#map .plan-pin")).to_have_count(1)
    page.get_by_text("1 vị trí dự kiến: không được chọn").click()
    expect(page.locator(".plan-without")).to_contain_text("Đắt")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_plan_is_renamed_withdrawn_and_brought_back(page_as, binh, scenario, shoot, axe, phone):
    page = page_as(binh, phone=phone)
    page.goto(f"/plans/{scenario.pk}/")
    page.get_by_role("link", name="Đổi tên").click()
    page.fill("#id_name", "")
    page.locator("main .button-main").click()
    expect(page.locator(".field-error")).to_be_visible()
    shoot(page, "plan-rename")
    assert axe(page) == []
    page.fill("#id_name", "Trình tháng 12")
    page.locator("main .button-main").click()
    expect(page.locator("h1")).to_have_text("Trình tháng 12")

    page.get_by_role("link", name="Gỡ phương án này").click()
    page.fill("#id_reason", "Lập nhầm")
    shoot(page, "plan-withdraw")
    assert axe(page) == []
    page.locator("main .button-main").click()
    page.get_by_role("link", name="Đã gỡ khỏi danh sách").last.click()
    expect(page.locator(".withdrawn")).to_contain_text("Lập nhầm")
    shoot(page, "plans-withdrawn")
    assert axe(page) == []
    page.locator(".withdrawn .button").click()
    page.fill("#id_reason", "Vẫn cần")
    shoot(page, "plan-restore")
    assert axe(page) == []
    page.locator("main .button-main").click()
    expect(page.locator("h1")).to_have_text("Trình tháng 12")
    expect(page.locator(".plan-sentence")).to_contain_text("10.000.000 đ")


def test_place_comes_back_into_the_list(page_as, binh, scenario, shoot, axe):
    Candidate.objects.get(name="Đắt").withdraw(reason="Đã bán", seen_version=1)
    page = page_as(binh, phone=True)
    page.goto("/plans/candidates/withdrawn/")
    expect(page.locator(".withdrawn")).to_contain_text("Đã bán")
    shoot(page, "candidates-withdrawn")
    assert axe(page) == []
    page.locator(".withdrawn .button").click()
    page.fill("#id_reason", "Chưa bán")
    shoot(page, "candidate-restore")
    assert axe(page) == []
    page.locator("main .button-main").click()
    expect(page.locator(".plan-picks")).to_contain_text("Đắt")
