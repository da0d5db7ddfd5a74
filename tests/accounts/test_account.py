"""One's own account: what it shows, and changing phone, e-mail and password."""

import pytest
from django.core import mail
from django.test import Client

from accounts.forms import account as account_forms
from accounts.models import User
from audit.models import Event
from notices.forms import SettingsForm
from tests.accounts.conftest import events_of_log_in, is_in, log_in
from tests.conftest import PASSWORD

NEW = "cau-lac-bo-boi-2026"


@pytest.fixture
def at_desk(client, lan):
    log_in(client)
    return client


def change_password(browser, old=PASSWORD, new=NEW, again=NEW):
    return browser.post(
        "/account/password/", {"old_password": old, "new_password1": new, "new_password2": again}
    )


def deeds():
    return list(events_of_log_in().values_list("deed", flat=True))


# --- the page -------------------------------------------------------------------------------


def test_page_names_the_person_and_the_posts(at_desk, commune):
    page = at_desk.get("/account/").content.decode()
    for word in ("Nguyễn Thị Lan", "lan", "xã Ngọc Hồi"):
        assert word in page


def test_page_is_for_who_is_logged_in(client, db):
    assert client.get("/account/")["Location"] == "/login/?next=/account/"


def test_page_costs_a_fixed_number_of_queries(at_desk, lan, person, django_assert_max_num_queries):
    for _turn in range(5):
        log_in(Client())
    with django_assert_max_num_queries(12):
        at_desk.get("/account/")


# --- password ---------------------------------------------------------------------------------


def test_new_password_is_recorded_and_lets_in(at_desk, lan):
    assert change_password(at_desk)["Location"] == "/account/"
    assert deeds()[-1] == "password_changed"
    assert log_in(Client(), password=NEW).status_code == 302
    assert log_in(Client(), password=PASSWORD).status_code == 200


def test_new_password_ends_the_other_sessions_and_keeps_this_one(at_desk, lan):
    other = Client()
    log_in(other)
    key = at_desk.session.session_key
    change_password(at_desk)
    assert is_in(at_desk)
    assert not is_in(other)
    assert lan.sessions.count() == 1
    assert at_desk.session.session_key != key


@pytest.mark.parametrize(
    ("old", "new", "again"),
    [("sai", NEW, NEW), (PASSWORD, NEW, "khac"), (PASSWORD, "12345678", "12345678"), (PASSWORD, "a", "a")],
)
def test_password_stays_when_something_is_wrong(at_desk, old, new, again):
    assert change_password(at_desk, old, new, again).status_code == 200
    assert log_in(Client()).status_code == 302


def test_who_found_an_open_session_cannot_guess_the_password_without_end(at_desk):
    for _turn in range(5):
        response = change_password(at_desk, old="sai")
    assert response.status_code == 429
    assert "Thử lại sau" in response.content.decode()
    assert deeds()[-2:] == ["log_in_failed", "locked_out"]
    assert change_password(at_desk).status_code == 429


# --- what happens meanwhile -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "address", "words"),
    [
        (account_forms.NewPasswordForm, "/account/password/",
         {"old_password": PASSWORD, "new_password1": NEW, "new_password2": NEW}),
        (account_forms.ContactForm, "/account/contact/", {"phone": "0912 345 678"}),
        (SettingsForm, "/notices/settings/", {"email_digest": "on"}),
    ],
)  # fmt: skip
def test_who_is_made_inactive_while_a_form_is_on_its_way_stays_so(
    at_desk, lan, monkeypatch, form, address, words
):
    """A loop of requests would else bring back the account of somebody who left, or an old password."""
    store = form.save

    def leave_first(self):
        User.objects.filter(pk=lan.pk).update(is_active=False, full_name="Lan đã đi")
        return store(self)

    monkeypatch.setattr(form, "save", leave_first)
    at_desk.post(address, words)
    lan.refresh_from_db()
    assert (lan.is_active, lan.full_name) == (False, "Lan đã đi")


@pytest.mark.parametrize(("form", "address", "words"), [
    (account_forms.ContactForm, "/account/contact/", {"phone": "0912 345 678"}),
    (SettingsForm, "/notices/settings/", {"email_digest": "on"}),
])  # fmt: skip
def test_form_on_its_way_brings_no_old_password_back(at_desk, lan, monkeypatch, form, address, words):
    store = form.save

    def change_first(self):
        User.objects.filter(pk=lan.pk).update(password="!mới")
        return store(self)

    monkeypatch.setattr(form, "save", change_first)
    at_desk.post(address, words)
    lan.refresh_from_db()
    assert lan.password == "!mới"


# --- phone and e-mail -----------------------------------------------------------------------------


@pytest.fixture
def mailed(settings):
    settings.SENDS_MAIL = True
    return mail.outbox


def test_phone_is_changed_without_a_password(at_desk, lan):
    at_desk.post("/account/contact/", {"phone": "0912 345 678", "email": ""})
    lan.refresh_from_db()
    assert lan.phone == "0912 345 678"
    assert deeds()[-1] == "person_changed"


def test_e_mail_needs_the_password(at_desk, lan):
    page = at_desk.post("/account/contact/", {"email": "lan@example.vn"})
    lan.refresh_from_db()
    assert (page.status_code, lan.email) == (200, "")
    at_desk.post("/account/contact/", {"email": "lan@example.vn", "password": PASSWORD})
    lan.refresh_from_db()
    assert lan.email == "lan@example.vn"


@pytest.mark.parametrize("email", ["lan", "lan@example.vn\nBcc: x@y.vn", "a\0@b.vn"])
def test_address_that_is_none_is_refused_at_its_field_and_kept_to_be_corrected(at_desk, lan, email):
    answer = at_desk.post("/account/contact/", {"email": email, "password": PASSWORD})
    assert "field-error" in answer.content.decode()
    lan.refresh_from_db()
    assert lan.email == ""


def test_old_address_is_told_and_the_log_has_no_address(at_desk, lan, mailed):
    lan.email = "cu@example.vn"
    lan.save()
    at_desk.post("/account/contact/", {"email": "moi@example.vn", "password": PASSWORD})
    (message,) = mailed
    assert message.to == ["cu@example.vn"]
    assert "moi@" not in message.body
    event = Event.objects.latest("pk")
    assert "example.vn" not in str(event.details)


def test_management_password_page_leads_to_ours(at_desk, lan):
    lan.is_staff = lan.is_superuser = True
    lan.save()
    assert at_desk.get("/manage/password_change/")["Location"] == "/account/password/"
