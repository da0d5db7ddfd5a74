"""From the administrator's desk to the collaborator's telephone, and to the day she leaves."""

import pytest
from playwright.sync_api import expect

from accounts.models import Membership, Role, User
from accounts.qr import qr_svg

NEW = "rao-chan-quanh-ao-77"


@pytest.fixture
def keeper(person, commune) -> User:
    return person("quan", "Ngô Bá Quân", "administrator", commune)


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_thu_is_invited_comes_and_leaves(page_as, shoot, axe, keeper, village, pond, phone):
    desk = page_as(keeper, phone=phone)
    desk.goto("/people/")
    desk.get_by_role("link", name="Mời người dùng").click()
    desk.get_by_label("Họ và tên").fill("Phạm Thị Thu")
    desk.get_by_label("Vai trò").select_option(label="Cộng tác viên trẻ em thôn")
    desk.get_by_role("button", name="Mời", exact=True).click()
    expect(desk.locator(".error-summary")).to_be_visible()
    expect(desk.get_by_label("Họ và tên")).to_have_value("Phạm Thị Thu")
    shoot(desk, "person-new-error", full=True)
    assert axe(desk) == []
    desk.locator("#id_village").select_option(label=village.name)
    desk.get_by_role("button", name="Mời", exact=True).click()

    # The sheet: what the square holds is the link beneath it.
    link = desk.locator("#link").inner_text()
    assert qr_svg(link).split(' d="')[-1].split('"')[0] == desk.locator(
        ".link-picture path"
    ).last.get_attribute("d")
    shoot(desk, "link-sheet", full=True)
    assert axe(desk) == []
    desk.emulate_media(media="print")
    shoot(desk, "link-sheet-print", full=True)
    desk.emulate_media(media="screen")

    # Her telephone.
    hers = page_as(None, phone=True)
    hers.goto(link)
    assert link.split("/")[-2] not in hers.url
    expect(hers.get_by_role("heading", name="Phạm Thị Thu")).to_be_visible()
    shoot(hers, "invitation", full=True)
    assert axe(hers) == []
    for field in ("#id_new_password1", "#id_new_password2"):
        hers.locator(field).fill(NEW)
    hers.get_by_role("button", name="Đặt mật khẩu và đăng nhập").click()
    expect(hers.locator(".messages")).to_contain_text("Phạm Thị Thu")
    hers.goto(f"/hazards/{pond.pk}/")
    expect(hers.get_by_role("heading", name=pond.name)).to_be_visible()
    thu = User.objects.get(username="thu.pham")
    pond.created_by = thu
    pond.save()

    stranger = page_as(None, phone=True)
    stranger.goto(link)
    expect(stranger.get_by_text("đã được dùng")).to_be_visible()
    shoot(stranger, "link-over", full=True)
    assert axe(stranger) == []

    # She leaves.
    desk.goto(f"/people/{thu.pk}/")
    shoot(desk, "person", full=True)
    assert axe(desk) == []
    desk.get_by_role("link", name="Đã nghỉ").click()
    shoot(desk, "person-leave", full=True)
    assert axe(desk) == []
    desk.get_by_role("button", name="Đã nghỉ").click()
    expect(desk.locator(".person-head")).to_contain_text("đã nghỉ")
    shoot(desk, "person-left", full=True)
    hers.goto("/")
    hers.wait_for_url("**/login/**")
    hers.locator("#id_username").fill("thu.pham")
    hers.locator("#id_password").fill(NEW)
    hers.get_by_role("button", name="Đăng nhập").click()
    expect(hers.locator(".error-summary")).to_be_visible()
    pond.refresh_from_db()
    assert pond.created_by == thu


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_people_at_a_glance(
    page_as, shoot, axe, keeper, lan, minh, hoa, unit, village, commune, phone, settings
):
    for number, post in enumerate(["police", "health_station", "service_centre", "culture_staff"]):
        user = User.objects.create(
            username=f"can-bo-{number}", full_name=f"Trần Thị Ánh {number}", password="!x"
        )
        Membership.objects.create(user=user, role=Role.objects.get(code=post), commune=commune, unit=unit)
    page = page_as(keeper, phone=phone)
    page.goto("/people/")
    expect(page.locator(".people tbody tr")).to_have_count(8)
    shoot(page, "people", full=True)
    assert axe(page) == []
    page.goto("/people/?q=khong+co+ai")
    expect(page.locator(".empty")).to_be_visible()
    shoot(page, "people-empty")
    for address, name in [
        ("/people/rules/", "post-rules"), (f"/people/{hoa.pk}/", "person-teacher"), ("/people/known/", "person-known"),
        (f"/people/{lan.pk}/edit/", "person-edit"), (f"/people/{lan.pk}/posts/new/", "post-new"),
        (f"/schools/staff/{hoa.pk}/", "school-staff"), ("/people/new/", "person-new"),
    ]:  # fmt: skip
        page.goto(address)
        shoot(page, name, full=True)
        assert axe(page) == [], address


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_lost_password_pages(page_as, shoot, axe, lan, settings, phone):
    page = page_as(None, phone=phone)
    page.goto("/login/")
    page.get_by_role("link", name="Quên mật khẩu").click()
    expect(page.get_by_role("heading", name="Quên mật khẩu")).to_be_visible()
    shoot(page, "password-lost-ask", full=True)
    assert axe(page) == []
    settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://antoan.example.vn"
    page.reload()
    page.locator("#id_who").fill("khong-ai")
    shoot(page, "password-lost", full=True)
    assert axe(page) == []
    page.get_by_role("button").filter(has_text="Gửi").click()
    expect(page.get_by_role("heading", name="kiểm tra thư")).to_be_visible()
    shoot(page, "password-lost-sent", full=True)
    assert axe(page) == []
