"""Sơn of the service centre keeps the play spaces, at the desk and by the pool with a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from playspaces.models import Closure, EquipmentFault, PlaySpace, PlaySpaceKind
from tests import pictures
from tests.browser.test_logging import press


@pytest.fixture
def son(person, commune):
    return person("son", "Bùi Văn Sơn", "service_centre", commune)


def choose(page, name: str, value: str) -> None:
    page.locator(f"label:has([name={name}][value={value}])").click()


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_a_pool_is_recorded_inspected_and_marked_as_not_usable(page_as, son, pond, unit, shoot, axe, phone):
    page = page_as(son, phone=phone)
    page.goto("/play-spaces/")
    shoot(page, "play-spaces-empty")
    assert axe(page) == []
    page.locator(".list-head .button-main").click()

    expect(page.locator("#draw-tools")).to_be_visible()
    page.locator(".site-actions .button-main").click()
    expect(page.locator(".error-summary")).to_be_focused()
    shoot(page, "play-space-errors")
    expect(page.locator("#water-fields")).to_be_hidden()
    press(page, (0.3, 0.7))
    expect(page.locator("#place-result")).to_contain_text("thôn Đại Áng")
    page.locator("summary", has_text="tọa độ").click()
    page.fill("#id_coordinates", "20,9105 105,8115")
    page.press("#id_coordinates", "Tab")
    expect(page.locator("#id_geometry")).to_have_value('{"type":"Point","coordinates":[105.8115,20.9105]}')
    page.select_option("#id_kind", str(PlaySpaceKind.objects.get(code="swimming_pool").pk))
    expect(page.locator("#water-fields")).to_be_visible()
    page.fill("#id_name", "Bể bơi Đại Áng")
    page.fill("#id_depth_max_m", "1,2")
    choose(page, "is_fenced", "True")
    page.locator("#id_kind").scroll_into_view_if_needed()
    shoot(page, "play-space-form")
    page.locator("summary", has_text="Thêm chi tiết").click()
    page.fill("#id_age_from", "6")
    page.select_option("#id_manager_unit", str(unit.pk))
    page.locator("#id_age_from").scroll_into_view_if_needed()
    shoot(page, "play-space-details")
    assert axe(page) == []
    page.locator(".site-actions .button-main").click()

    expect(page.locator("h1")).to_have_text("Bể bơi Đại Áng")
    pool = PlaySpace.objects.get()
    assert (pool.age_from, pool.manager_unit, pool.is_fenced) == (6, unit, True)
    expect(page.locator(".danger-near")).to_contain_text("Ao cá Đại Áng")
    shoot(page, "play-space-new", full=True)

    page.locator(f"a[href$='{pool.pk}/inspections/new/']").click()
    page.fill("#id_faults-0-item", "Thang lên bể lỏng")
    page.locator(".tile:has([name=faults-0-severity][value=dangerous])").click()
    page.locator("#more-faults").click()
    expect(page.locator("#id_faults-2-item")).to_be_focused()
    page.fill("#id_faults-2-item", "Vòi nước gãy")
    shoot(page, "play-space-inspection", full=True)
    assert axe(page) == []
    page.locator(".small-form .button-main").click()
    expect(page.locator(".play-shut")).to_contain_text("Thang lên bể lỏng")
    assert EquipmentFault.objects.count() == 2
    shoot(page, "play-space-dangerous", full=True)
    assert axe(page) == []

    page.locator(".play-shut .button-danger").click()
    expect(page.locator(".messages")).to_contain_text("tạm đóng cửa")
    closure = Closure.objects.get()
    assert "Thang lên bể lỏng" in closure.reason
    page.locator(f"a[href$='{pool.pk}/classes/new/']").click()
    page.fill("#id_name", "Lớp bơi hè")
    for name, days in (("begins_on", -30), ("ends_on", 60)):
        page.fill(f"#id_{name}", f"{timezone.localdate() + timedelta(days=days):%d/%m/%Y}")
    page.fill("#id_places", "20")
    page.fill("#id_enrolled", "25")
    page.locator(".small-form .button-main").click()
    expect(page.locator("[name=enrolled][aria-invalid=true]")).to_be_visible()
    shoot(page, "swimming-class-errors", full=True)
    assert axe(page) == []
    page.fill("#id_enrolled", "15")
    page.locator(".small-form .button-main").click()
    expect(page.locator("main")).to_contain_text("15/20")

    page.locator(f"a[href$='{pool.pk}/photos/new/']").click()
    page.set_input_files(
        "#id_photos",
        [{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": pictures.jpeg(n)} for n in (1, 2)],
    )
    shoot(page, "play-space-photos", full=True)
    page.locator(".small-form .button-main").click()
    expect(page.locator(".photo-row img")).to_have_count(2)
    shoot(page, "play-space", full=True)
    assert axe(page) == []

    page.locator(".whole-links a").click()
    expect(page.locator("html[data-map=drawn]")).to_be_attached()
    expect(page.locator("#card")).to_contain_text("Bể bơi Đại Áng")
    expect(page.locator("#card")).to_contain_text("Ao cá Đại Áng")
    shoot(page, "map-play-space")
    assert axe(page) == []


@pytest.fixture
def register(commune, village, other_village, playground, pond):
    """A handful of places in every state, one of them near the pond."""
    kinds = {kind.code: kind for kind in PlaySpaceKind.objects.all()}
    here = {"commune": commune, "village": village}
    playground.geom.x, playground.geom.y = 105.8115, 20.9105
    playground.save()
    library = PlaySpace.objects.create(
        kind=kinds["library"], name="Thư viện xã", geom="SRID=4326;POINT(105.83 20.93)", **here
    )
    Closure.objects.create(playspace=library, since="2026-05-01", reason="Sửa mái nhà")
    house = PlaySpace.objects.create(
        kind=kinds["culture_house"],
        name="Nhà văn hóa thôn Lạc Thị",
        geom="SRID=4326;POINT(105.86 20.92)",
        commune=commune,
        village=other_village,
        closed_on="2026-06-01",
    )
    EquipmentFault.objects.create(playspace=playground, item="Xích đu đứt dây", severity="dangerous")
    return [playground, library, house]


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desk"])
def test_the_register_is_looked_through(page_as, son, register, shoot, axe, phone):
    page = page_as(son, phone=phone)
    page.goto("/play-spaces/")
    rows = page.locator(".play-spaces tbody tr")
    expect(rows).to_have_count(3)
    shoot(page, "play-spaces", full=True)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.locator(".chip:has([name=danger])").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Ao cá Đại Áng")
    shoot(page, "play-spaces-near-danger", full=True)
    page.locator(".list-drop a").first.click()
    page.fill("#filter-q", "thu vien")
    page.locator(".list-search .button").click()
    expect(rows).to_have_count(1)
    expect(rows).to_contain_text("Sửa mái nhà")
    page.fill("#filter-q", "không có đâu")
    page.locator(".list-search .button").click()
    expect(page.locator(".empty")).to_be_visible()
    shoot(page, "play-spaces-nothing")
    assert axe(page) == []
