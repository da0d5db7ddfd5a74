"""Files that take a while: asked for, watched, cancelled, fetched, at a desk and on a phone."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from deliveries.models import Delivery
from deliveries.tasks import start
from hazards.site_file import SITES


@pytest.fixture
def thanh(person, commune, other_commune):
    """City viewer: of both communes."""
    return person("thanh", "Đỗ Thanh", "city_viewer")


@pytest.fixture
def in_every_state(thanh, commune, pond):
    """A file of each state, as a week leaves them."""
    for number, state in enumerate(["failed", "cancelled", "expired", "done"]):
        delivery = start(
            thanh, SITES, {"communes": [commune.pk], "words": f"q={number}"}, f"Điểm nguy cơ số {number}"
        )
        Delivery.objects.filter(pk=delivery.pk).update(
            state=state,
            sentence="Không có điểm nào của các xã, phường này phù hợp." if state == "failed" else "",
            expires_at=timezone.now() + timedelta(days=7),
            asked_at=timezone.now() - timedelta(hours=9 - number),
        )


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_city_viewer_watches_a_file_being_made(
    page_as, shoot, axe, thanh, pond, in_every_state, monkeypatch, phone
):
    monkeypatch.setattr("deliveries.tasks.make_delivery", type("Queue", (), {"enqueue": lambda *words: None}))
    page = page_as(thanh, phone=phone)
    page.goto("/hazards/")
    shoot(page, "list-export", full=True)
    page.get_by_role("button", name="Tải điểm nguy cơ của 2 xã, phường (CSV)").click()
    page.wait_for_url("**/deliveries/")
    line = page.locator(".delivery").first
    expect(line).to_contain_text("Chờ đến lượt")
    asked = Delivery.objects.filter(state="waiting")
    asked.update(state="working", told_at=timezone.now(), done=42, total=126, sentence="Xã Ngọc Hồi")
    expect(line).to_contain_text("42 trên 126")
    height = line.bounding_box()["height"]
    shoot(page, "deliveries", full=True)
    assert axe(page) == []

    line.get_by_role("button", name="Hủy").focus()
    Delivery.objects.filter(state="working").update(done=60)
    expect(line).to_contain_text("60 trên 126")
    expect(line.get_by_role("button", name="Hủy")).to_be_focused()
    made = Delivery.objects.get(state="working")
    Delivery.objects.filter(pk=made.pk).update(
        state="done", expires_at=timezone.now() + timedelta(days=7), size=1_200_000, file_name="a.csv"
    )
    expect(line.get_by_role("link", name="Tải về")).to_be_visible()
    expect(page.locator("#delivery-news")).to_contain_text("Đã sẵn sàng")
    assert abs(line.bounding_box()["height"] - height) < 30
    shoot(page, "deliveries-ready", full=True)
    assert axe(page) == []


def test_file_is_fetched_and_removed(page_as, thanh, pond, other_commune):
    page = page_as(thanh)
    page.goto("/hazards/")
    page.get_by_role("button", name="Tải điểm nguy cơ của 2 xã, phường (CSV)").click()
    page.wait_for_url("**/deliveries/")
    expect(page.locator(".bell-count")).to_have_text("1")
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Tải về").click()
    assert fetched.value.suggested_filename.startswith("hazard-sites-")
    page.reload()
    expect(page.locator(".bell-count")).to_have_count(0)
    page.get_by_role("button", name="Gỡ").click()
    expect(page.locator(".empty")).to_be_visible()


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_one_is_cancelled_without_javascript(page_as, shoot, axe, thanh, pond, monkeypatch, phone):
    monkeypatch.setattr("deliveries.tasks.make_delivery", type("Queue", (), {"enqueue": lambda *words: None}))
    start(thanh, SITES, {"communes": [pond.commune_id], "words": ""}, "Điểm nguy cơ")
    page = page_as(thanh, phone=phone, java_script_enabled=False)
    page.goto("/deliveries/")
    page.get_by_role("button", name="Hủy").click()
    expect(page.locator(".delivery")).to_contain_text("Đã hủy")
