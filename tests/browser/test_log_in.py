"""Logging in with a second factor, from the rule that asks for it to a recovery code; the limits; one's account."""

import re

import pytest
from playwright.sync_api import Page, expect

from accounts.models import PostRule
from tests.accounts.conftest import telephone_of, wrong_code
from tests.conftest import PASSWORD

DESK_AND_PHONE = pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])


@pytest.fixture
def rule(lan):
    """Lan's post needs a second factor."""
    post = lan.memberships.get()
    return PostRule.objects.create(role=post.role, commune=post.commune, needs_two_factor=True)


def log_in(page: Page, password=PASSWORD, name="lan") -> None:
    page.goto("/login/")
    page.locator("#id_username").fill(name)
    page.locator("#id_password").fill(password)
    page.locator("main .button-main").click()


def log_out(page: Page, phone: bool) -> None:
    page.locator(".bar > details summary").last.click()
    page.locator("form[action='/logout/'] button").click()
    page.wait_for_url("**/login/")


def type_code(page: Page, code: str) -> None:
    page.locator("#id_code").fill(code)
    page.locator("main .button-main").click()


@DESK_AND_PHONE
def test_second_factor_from_the_rule_that_asks_to_a_recovery_code(page_as, shoot, axe, lan, rule, phone):
    page = page_as(None, phone=phone)
    page.goto("/login/")
    shoot(page, "log-in", full=True)
    log_in(page)
    page.wait_for_url("**/account/second-factor/")
    expect(page.locator("main")).to_contain_text("Vai trò của bạn cần xác thực hai bước")
    shoot(page, "second-factor-asked", full=True)
    assert axe(page) == []

    page.locator("main .button-main").click()
    expect(page.locator("svg.qr")).to_be_visible()
    expect(page.get_by_role("link", name="Mở ứng dụng")).to_be_visible(visible=phone)
    expect(page.locator("[data-copy]")).to_be_visible()
    shoot(page, "second-factor-set-up", full=True)
    assert axe(page) == []
    telephone = telephone_of(lan)
    page.locator("#id_password").fill(PASSWORD)
    type_code(page, telephone.code())
    expect(page.locator(".recovery-code")).to_have_count(10)
    shoot(page, "recovery-codes", full=True)
    assert axe(page) == []
    recovery = page.locator(".recovery-code").first.inner_text()
    page.locator("main .button-main").click()
    page.wait_for_url(re.compile(r"/$"))

    log_out(page, phone)
    log_in(page)
    page.wait_for_url("**/login/code/")
    expect(page.locator(".bar nav")).to_have_count(0)  # nobody is in yet
    assert axe(page) == []
    shoot(page, "code", full=True)
    type_code(page, telephone.code())
    page.wait_for_url(re.compile(r"/$"))
    expect(page.locator(".bar nav")).to_have_count(1)

    log_out(page, phone)
    log_in(page)
    type_code(page, recovery)
    expect(page.locator(".messages")).to_contain_text("còn 9 mã")
    log_out(page, phone)
    log_in(page)
    type_code(page, recovery)
    expect(page.locator(".field-error")).to_be_visible()
    shoot(page, "code-wrong", full=True)
    page.goto("/map/")
    page.wait_for_url("**/login/?next=/map/")


@DESK_AND_PHONE
def test_too_many_wrong_passwords_say_when_to_try_again(page_as, shoot, axe, lan, phone):
    page = page_as(None, phone=phone)
    for _turn in range(5):
        log_in(page, "khong-phai")
    expect(page.locator(".error-summary")).to_contain_text(
        re.compile(r"Thử lại sau 1[45] phút, lúc \d\d:\d\d")
    )
    expect(page.locator("#id_username")).to_have_value("lan")
    assert axe(page) == []
    shoot(page, "log-in-locked", full=True)
    log_in(page)
    expect(page.locator(".error-summary")).to_be_visible()
    # The browser tells of each answer 429, as it should; there must be nothing else.
    assert all("429" in complaint for complaint in page.complaints)
    page.complaints.clear()


@DESK_AND_PHONE
def test_a_page_beyond_the_post_is_refused_in_words(page_as, shoot, axe, lan, phone):
    page = page_as(lan, phone=phone)
    page.goto("/audit/")
    expect(page.locator("h1")).to_have_text("Bạn không có quyền xem hoặc làm việc này")
    assert axe(page) == []
    shoot(page, "refused", full=True)
    assert all("403" in complaint for complaint in page.complaints)
    page.complaints.clear()


@DESK_AND_PHONE
def test_account_and_the_pages_below_it(page_as, shoot, axe, lan, phone):
    elsewhere, page = page_as(None), page_as(None, phone=phone)
    for browser in (elsewhere, page):
        log_in(browser)
        browser.wait_for_url(re.compile(r"/$"))
    page.locator(".bar > details summary").last.click()
    page.locator(".bar .menu a[href='/account/']").click()
    expect(page.locator("h1")).to_have_text("Tài khoản của tôi")
    for name in ("account", "contact", "password", "second-factor", "sessions"):
        page.goto("/account/" if name == "account" else f"/account/{name}/")
        assert axe(page) == []
        shoot(page, f"account-{name}", full=True)
    page.locator("article form button").click()
    expect(page.locator("article")).to_have_count(1)
    elsewhere.goto("/map/")
    elsewhere.wait_for_url("**/login/?next=/map/")


def test_wrong_codes_wait_and_lock(page_as, shoot, lan):
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.create(user=lan, name="telephone", confirmed=True)
    page = page_as(None, phone=True)
    log_in(page)
    code = wrong_code(telephone_of(lan).code())
    type_code(page, code)
    expect(page.locator(".field-error")).to_contain_text("Mã sai")
    type_code(page, code)
    expect(page.locator(".field-error")).to_be_visible()


def test_what_one_types_as_a_password_can_be_read(page_as, lan):
    page = page_as(None, phone=True)
    page.goto("/login/")
    page.locator("#id_password").fill("mật khẩu sai")
    expect(page.locator("#id_password")).to_have_attribute("type", "password")
    page.get_by_role("button", name="Hiện mật khẩu").click()
    expect(page.locator("#id_password")).to_have_attribute("type", "text")
    page.get_by_role("button", name="Ẩn mật khẩu").click()
    expect(page.locator("#id_password")).to_have_attribute("type", "password")
    page.locator("#id_username").fill("lan")
    page.locator("main .button-main").click()
    expect(page.locator(".error-summary")).to_contain_text("bộ gõ tiếng Việt")
