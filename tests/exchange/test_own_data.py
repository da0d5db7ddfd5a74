"""Whoever has an account reads and takes along what is stored about them, and nobody else's."""

import json

import pytest
from django.urls import reverse
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice

from audit.log import Deed, record
from audit.models import Event
from hazards.models import HazardSite, SavedView
from notices.models import Notice
from tests.deliveries.kept import kept_for

pytestmark = pytest.mark.usefixtures("empty_log")

PAGE, FILE = "my-data", "my-data-file"


@pytest.fixture
def full(lan, pond, commune):
    """Lan with something of everything; she has not finished setting up the second factor."""
    lan.email, lan.phone = "lan@example.vn", "0912345678"
    lan.save()
    HazardSite.objects.update(created_by=lan)
    SavedView.objects.create(user=lan, commune=commune, name="Ao của tôi", words="mine=1")
    Notice.objects.create(user=lan, kind="site-overdue", words={"site": "Ao", "deadline": "1"}, key="1")
    TOTPDevice.objects.create(user=lan, name="Điện thoại", key="a1b2c3d4e5f60718293a", confirmed=False)
    StaticDevice.objects.create(user=lan, name="codes", confirmed=False).token_set.create(token="never-told")
    return lan


@pytest.fixture
def browser(client, full):
    client.force_login(full)
    return client


def file_of(browser) -> dict:
    return json.loads(browser.post(reverse(FILE)).getvalue())


def test_person_takes_along_everything_about_them(browser, full, pond):
    told = file_of(browser)
    assert told["account"]["email"] == "lan@example.vn"
    assert told["posts"][0]["commune"] == "Ngọc Hồi"
    assert [site["key"] for site in told["sites"]] == [str(pond.pk)]
    assert told["saved_views"][0]["name"] == "Ao của tôi"
    assert "Ao" in told["notices"][0]["told"]
    assert {device["name"] for device in told["devices"]} == {"Điện thoại", "codes"}
    assert len(told["sessions"]) == 1


def test_files_asked_for_are_told(browser, full, pond, unit, person):
    for reader in (full, person("thanh", "Đỗ Thanh", "city_viewer")):
        kept_for(reader, pond.commune)
    told = file_of(browser)["deliveries"]
    assert [(row["key"], row["name"]) for row in told] == [
        (str(full.deliveries.get().pk), "Điểm nguy cơ"),
    ]
    assert "Tệp của bạn</dt><dd>1</dd>" in browser.get(reverse(PAGE)).content.decode()


def test_no_secret_is_told(browser, full):
    text = browser.post(reverse(FILE)).getvalue().decode()
    assert "Điện thoại" in text
    for secret in (full.password, "a1b2c3d4e5f60718293a", "never-told", browser.session.session_key):
        assert secret not in text


def test_taking_it_along_is_written_down(browser, full, commune):
    assert "chính mình" in file_of(browser)["security_log"][0]["what"]
    event = Event.objects.get(deed=Deed.EXPORTED)
    assert (event.actor, event.person, event.commune) == (full, full, commune)


def test_address_of_somebody_else_is_not_told(browser, full, minh, rf):
    request = rf.get("/", REMOTE_ADDR="10.9.9.9")
    request.user = minh
    record(Deed.POST_GIVEN, request=request, person=full)
    text = browser.post(reverse(FILE)).getvalue().decode()
    assert "Trần Văn Minh" in text
    assert "10.9.9.9" not in text


def test_nothing_of_another_person_is_told(client, full, minh):
    client.force_login(minh)
    text = client.post(reverse(FILE)).getvalue().decode() + client.get(reverse(PAGE)).content.decode()
    assert "lan@example.vn" not in text
    assert "Ao" not in json.dumps(file_of(client)["sites"])


def test_page_shows_it_to_read(browser):
    text = browser.get(reverse(PAGE)).content.decode()
    assert "lan@example.vn" in text
    assert "Ao của tôi" in text


@pytest.mark.parametrize("name", [PAGE, FILE])
def test_stranger_is_led_to_the_log_in(client, db, name):
    answer = client.get(reverse(name)) if name == PAGE else client.post(reverse(name))
    assert answer.status_code == 302


def test_file_is_not_given_for_a_link_alone(browser):
    assert browser.get(reverse(FILE)).status_code == 405


def test_log_never_says_what_a_contact_was(lan):
    record(Deed.PERSON_CHANGED, person=lan, changes={"phone": ["", "0912345678"], "full_name": ["A", "B"]})
    assert Event.objects.get().details["changes"] == {"phone": ["", "•••"], "full_name": ["A", "B"]}
