"""The second factor: between the steps nobody is in, a code works once, and a rule that asks is obeyed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts import two_factor
from accounts.models import PostRule, Role
from tests.accounts.conftest import events_of_log_in, is_in, log_in, wrong_code
from tests.conftest import PASSWORD


@pytest.fixture
def rule(lan):
    """Economic staff of Lan's commune need a second factor."""
    post = lan.memberships.get()
    return PostRule.objects.create(role=post.role, commune=post.commune, needs_two_factor=True)


@pytest.fixture
def waiting(client, telephone):
    """Lan has typed her password, and is asked for the code."""
    log_in(client, next="/map/")
    return client


def deeds():
    return list(events_of_log_in().values_list("deed", flat=True))


# --- logging in ---------------------------------------------------------------------------


def test_who_has_no_second_factor_is_in_with_the_password(client, lan):
    response = log_in(client, next="/map/")
    assert (response.status_code, response["Location"]) == (302, "/map/")
    assert is_in(client)


def test_password_alone_lets_nobody_in_who_has_a_second_factor(client, telephone):
    assert log_in(client)["Location"] == "/login/code/"
    assert not is_in(client)
    assert deeds() == []


def test_the_code_lets_in_and_leads_to_where_one_wanted_to_go(waiting, telephone):
    response = waiting.post("/login/code/", {"code": telephone.code()})
    assert response["Location"] == "/map/"
    assert is_in(waiting)
    assert deeds() == ["logged_in"]


def test_spaces_and_wide_digits_in_a_code_are_taken(waiting, telephone):
    code = telephone.code()
    wide = code.translate({ord(digit): chr(ord(digit) + 0xFEE0) for digit in "0123456789"})
    assert waiting.post("/login/code/", {"code": f"{wide[:3]} {wide[3:]}"}).status_code == 302


def test_a_code_works_once(waiting, telephone, at):
    code = telephone.code()
    waiting.post("/login/code/", {"code": code})
    other = at("10.0.0.9")
    log_in(other)
    assert "sai" in other.post("/login/code/", {"code": code}).content.decode()
    assert not is_in(other)


def test_a_wrong_code_is_recorded_and_the_next_has_to_wait(waiting, telephone):
    code = telephone.code()
    assert waiting.post("/login/code/", {"code": wrong_code(code)}).status_code == 200
    assert deeds() == ["second_factor_failed"]
    page = waiting.post("/login/code/", {"code": code})
    assert page.status_code == 200
    assert not is_in(waiting)


def test_wrong_codes_lead_to_the_lockout_of_wrong_passwords(waiting, telephone):
    for _turn in range(5):
        code = telephone.code()
        page = waiting.post("/login/code/", {"code": wrong_code(code)})
        TOTPDevice.objects.update(throttling_failure_timestamp=None)
    assert page.status_code == 429
    assert deeds()[-1] == "locked_out"
    assert waiting.post("/login/code/", {"code": code}).status_code == 429


@pytest.mark.parametrize("typed", ["", "12345", "abcdef", "1234567", "\0" * 6, "9" * 500])
def test_what_is_no_code_is_said_and_not_counted(waiting, typed):
    assert waiting.post("/login/code/", {"code": typed}).status_code == 200
    assert deeds() == []


def test_five_minutes_after_the_password_the_log_in_begins_anew(waiting, telephone):
    session = waiting.session
    session["waiting_for_code"] |= {"since": timezone.now().timestamp() - 301}
    session.save()
    assert waiting.post("/login/code/", {"code": telephone.code()})["Location"] == "/login/"
    assert not is_in(waiting)


def test_a_new_password_between_the_steps_ends_the_wait(waiting, telephone, lan):
    lan.set_password("khac-hoan-toan-2026")
    lan.save()
    assert waiting.post("/login/code/", {"code": telephone.code()})["Location"] == "/login/"


def test_who_left_between_the_steps_stays_out(waiting, telephone, lan):
    lan.is_active = False
    lan.save()
    assert waiting.post("/login/code/", {"code": telephone.code()})["Location"] == "/login/"
    assert not is_in(waiting)


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "javascript:alert(1)"])
def test_the_second_step_leads_nowhere_else(client, telephone, target):
    log_in(client, next=target)
    assert client.post("/login/code/", {"code": telephone.code()})["Location"] == "/"


