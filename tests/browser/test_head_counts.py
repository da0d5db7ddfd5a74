"""Thu sends a messy table of head counts, settles what is unclear and stores it."""

import pytest
from playwright.sync_api import expect

from areas.models import ChildCount
from tests.exchange.sheets import xlsx

MESSY = [
    ["UBND XÃ NGỌC HỒI"],
    ["THỐNG KÊ TRẺ EM NĂM 2025"],
    [],
    ["STT", "Tên thôn", "Trẻ em theo độ tuổi", "", "", "Tổng số"],
    ["", "", "0–5", "6–10", "11–15", ""],
    [1, "Thôn DAI ANG", 50, 40, 30, 120],
    [2, "Thôn Lạc Thị (mới)", 30, 25, 40, 95],
    [3, "Trại giáo dưỡng", 1, 1, 2, 4],
    ["Tổng cộng", "", 81, 66, 72, 219],
    ["", "Người lập biểu"],
]


@pytest.fixture
def thu(person, commune):
    return person("thu", "Hoàng Thị Thu", "culture_staff", commune)


def send(page, name: str, data: bytes) -> None:
    page.set_input_files("#id_file", {"name": name, "mimeType": "application/octet-stream", "buffer": data})
    page.locator("main .button-main").click()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_messy_table_is_settled_and_stored(page_as, thu, village, other_village, shoot, axe, phone):
    page = page_as(thu, phone=phone)
    page.goto("/head-counts/")
    shoot(page, "head-counts-empty", full=True)
    assert axe(page) == []
    page.locator("main .button-main").click()
    page.locator("main .button-main").click()
    expect(page.locator(".error-summary")).to_be_visible()
    shoot(page, "head-counts-new", full=True)
    assert axe(page) == []
    send(page, "so-tre.xlsx", xlsx({"Số liệu": MESSY}))
    expect(page.locator(".counts-row")).to_have_count(2)
    shoot(page, "head-count-file", full=True)
    assert axe(page) == []
    page.select_option("#id_r7-village", str(other_village.pk))
    page.fill("#id_r7-total", "nhiều")
    page.select_option("#id_r8-left_out", "no_village")
    page.locator(".counts-actions .button-main").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert page.input_value("#id_r7-total") == "nhiều"
    shoot(page, "head-count-file-errors", full=True)
    assert axe(page) == []
    page.fill("#id_r7-total", "95")
    page.locator(".counts-actions .button-main").click()
    expect(page.locator(".counts-row")).to_have_count(0)
    shoot(page, "head-count-file-settled", full=True)
    assert axe(page) == []
    page.locator(".counts-actions .button-main").click()
    expect(page.locator(".counts tbody tr")).to_have_count(2)
    shoot(page, "head-count-store", full=True)
    assert axe(page) == []
    page.locator(".counts-actions .button-main").click()
    expect(page.locator(".counts-sum strong")).to_have_text("215")
    shoot(page, "head-counts", full=True)
    assert axe(page) == []
    assert ChildCount.objects.get(village=other_village).by_age.count() == 3
    page.goto(f"/map/?village_card={village.pk}")
    expect(page.locator(".card-facts")).to_contain_text("120")


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_columns_are_chosen_and_a_figure_changed_by_hand(
    page_as, thu, village, other_village, shoot, axe, phone
):
    page = page_as(thu, phone=phone)
    page.goto("/head-counts/new/")
    page.fill("#id_year", "2025")
    send(page, "bang.csv", "Nơi;Cột B;Cột C\nĐại Áng;120;70\n".encode())
    expect(page.locator(".counts-column")).to_have_count(3)
    page.select_option("#id_role-0", "name")
    page.select_option("#id_role-1", "total")
    page.select_option("#id_role-2", "ages")
    page.fill("#id_from-2", "6")
    page.fill("#id_to-2", "15")
    shoot(page, "head-count-columns", full=True)
    assert axe(page) == []
    expect(page.locator("#id_first_row")).to_have_value("2")
    page.locator(".counts-actions .button-main").click()
    page.locator(".counts-actions .button-main").click()
    page.locator(".counts-actions .button-main").click()
    expect(page.locator(".counts-note")).to_contain_text("Lạc Thị")
    shoot(page, "head-counts-partly", full=True)
    page.locator(".counts-change .button").click()
    page.fill("#id_children", "60")
    page.locator("main .button-main").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.fill("#id_children", "125")
    shoot(page, "head-count-edit", full=True)
    assert axe(page) == []
    page.locator("main .button-main").click()
    expect(page.locator(".counts-sum strong")).to_have_text("125")
