"""Maps that left the app: opened from the disk, with the network cut."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, Page, expect
from pypdfium2 import PdfDocument

from hazards.models import HazardSite
from schools.models import School, SchoolLevel
from tests.browser.conftest import DESKTOP, PATIENCE_MS, PHONE
from tests.shapes import line, point

HOSTILE = "<img src=x onerror=alert(1)> ao {{ 7*7 }}"


@pytest.fixture
def things(pond, fence, playground, other_village) -> School:
    """A protected pond, ten dangers close together, one with a hostile name, a canal, and a school."""
    for number in range(10):
        name = HOSTILE if not number else f"Hố {number}"
        HazardSite.objects.create(
            kind=pond.kind, name=name, geom=point(60 + number / 100, 60), commune=pond.commune,
            village=other_village, found_on="2026-03-01",
        )  # fmt: skip
    HazardSite.objects.create(
        kind=pond.kind,
        name="Kênh Đông",
        geom=line((13, 13), (20, 14)),
        commune=pond.commune,
        found_on="2026-01-01",
    )
    return School.objects.create(
        level=SchoolLevel.objects.first(), name="Tiểu học Đại Áng", geom=point(12, 12), commune=pond.commune
    )


@pytest.fixture
def cut_off(browser: Browser):
    """`cut_off(path, phone=False)` opens a file of the disk; any request, and any error, fails the test."""
    contexts, complaints = [], []

    def open_file(path: Path, *, phone: bool = False) -> Page:
        context = browser.new_context(viewport=PHONE if phone else DESKTOP, has_touch=phone, offline=True)
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("request", lambda request: note(request.url, path))
        page.on("console", lambda message: message.type == "error" and complaints.append(message.text))
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path.as_uri())
        page.complaints = complaints
        return page

    def note(url: str, path: Path) -> None:
        if url != path.as_uri() and not url.startswith("data:"):
            complaints.append(f"asked for {url}")

    yield open_file
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def downloaded(page_as, minh, things, tmp_path) -> Callable[[str], Path]:
    """Minh, on the page of maps, presses the button of one card."""

    def take(card: str, **fields: str) -> Path:
        page = page_as(minh)
        page.goto("/maps/to-take/")
        form = page.locator(f"form#{card}")
        for label, value in fields.items():
            form.get_by_label(label.replace("_", " ")).fill(value)
        with page.expect_download() as waiting:
            form.get_by_role("button", name="Tải bản đồ").click()
        path = tmp_path / waiting.value.suggested_filename
        waiting.value.save_as(path)
        return path

    return take


def wait_until_in_sight(page: Page, selector: str) -> None:
    """Until nothing lies on its middle, and it is not scrolled away."""
    page.wait_for_function(
        """(selector) => {
          const it = document.querySelector(selector);
          const box = it.getBoundingClientRect();
          return it.contains(document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2));
        }""",
        arg=selector,
    )


@pytest.mark.parametrize("phone", [False, True])
def test_the_page_of_maps_to_take(page_as, minh, things, phone, shoot, axe):
    page = page_as(minh, phone=phone)
    page.goto("/maps/to-take/")
    expect(page.locator(".to-take form")).to_have_count(5)
    shoot(page, "maps-to-take", full=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("phone", [False, True])
def test_the_remediation_map_without_a_network(downloaded, cut_off, phone, shoot, axe):
    path = downloaded("remediation")
    assert path.name.startswith("ban-do-khac-phuc-00679-")
    page = cut_off(path, phone=phone)
    expect(page.locator(".cluster", has_text="10")).to_have_count(1)
    shoot(page, "leaving-remediation", full=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]

    page.get_by_label("Tìm theo tên").fill("ao ca")
    page.get_by_role("button", name="Ao cá Đại Áng").click()
    expect(page.locator(".told")).to_contain_text("Cần kiểm tra lại")
    wait_until_in_sight(page, ".leaflet-popup-close-button")
    shoot(page, "leaving-remediation-popup")


def test_a_map_that_takes_long_is_fetched_where_files_wait(
    page_as, minh, things, cut_off, tmp_path, monkeypatch
):
    monkeypatch.setattr("maps.leaving.forms.MOST_SITES", 0)
    page = page_as(minh)
    page.goto("/maps/to-take/")
    page.locator("form#remediation").get_by_role("button", name="Tải bản đồ").click()
    page.wait_for_url("**/deliveries/")
    expect(page.locator(".delivery")).to_contain_text("Bản đồ khắc phục: Xã Ngọc Hồi")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Tải về").click()
    waiting.value.save_as(tmp_path / "map.html")
    expect(cut_off(tmp_path / "map.html").locator(".cluster", has_text="10")).to_have_count(1)


def test_a_hostile_name_is_read_and_not_run(downloaded, cut_off):
    page = cut_off(downloaded("remediation"))
    page.get_by_label("Tìm theo tên").fill("<img")
    page.get_by_role("button", name=HOSTILE).click()
    expect(page.locator(".told-name")).to_have_text(HOSTILE)
    assert page.locator("img[src='x']").count() == 0


def test_the_policy_of_the_file_runs_nothing_that_we_did_not_put_there(downloaded, cut_off):
    page = cut_off(downloaded("remediation"))
    page.evaluate(
        """() => {
          window.broken = [];
          document.addEventListener("securitypolicyviolation", (event) => window.broken.push(event.violatedDirective));
          const script = document.createElement("script");
          script.textContent = "window.ran = true";
          document.body.append(script);
          const picture = document.createElement("img");
          picture.src = "https://example.org/x.png";
          document.body.append(picture);
        }"""
    )
    assert page.evaluate("window.ran") is None
    page.wait_for_function("window.broken.length == 2")
    assert page.evaluate("window.broken") == ["script-src-elem", "img-src"]
    page.complaints.clear()  # what the test is about


def test_ticks_of_the_legend_show_and_hide_a_status(downloaded, cut_off):
    page = cut_off(downloaded("remediation"))
    ten = page.locator(".cluster", has_text="10")
    expect(ten).to_have_count(1)
    page.get_by_label("Chưa khắc phục").uncheck()
    expect(page.locator(".cluster")).to_have_count(0)
    expect(page.get_by_alt_text("Ao cá Đại Áng: Cần kiểm tra lại")).to_have_count(1)
    page.get_by_label("Chưa khắc phục").check()
    expect(ten).to_have_count(1)
    page.locator(".leaflet-control-layers").hover()
    page.get_by_label("Điểm nguy cơ", exact=True).uncheck()
    expect(page.locator(".cluster")).to_have_count(0)


@pytest.mark.parametrize("phone", [False, True])
def test_two_days_side_by_side_move_together(downloaded, cut_off, phone, shoot, axe):
    page = cut_off(downloaded("two-days", Ngày_thứ_nhất="15/01/2026"), phone=phone)
    maps = page.locator(".folium-map")
    expect(maps).to_have_count(2)
    expect(maps.nth(0).locator(".cluster", has_text="10")).to_have_count(0)
    expect(maps.nth(1).locator(".cluster", has_text="10")).to_have_count(1)
    shoot(page, "leaving-two-days", full=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]
    page.get_by_label("Mới phát hiện").uncheck()
    expect(maps.nth(1).locator(".cluster", has_text="10")).to_have_count(0)
    page.get_by_label("Không đổi").uncheck()
    expect(maps.nth(0).get_by_alt_text("Ao cá Đại Áng: Chưa khắc phục")).to_have_count(1)
    expect(maps.nth(1).get_by_alt_text("Ao cá Đại Áng: Cần kiểm tra lại")).to_have_count(1)
    scale = maps.nth(0).locator(".leaflet-control-scale-line")
    before = scale.text_content()
    maps.nth(1).get_by_role("button", name="Phóng to").click()
    expect(scale).not_to_have_text(before)
    expect(maps.nth(1).locator(".leaflet-control-scale-line")).to_have_text(scale.text_content())

    page.get_by_label("Tìm theo tên").fill("ao ca")
    page.locator("#found button").click()
    expect(maps.nth(1).locator(".told")).to_contain_text("Diễn biến")
    wait_until_in_sight(page, ".leaflet-popup-close-button")
    shoot(page, "leaving-two-days-popup")


@pytest.mark.parametrize(
    ("card", "fields"), [("remediation", {}), ("two-days", {"Ngày_thứ_nhất": "15/01/2026"}), ("school", {})]
)
def test_printed_each_sheet_says_its_day_and_source(downloaded, cut_off, shoot, card, fields):
    page = cut_off(downloaded(card, **fields))
    page.locator(".cluster svg, img.leaflet-marker-icon").first.wait_for()
    seen = page.locator(".leaflet-control-scale-line").first.text_content()
    sheets = list(PdfDocument(page.pdf(prefer_css_page_size=True)))
    assert len(sheets) == 2
    for sheet in sheets:
        assert sheet.get_width() > sheet.get_height()
        text = "".join(sheet.get_textpage().get_text_bounded().split())
        assert timezone.localdate().strftime("%d/%m/%Y") in text
        assert "SổtheodõicủaXãNgọcHồi" in text
    expect(page.locator("body.on-paper")).to_have_count(0)
    assert page.locator(".leaflet-control-scale-line").first.text_content() == seen


@pytest.mark.parametrize("phone", [False, True])
def test_the_coverage_map_without_a_network(downloaded, cut_off, phone, shoot, axe):
    page = cut_off(downloaded("coverage"), phone=phone)
    expect(page.locator(".figure strong")).to_have_text("1 / 2")
    expect(page.locator(".names")).to_have_text("thôn Lạc Thị")
    shoot(page, "leaving-coverage", full=True)
    assert axe(page) == []
    page.get_by_label("Tìm theo tên").fill("lac thi")
    page.get_by_role("button", name="thôn Lạc Thị").click()
    expect(page.locator(".place-name span", has_text="– thôn Lạc Thị")).to_be_visible()


@pytest.mark.parametrize("phone", [False, True])
def test_the_surroundings_of_a_school_without_a_network(downloaded, cut_off, phone, shoot, axe):
    page = cut_off(downloaded("school"), phone=phone)
    expect(page.locator(".dangers li")).to_have_count(2)
    page.get_by_alt_text("Kênh Đông").first.click()
    expect(page.locator(".told")).to_contain_text("m về phía")
    shoot(page, "leaving-school", full=True)
    assert axe(page) == []