def test_nobody_is_asked_for_a_code_without_a_password(client, telephone):
    assert client.get("/login/code/")["Location"] == "/login/"


def test_log_in_on_a_shared_computer_keeps_that_over_the_second_step(client, telephone, settings):
    log_in(client, is_shared="on")
    response = client.post("/login/code/", {"code": telephone.code()})
    assert response.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""


# --- a session without the code ---------------------------------------------------------------


def test_session_from_before_the_second_factor_is_led_to_the_code(client, telephone, lan):
    client.force_login(lan)
    page = client.get("/notices/?show=all")
    assert page["Location"] == "/login/code/?next=%2Fnotices%2F%3Fshow%3Dall"
    response = client.post(page["Location"], {"code": telephone.code()})
    assert response["Location"] == "/notices/?show=all"
    assert is_in(client)


def test_management_pages_are_no_way_around(client, telephone, lan):
    lan.is_staff = lan.is_superuser = True
    lan.save()
    client.force_login(lan)
    for address in ("/manage/", "/manage/password_change/", "/manage/accounts/user/"):
        assert client.get(address)["Location"].startswith("/login/code/")


# --- recovery codes -------------------------------------------------------------------------


def test_a_recovery_code_lets_in_once(waiting, telephone, lan, at):
    codes = two_factor.new_recovery_codes(lan)
    assert len(set(codes)) == 10
    response = waiting.post("/login/code/", {"code": f"{codes[0][:5]}-{codes[0][5:]}"}, follow=True)
    assert "còn 9" in response.content.decode()
    other = at("10.0.0.9")
    log_in(other)
    assert other.post("/login/code/", {"code": codes[0]}).status_code == 200
    assert not is_in(other)


def test_recovery_codes_are_not_stored_as_they_are(lan, telephone):
    codes = two_factor.new_recovery_codes(lan)
    kept = lan.staticdevice_set.get().token_set.values_list("token", flat=True)
    assert not set(codes) & set(kept)


# --- rules ------------------------------------------------------------------------------------


def test_nobody_is_asked_without_a_rule(lan):
    assert not two_factor.needs_second_factor(lan)


def test_rule_of_the_post_in_the_commune_asks(rule, lan, tuan):
    assert two_factor.needs_second_factor(lan)
    assert not two_factor.needs_second_factor(tuan)


def test_rule_everywhere_asks_in_each_commune(lan, tuan, minh):
    PostRule.objects.create(role=Role.objects.get(code="economic_staff"), needs_two_factor=True)
    assert [two_factor.needs_second_factor(user) for user in (lan, tuan, minh)] == [True, True, False]


def test_post_of_the_past_asks_no_more(rule, lan):
    lan.memberships.update(until=timezone.localdate() - timedelta(days=1))
    assert not two_factor.needs_second_factor(lan)


def test_superuser_is_asked_as_an_administrator(lan, rule):
    lan.is_superuser = True
    assert not two_factor.needs_second_factor(lan)
    PostRule.objects.create(role=Role.objects.get(code="administrator"), needs_two_factor=True)
    lan = type(lan).objects.get()
    lan.is_superuser = True
    assert two_factor.needs_second_factor(lan)


def test_who_needs_one_is_led_to_the_set_up_at_once(client, lan, request):
    client.force_login(lan)
    assert is_in(client)
    request.getfixturevalue("rule")
    assert client.get("/map/")["Location"] == "/account/second-factor/"
    fragment = client.get("/map/list/", headers={"HX-Request": "true"})
    assert (fragment.status_code, fragment["HX-Redirect"]) == (204, "/account/second-factor/")


def test_deeds_wait_for_the_set_up_too(client, lan, rule):
    client.force_login(lan)
    response = client.post("/notices/settings/", {"email": "lan@example.vn"}, follow=True)
    assert response.redirect_chain == [("/account/second-factor/", 302)]
    assert "Chưa lưu" in response.content.decode()
    lan.refresh_from_db()
    assert lan.email == ""


def test_log_out_stays_open_for_who_has_to_set_up(client, lan, rule):
    client.force_login(lan)
    assert client.post("/logout/")["Location"] == "/login/"


def test_rules_and_devices_cost_no_query_of_their_own(client, lan, rule, django_assert_num_queries):
    client.force_login(lan)
    with django_assert_num_queries(3):  # session, person, posts
        client.get("/map/")


