"""What every answer carries, whatever it is: a page, a file, a refusal, a breakdown."""

import logging
import uuid

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from config import policies
from hazards import services
from tests import pictures as made
from tests.conftest import PASSWORD

BOX = "105.8,20.9,105.9,21.0"


@pytest.fixture
def photo(lan, pond):
    staged = services.stage_photo(uuid.uuid4(), SimpleUploadedFile("ao.jpg", made.jpeg()), by=lan)
    return staged.photo


@pytest.fixture
def answers(client, lan, pond, photo, monkeypatch, settings, tmp_path):
    """One of every kind, by name."""
    settings.STATIC_ROOT = tmp_path
    (tmp_path / "icon.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>")
    client.raise_request_exception = False
    client.force_login(lan)
    logging.disable(logging.ERROR)
    stranger, wrong_token = Client(), Client(enforce_csrf_checks=True)
    found = {
        "page": client.get("/"),
        "management": client.get(reverse("admin:index")),
        "layer": client.get(reverse("map-layer", args=["hazards"]), {"bbox": BOX}),
        "picture": client.get(reverse("photo-file", args=[photo.pk, "large"])),
        "json": client.post(reverse("photo-stage"), {}),
        "fragment": client.get(reverse("site-card", args=[pond.pk]), headers={"HX-Request": "true"}),
        "log-in": stranger.get(reverse("login")),
        "to the log-in": stranger.get("/map/"),
        "slash added": client.get("/map"),
        "not there": client.get("/nowhere/"),
        "static file": stranger.get("/static/icon.svg"),
        "static file that is not there": stranger.get("/static/none.svg"),
        "wrong method": client.get(reverse("photo-stage")),
        "no token": wrong_token.post(reverse("login"), {}),
        "unknown host": stranger.get("/", headers={"host": "evil.example"}),
        "language": stranger.post(reverse("set_language"), {"language": "en"}),
    }
    monkeypatch.setattr("maps.views.overview.workplace_of", None)
    found["breakdown"] = client.get("/")
    yield found
    logging.disable(logging.NOTSET)


def test_the_answers_are_of_every_kind(answers):
    """The sample shows what it says: redirects redirect, refusals refuse, breakdowns break."""
    status = {name: answer.status_code for name, answer in answers.items()}
    assert status == {
        "page": 200, "management": 200, "layer": 200, "picture": 200, "json": 400, "fragment": 200, "log-in": 200,
        "to the log-in": 302, "slash added": 301, "not there": 404, "static file": 200,
        "static file that is not there": 404, "wrong method": 405, "no token": 403, "unknown host": 400,
        "language": 302, "breakdown": 500,
    }  # fmt: skip


def test_every_answer_has_every_header(answers):
    lacking = [
        (name, header)
        for name in answers
        for header in policies.ON_EVERY_ANSWER
        if header not in answers[name]
    ]
    assert lacking == []


def test_nothing_may_run_from_elsewhere_or_inline_anywhere(answers):
    policy = {name: answer["Content-Security-Policy"] for name, answer in answers.items()}
    assert [name for name, text in policy.items() if "default-src 'none'" not in text] == []
    assert [name for name, text in policy.items() if "unsafe" in text] == []
    assert [name for name, text in policy.items() if "frame-ancestors 'none'" not in text] == []
    assert not any("Content-Security-Policy-Report-Only" in answer for answer in answers.values())


def test_nobody_is_guessed_framed_or_told_where_one_came_from(answers):
    for answer in answers.values():
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["X-Frame-Options"] == "DENY"
        assert answer["Referrer-Policy"] == "same-origin"


def test_pages_ask_for_position_and_camera_for_themselves_alone(answers):
    policy = dict(part.split("=", 1) for part in answers["page"]["Permissions-Policy"].split(", "))
    assert policy["geolocation"] == policy["camera"] == "(self)"
    assert {name for name, who in policy.items() if who != "()"} == set(policies.OURS)
    assert policy["microphone"] == "()"


def test_no_answer_is_for_other_sites_or_shared_caches(answers):
    assert not any("Access-Control-Allow-Origin" in answer for answer in answers.values())
    personal = ["page", "management", "layer", "picture", "fragment"]
    assert [name for name in personal if "private" not in answers[name].get("Cache-Control", "")] == []


def test_no_answer_names_what_serves_it(answers):
    assert not any({"Server", "X-Powered-By"} & set(answer.headers) for answer in answers.values())


def test_breakdown_tells_nothing_of_its_cause(answers):
    page = answers["breakdown"].content.decode()
    assert "Hệ thống gặp lỗi" in page
    assert not any(word in page for word in ("Traceback", "NoneType", "Error", "/" + "tmp"))


class TestBehindHttps:
    @pytest.fixture
    def secure(self, settings, client):
        settings.SECURE_SSL_REDIRECT = True
        settings.SECURE_HSTS_SECONDS = 31_536_000
        settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = settings.SECURE_HSTS_PRELOAD = True
        settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
        settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = settings.LANGUAGE_COOKIE_SECURE = True
        return Client(headers={"x-forwarded-proto": "https"})

    def test_browsers_come_back_by_https_for_a_year(self, secure, db):
        assert secure.get(reverse("login"))["Strict-Transport-Security"] == (
            "max-age=31536000; includeSubDomains; preload"
        )

    def test_plain_http_is_sent_on(self, secure, client, db):
        answer = client.get("/map/")
        assert (answer.status_code, answer["Location"]) == (301, "https://testserver/map/")
        assert "Content-Security-Policy" in answer

    def test_cookies_are_for_https_and_no_script(self, secure, lan):
        secure.get(reverse("login"))
        secure.post(reverse("login"), {"username": "lan", "password": PASSWORD})
        secure.post(reverse("set_language"), {"language": "en"})
        cookies = {name: cookie for name, cookie in secure.cookies.items() if cookie.value}
        assert {settings.SESSION_COOKIE_NAME, settings.LANGUAGE_COOKIE_NAME} <= set(cookies)
        for cookie in cookies.values():
            assert cookie["secure"], cookie
            assert cookie["httponly"], cookie
            assert cookie["samesite"] == "Lax", cookie
