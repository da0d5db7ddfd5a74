"""Log-ins tried too often, by account and by address; and what the security log keeps of them."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.core.management import call_command
from django.db.models import F
from django.utils import timezone

from accounts import throttling
from audit.models import Event
from tests.accounts.conftest import events_of_log_in, is_in, log_in

WRONG = "khong-phai-mat-khau"
OFFICE = "10.0.0.1"


def fail(browser, times=1, username="lan"):
    for _turn in range(times):
        response = log_in(browser, username, WRONG)
    return response


def later(**passed):
    """So much time has gone by since the failures."""
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(**passed))


def seconds_to_wait(response) -> int:
    return int(response["Retry-After"])


# --- account and address ------------------------------------------------------------------


def test_four_slips_and_then_the_right_password_let_in(client, lan):
    assert fail(client, 4).status_code == 200
    assert log_in(client).status_code == 302
    assert not AccessAttempt.objects.exists()


def test_fifth_failure_locks_and_says_until_when(client, lan):
    response = fail(client, 5)
    until = timezone.localtime(timezone.now() + timedelta(minutes=15))
    page = response.content.decode()
    assert response.status_code == 429
    assert 890 <= seconds_to_wait(response) <= 900
    assert "Thử lại sau 15 phút" in page
    assert f"lúc {until:%H:%M}" in page or f"lúc {until - timedelta(minutes=1):%H:%M}" in page
    assert 'value="lan"' in page  # what was typed stays


def test_right_password_is_refused_while_locked(client, lan):
    fail(client, 5)
    assert log_in(client).status_code == 429
    assert not is_in(client)


def test_trying_while_locked_makes_it_no_longer(client, lan):
    fail(client, 5)
    later(minutes=10)
    assert seconds_to_wait(fail(client)) <= 300


def test_after_a_quarter_of_an_hour_it_is_over(client, lan):
    fail(client, 5)
    later(minutes=15, seconds=1)
    assert log_in(client).status_code == 302


@pytest.mark.parametrize("variant", ["LAN", " lan ", "ｌａｎ", "Lan"])
def test_other_case_or_width_of_the_name_is_the_same_account(client, lan, variant):
    fail(client, 4)
    assert fail(client, 1, variant).status_code == 429


def test_unknown_account_is_locked_in_the_same_words(at, lan):
    known, unknown = fail(at("10.0.0.2"), 5), fail(at("10.0.0.3"), 5, "khong-ai")
    assert known.status_code == unknown.status_code == 429
    words = [response.context["form"].non_field_errors() for response in (known, unknown)]
    assert words[0] == words[1]


def test_unknown_account_and_wrong_password_read_the_same(at, lan, person):
    person("nghi", "Đã nghỉ").delete()
    inactive = person("nghi", "Đã nghỉ")
    inactive.is_active = False
    inactive.save()
    answers = [fail(at(f"10.0.1.{n}"), 1, name) for n, name in enumerate(["lan", "khong-ai", "nghi"])]
    assert len({str(answer.context["form"].non_field_errors()) for answer in answers}) == 1


def test_password_is_hashed_for_unknown_and_inactive_accounts_too(client, lan, monkeypatch):
    """Whoever measures the time learns nothing."""
    from django.contrib.auth.hashers import MD5PasswordHasher

    hashed = []
    plain = MD5PasswordHasher.encode

    def encode(self, password, salt):
        hashed.append(password)
        return plain(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", encode)
    lan.is_active = False
    lan.save()
    fail(client, 1, "khong-ai")
    fail(client, 1, "lan")
    assert len(hashed) == 2


# --- address --------------------------------------------------------------------------------


def test_an_office_is_not_locked_out_by_a_few_who_mistype(client, lan, person):
    for number in range(9):
        fail(client, 5, f"nguoi-{number}")
    assert log_in(client).status_code == 302


def test_fifty_failures_of_an_address_lock_it_for_all_names(client, at, lan):
    for number in range(10):
        fail(client, 5, f"nguoi-{number}")
    assert log_in(client).status_code == 429
    assert log_in(at("10.0.0.9")).status_code == 302


def test_one_log_in_that_works_does_not_clear_the_address(client, lan):
    for number in range(9):
        fail(client, 5, f"nguoi-{number}")
    log_in(client)
    client.post("/logout/")
    fail(client, 5, "nguoi-9")
    assert log_in(client).status_code == 429


def test_addresses_of_one_network_of_ipv6_count_as_one(at, lan):
    for number in range(5):
        response = fail(at(f"2001:db8::{number}"))
    assert response.status_code == 429


def test_what_a_client_says_of_its_address_is_not_believed(client, lan):
    for number in range(5):
        response = client.post(
            "/login/", {"username": "lan", "password": WRONG}, headers={"X-Forwarded-For": f"10.9.9.{number}"}
        )
    assert response.status_code == 429


# --- account from everywhere --------------------------------------------------------------------


def guess_from_everywhere(at):
    for number in range(5):
        fail(at(f"10.7.0.{number}"), 4)


def test_guesses_from_many_addresses_lock_the_account(at, lan):
    guess_from_everywhere(at)
    assert log_in(at("10.7.0.99")).status_code == 429


def test_guesses_from_elsewhere_do_not_keep_lan_out_of_her_office(at, lan):
    log_in(at(OFFICE))
    guess_from_everywhere(at)
    assert log_in(at(OFFICE)).status_code == 302
    assert log_in(at("10.7.0.99")).status_code == 429


# --- lifting, tidying, keeping ------------------------------------------------------------------


def test_an_administrator_lifts_a_lock(client, lan, capsys):
    fail(client, 5)
    call_command("unlock", "Lan")
    assert log_in(client).status_code == 302


def test_the_page_of_a_person_offers_to_lift_the_lock(client, at, lan, person, commune):
    quan = person("quan", "Ngô Bá Quân", "administrator", commune)
    client.force_login(quan)
    address = f"/people/{lan.pk}/unlock/"
    assert address not in client.get(f"/people/{lan.pk}/").content.decode()
    fail(at(OFFICE), 5)
    assert address in client.get(f"/people/{lan.pk}/").content.decode()
    client.post(address)
    assert log_in(at(OFFICE)).status_code == 302
    assert Event.objects.get(deed="person_changed").details == {"unlocked": True}


def test_colleagues_without_the_right_lift_nothing(client, at, lan, minh):
    fail(at(OFFICE), 5)
    client.force_login(minh)
    assert client.post(f"/people/{lan.pk}/unlock/").status_code == 403
    assert log_in(at(OFFICE)).status_code == 429


def test_failures_are_dropped_when_they_count_no_more(client, lan):
    fail(client, 2)
    assert throttling.drop_old() == 0
    later(minutes=16)
    assert throttling.drop_old() == 1


def test_nothing_that_was_typed_is_kept(client, lan):
    secret = "mat-khau-go-nham-o-ten"
    log_in(client, secret, WRONG)
    kept = [*AccessAttempt.objects.values_list(), *events_of_log_in().values_list()]
    assert len(kept) == 2
    assert secret not in str(kept)
    assert WRONG not in str(kept)


def test_log_tells_failures_then_the_lock_once_then_nothing(client, lan, commune):
    fail(client, 7)
    events = list(events_of_log_in())
    assert [event.deed for event in events] == ["log_in_failed"] * 5 + ["locked_out"]
    assert {(event.about, event.person, event.commune, event.actor) for event in events} == {
        ("lan", lan, commune, None)
    }


def test_log_ins_and_log_outs_are_recorded_with_address_and_commune(at, lan, commune):
    browser = at(OFFICE)
    log_in(browser)
    browser.post("/logout/")
    events = list(events_of_log_in())
    assert [event.deed for event in events] == ["logged_in", "logged_out"]
    assert {(event.actor, event.address, event.commune) for event in events} == {(lan, OFFICE, commune)}