# --- set-up ---------------------------------------------------------------------------------


@pytest.fixture
def at_desk(client, lan):
    log_in(client)
    return client


def set_up(client, lan):
    """What follows the right code: the page with the recovery codes, and the telephone."""
    from tests.accounts.conftest import telephone_of

    client.get("/account/second-factor/set-up/")
    phone = telephone_of(lan)
    return client.post("/account/second-factor/set-up/", {"code": phone.code(), "password": PASSWORD}), phone


def test_set_up_shows_secret_and_qr_without_inline_style(at_desk, lan):
    page = at_desk.get("/account/second-factor/set-up/").content.decode()
    assert "<svg" in page
    assert "style=" not in page
    # Nobody scans the screen of the telephone that has the app: there, it is opened by a link.
    assert 'href="otpauth://totp/AnToan%3Alan?secret=' in page
    assert "&amp;issuer=AnToan" in page


def test_right_code_switches_it_on_and_shows_recovery_codes_once(at_desk, lan):
    page, _phone = set_up(at_desk, lan)
    assert page.content.decode().count('class="recovery-code"') == 10
    assert deeds()[-1] == "second_factor_on"
    assert is_in(at_desk)
    status = at_desk.get("/account/second-factor/").content.decode()
    assert 'class="recovery-code"' not in status
    assert "10" in status


def test_wrong_code_switches_nothing_on(at_desk, lan):
    from tests.accounts.conftest import telephone_of

    at_desk.get("/account/second-factor/set-up/")
    wrong = wrong_code(telephone_of(lan).code())
    page = at_desk.post("/account/second-factor/set-up/", {"code": wrong, "password": PASSWORD})
    assert page.status_code == 200
    assert two_factor.device_of(lan) is None


def test_whoever_finds_a_browser_open_sets_up_no_telephone_of_their_own(at_desk, lan):
    """It would shut Lan out, who has the password and not that telephone."""
    from tests.accounts.conftest import telephone_of

    at_desk.get("/account/second-factor/set-up/")
    right = telephone_of(lan).code()
    at_desk.post("/account/second-factor/set-up/", {"code": right, "password": "khong-phai"})
    assert two_factor.device_of(lan) is None
    at_desk.post("/account/second-factor/set-up/", {"code": right, "password": PASSWORD})
    assert two_factor.device_of(lan)  # the code was not used up


def test_secret_of_a_set_up_left_unfinished_is_not_used_again(at_desk, lan):
    at_desk.get("/account/second-factor/set-up/")
    key = TOTPDevice.objects.get().key
    at_desk.get("/account/second-factor/set-up/")
    assert TOTPDevice.objects.get().key == key  # a reload keeps what the telephone has seen
    at_desk.post("/logout/")
    log_in(at_desk)
    at_desk.get("/account/second-factor/set-up/")
    assert TOTPDevice.objects.get().key != key


def test_switching_off_needs_the_password(at_desk, lan):
    set_up(at_desk, lan)
    assert at_desk.post("/account/second-factor/off/", {"password": "khong-phai"}).status_code == 200
    assert two_factor.device_of(lan)
    at_desk.post("/account/second-factor/off/", {"password": PASSWORD})
    assert two_factor.device_of(lan) is None
    assert deeds()[-1] == "second_factor_off"
    assert is_in(at_desk)


def test_switching_off_is_refused_where_the_post_needs_it(at_desk, lan, rule):
    set_up(at_desk, lan)
    assert "second-factor/off" not in at_desk.get("/account/second-factor/").content.decode()
    assert at_desk.post("/account/second-factor/off/", {"password": PASSWORD}).status_code == 403
    assert two_factor.device_of(lan)


def test_new_recovery_codes_need_the_password_and_replace_the_old(at_desk, lan):
    set_up(at_desk, lan)
    old = set(lan.staticdevice_set.get().token_set.values_list("token", flat=True))
    at_desk.post("/account/second-factor/recovery-codes/", {"password": "khong-phai"})
    page = at_desk.post("/account/second-factor/recovery-codes/", {"password": PASSWORD})
    assert page.content.decode().count('class="recovery-code"') == 10
    assert not old & set(lan.staticdevice_set.get().token_set.values_list("token", flat=True))
