"""OWASP's top ten, by name: what an attacker would try first, tried on the app itself.

The names are those of 2021; beside each stands where the list of 2025 has it. Depth is elsewhere:
every address × every post in test_every_address.py, headers in test_headers.py, hostile words in
test_hostile_words.py, limits in test_limits.py, settings in test_security_checks.py.
"""

import base64
import json
import logging
import threading
import uuid

import pytest
from django.conf import settings as configured
from django.contrib.auth.hashers import check_password, make_password
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.forms import BaseForm, URLField
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts import links
from accounts.models import Membership, Session, User
from audit.models import AppendOnlyError, Event
from config import settings as our_settings
from config.openapi.addresses import addresses
from hazards.models import HazardSite, Photo
from tests.conftest import PASSWORD

FORM = {"username": "lan", "password": PASSWORD}
INJECTIONS = [
    "' OR 1=1 --", "1) OR (1=1", "'; DROP TABLE hazards_hazardsite; --", "1 UNION SELECT password FROM accounts_user",
    "%' AND 1=(SELECT COUNT(*) FROM accounts_user) --", "$$||pg_sleep(9)||$$", "name; SELECT 1", "password",
    "created_by__password", "responsible_person__password", "-created_by__password",
]  # fmt: skip


@pytest.fixture
def as_lan(lan) -> Client:
    client = Client()
    client.force_login(lan)
    return client


@pytest.fixture
def as_tuan(tuan) -> Client:
    """Of the neighbouring commune: everything here is somebody else's."""
    client = Client()
    client.force_login(tuan)
    return client


class TestA01BrokenAccessControl:
    """2021 A01, 2025 A01."""

    def test_key_of_a_row_in_another_commune_opens_nothing(self, as_tuan, world):
        """Direct references: what Lan's commune has, asked for by its keys, in every page that takes one."""
        opened = []
        for address in addresses():
            if (
                "get" in address.methods
                and address.arguments
                and address.path.startswith(("/hazards", "/map"))
            ):
                path = world.path_of(address)
                answer = as_tuan.get(path)
                if answer.status_code == 200 and path.split("/")[1:3] not in (
                    ["hazards", "mine"],
                    ["map", "layers"],
                ):
                    opened.append(path)
        assert opened == []

    def test_commune_named_in_the_address_gives_no_right(self, as_tuan, pond):
        for name in ("overview", "map", "site-list", "map-search", "inspections"):
            answer = as_tuan.get(reverse(name), {"commune": pond.commune.code, "q": "Ao"})
            assert answer.status_code == 403, name

    def test_field_that_the_form_lacks_is_not_taken(self, as_lan, lan):
        """Mass assignment: rights are no field of the own account."""
        as_lan.post(
            reverse("account-contact"), {"email": "lan@x.vn", "is_superuser": "1", "role": "administrator"}
        )
        lan.refresh_from_db()
        assert not lan.is_superuser
        assert [post.role.code for post in Membership.objects.filter(user=lan)] == ["economic_staff"]

    @pytest.mark.parametrize(
        "path",
        [
            "/static/../config/settings.py", "/static/%2e%2e/config/settings.py", "/static/..%2f..%2fetc/passwd",
            "/media/", "/.env", "/var/secret-key", "/hazards/photos/../../manage.py", "/static/js/", "/.git/config",
        ],
    )  # fmt: skip
    def test_path_out_of_the_house_leads_nowhere(self, as_lan, path):
        assert as_lan.get(path).status_code in {400, 404}

    def test_name_of_a_photo_is_no_path(self, as_lan, lan, pond):
        for size in ("..%2f..%2fsecret-key", "large.jpg/../../x", "original"):
            assert as_lan.get(f"/hazards/photos/{uuid.uuid4()}/{size}.jpg").status_code == 404

    def test_every_change_wants_a_token(self, an, world):
        """Cross-site requests: each address that takes a form, without the token of the page."""
        client = Client(enforce_csrf_checks=True)
        client.force_login(an)
        logging.disable(logging.WARNING)
        answers = {
            address.name: client.post(world.path_of(address)).status_code
            for address in addresses()
            if "post" in address.methods
        }
        logging.disable(logging.NOTSET)
        assert len(answers) > 30
        assert {name: status for name, status in answers.items() if status != 403} == {}


class TestA02CryptographicFailures:
    """2021 A02, 2025 A04."""

    def test_passwords_are_stored_by_argon2(self, lan, settings):
        """The tests hash quickly; the server's own choice is what the settings say."""
        settings.PASSWORD_HASHERS = our_settings.PASSWORD_HASHERS
        stored = make_password(PASSWORD)
        assert stored.startswith("argon2$argon2id$")
        assert PASSWORD not in stored
        assert check_password(PASSWORD, stored)

    def test_older_hash_becomes_argon2_at_the_next_log_in(self, client, lan, settings):
        settings.PASSWORD_HASHERS = [
            *our_settings.PASSWORD_HASHERS,
            "django.contrib.auth.hashers.MD5PasswordHasher",
        ]
        client.post(reverse("login"), FORM)
        lan.refresh_from_db()
        assert lan.password.startswith("argon2")

    def test_session_key_says_nothing_and_is_long(self, as_lan):
        key = as_lan.cookies[configured.SESSION_COOKIE_NAME].value
        assert len(key) >= 32
        assert "lan" not in key

    def test_one_time_link_is_not_in_the_database(self, lan):
        person = User.objects.get(pk=lan.pk)
        person.link_made_at = timezone.now()
        person.save()
        token = links.tokens.make_token(person)
        assert token not in str(User.objects.filter(pk=lan.pk).values().get())
        assert links.tokens.check_token(person, token)
        assert not links.tokens.check_token(person, token[:-1] + ("a" if token[-1] != "a" else "b"))


class TestA03Injection:
    """2021 A03, 2025 A05. Script in names: test_hostile_words.py."""

    @pytest.mark.parametrize(
        "word", ["sort", "q", "kind", "village", "unit", "person", "cols", "status", "page", "as_of"]
    )
    def test_no_word_of_the_list_is_sql(self, as_lan, pond, word):
        usual = as_lan.get(reverse("site-list")).context["table"]
        for value in INJECTIONS:
            answer = as_lan.get(reverse("site-list"), {word: value})
            assert answer.status_code in {200, 400}, value
            page = answer.content.decode()
            assert "argon2" not in page
            assert "md5$" not in page
        assert HazardSite.objects.count() == 1
        assert usual is not None

    def test_search_finds_what_is_meant_not_everything(self, as_lan, pond):
        for value in ("%", "_", "' OR 1=1 --", "\\"):
            found = as_lan.get(reverse("map-search"), {"q": value})
            assert pond.name not in found.content.decode(), value

    def test_line_break_in_a_header_of_an_e_mail_is_none(self, client, lan, settings):
        settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://antoan.vn"
        answer = client.post(reverse("password-lost"), {"who": "lan\nBcc: evil@evil.example"})
        assert answer.status_code == 200
        assert mail.outbox == []


class TestA04InsecureDesign:
    """2021 A04, 2025 A06."""

    def test_guessing_at_a_password_comes_to_an_end(self, client, lan):
        for _ in range(6):
            last = client.post(reverse("login"), FORM | {"password": "wrong"})
        assert last.status_code == 429
        assert client.post(reverse("login"), FORM).status_code == 429, "The right one gets in while locked."

    def test_invented_address_is_no_way_around_it(self, client, lan):
        for n in range(6):
            last = client.post(
                reverse("login"), FORM | {"password": "wrong"}, headers={"x-forwarded-for": f"198.51.100.{n}"}
            )
        assert last.status_code == 429

    def test_nobody_learns_who_has_an_account(self, client, lan, settings):
        settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://antoan.vn"
        wrong = [
            client.post(reverse("login"), {"username": name, "password": "wrong"}).context["form"].errors
            for name in ("lan", "nobody")
        ]
        assert wrong[0] == wrong[1]
        pages = [client.post(reverse("password-lost"), {"who": name}).content for name in ("lan", "nobody")]
        assert pages[0] == pages[1]


class TestA05SecurityMisconfiguration:
    """2021 A05, 2025 A02."""

    def test_breakdown_is_told_without_its_cause(self, lan, monkeypatch):
        client = Client(raise_request_exception=False)
        client.force_login(lan)
        monkeypatch.setattr("maps.views.overview.workplace_of", None)
        page = client.get("/").content.decode()
        assert "Traceback" not in page
        assert "workplace_of" not in page

    def test_foreign_host_gets_no_page(self, client, db):
        assert client.get(reverse("login"), headers={"host": "evil.example"}).status_code == 400

    def test_methods_that_nothing_needs_are_refused(self, as_lan, pond):
        for method in ("PUT", "DELETE", "PATCH", "TRACE"):
            assert as_lan.generic(method, reverse("site-card", args=[pond.pk])).status_code == 405, method


class TestA06VulnerableAndOutdatedComponents:
    """2021 A06, 2025 A03 (software supply chain)."""

    def test_every_python_library_is_pinned_by_hash(self):
        for lock in (our_settings.BASE_DIR / "requirements").glob("*.txt"):
            blocks = lock.read_text().split("\n")
            names = [line for line in blocks if line and line[0].isalnum()]
            assert names, lock
            assert all("==" in line for line in names), lock
            assert lock.read_text().count("--hash=sha256:") >= len(names), lock

    def test_every_front_end_library_is_pinned_by_hash(self):
        lock = json.loads((our_settings.BASE_DIR / "package-lock.json").read_text())
        packages = {name: entry for name, entry in lock["packages"].items() if name}
        assert packages
        assert [
            name for name, entry in packages.items() if not entry.get("integrity", "").startswith("sha512-")
        ] == []


class TestA07IdentificationAndAuthenticationFailures:
    """2021 A07, 2025 A07."""

    def test_key_of_a_session_from_before_is_worth_nothing_after(self, client, lan):
        """Session fixation: an attacker's key does not become Lan's."""
        client.get(reverse("login"))
        client.cookies[configured.SESSION_COOKIE_NAME] = "attackers0key0attackers0key00000"
        client.post(reverse("login"), FORM)
        assert client.cookies[configured.SESSION_COOKIE_NAME].value != "attackers0key0attackers0key00000"
        attacker = Client()
        attacker.cookies[configured.SESSION_COOKIE_NAME] = "attackers0key0attackers0key00000"
        assert attacker.get("/").status_code == 302

    def test_session_ends_for_good_at_the_log_out(self, as_lan):
        key = as_lan.cookies[configured.SESSION_COOKIE_NAME].value
        as_lan.post(reverse("logout"))
        again = Client()
        again.cookies[configured.SESSION_COOKIE_NAME] = key
        assert again.get("/").status_code == 302

    def test_who_left_is_out_at_once(self, as_lan, lan):
        User.objects.filter(pk=lan.pk).update(is_active=False)
        assert as_lan.get("/").status_code == 302

    @pytest.mark.parametrize("password", ["12345678", "password", "lan", "Nguyễn Thị Lan"])
    def test_weak_password_is_refused(self, as_lan, lan, password):
        sent = {"old_password": PASSWORD, "new_password1": password, "new_password2": password}
        assert as_lan.post(reverse("password"), sent).status_code == 200
        lan.refresh_from_db()
        assert lan.check_password(PASSWORD)

    def test_log_in_leads_to_no_other_site(self, client, lan):
        for target in ("https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"):
            client.logout()
            answer = client.post(reverse("login"), FORM | {"next": target})
            assert "evil" not in answer["Location"]
            assert "javascript" not in answer["Location"]
            language = client.post(reverse("set_language"), {"language": "en", "next": target})
            assert "evil" not in language["Location"]
            assert "javascript" not in language["Location"]


class TestA08SoftwareAndDataIntegrityFailures:
    """2021 A08, 2025 A08."""

    def test_front_end_files_are_those_of_the_lock(self):
        """No page loads anything from elsewhere, and what we serve came with the hash of the lock."""
        installed = json.loads((our_settings.NODE_MODULES / ".package-lock.json").read_text())["packages"]
        locked = json.loads((our_settings.BASE_DIR / "package-lock.json").read_text())["packages"]
        served = [
            name for name in locked if name in {f"node_modules/{part}" for part in ("leaflet", "htmx.org")}
        ]
        assert len(served) == 2
        for name in served:
            assert installed[name]["integrity"] == locked[name]["integrity"]

    def test_session_that_was_tampered_with_is_none(self, as_lan, lan):
        Session.objects.filter(user=lan).update(session_data="eyJfYXV0aF91c2VyX2lkIjoiMSJ9:forged:signature")
        assert as_lan.get("/").status_code == 302

    def test_message_cookie_is_signed(self, client, db):
        forged = base64.b64encode(b'[["__json_message",1,20,"<script>"]]').decode()
        client.cookies["messages"] = forged
        page = client.get(reverse("login")).content.decode()
        assert "__json_message" not in page
        assert "<script>" not in page.split("</head>")[1].replace("<script src", "")

    def test_picture_that_is_no_picture_is_not_kept(self, as_lan):
        for name, content in (
            ("ao.jpg", b"<script>alert(1)</script>"), ("ao.svg", b"<svg onload='x'/>"), ("ao.php", b"<?php ?>"),
        ):  # fmt: skip
            sent = {"id": str(uuid.uuid4()), "photo": SimpleUploadedFile(name, content, "image/jpeg")}
            assert as_lan.post(reverse("photo-stage"), sent).status_code == 400
        assert not Photo.objects.exists()


class TestA09SecurityLoggingAndMonitoringFailures:
    """2021 A09, 2025 A09."""

    def test_failures_and_refusals_are_written_down(self, client, as_tuan, lan, tuan, pond):
        client.post(reverse("login"), FORM | {"password": "wrong"})
        as_tuan.get(reverse("overview"), {"commune": pond.commune.code})
        deeds = set(Event.objects.values_list("deed", flat=True))
        assert {"log_in_failed", "refused"} <= deeds

    def test_no_password_reaches_a_log(self, client, lan, caplog):
        client.post(reverse("login"), FORM | {"password": "s3cret-wrong"})
        client.post(reverse("login"), {"username": "s3cret-typed-as-name", "password": "x"})
        written = caplog.text + str(list(Event.objects.values()))
        assert "s3cret" not in written

    def test_what_is_written_stays(self, client, lan):
        client.post(reverse("login"), FORM | {"password": "wrong"})
        with pytest.raises(AppendOnlyError):
            Event.objects.all().delete()
        with pytest.raises(AppendOnlyError):
            Event.objects.update(deed="logged_in")


class TestA10ServerSideRequestForgery:
    """2021 A10; 2025 within A01. Files that point elsewhere: tests/exchange/test_reading_safely.py."""

    def test_link_in_an_e_mail_begins_with_our_own_address(self, client, lan, settings):
        """Whatever host the request names: else a reset link leads to the attacker's server."""
        settings.SENDS_MAIL, settings.PUBLIC_URL = True, "https://antoan.vn"
        settings.ALLOWED_HOSTS = ["testserver", "evil.example"]
        User.objects.filter(pk=lan.pk).update(email="lan@antoan.vn")
        client.post(
            reverse("password-lost"), {"who": "lan"},
            headers={"host": "evil.example", "x-forwarded-host": "evil.example"},
        )  # fmt: skip
        wait_for_mail()
        (message,) = mail.outbox
        assert "https://antoan.vn/invitation/" in message.body
        assert "evil" not in message.body

    def test_no_field_of_any_form_takes_an_address_to_fetch(self):
        assert addresses()  # loads the views with their forms
        ours = [
            form
            for form in every(BaseForm)
            if form.__module__.split(".")[0] in {"hazards", "accounts", "notices"}
        ]
        assert len(ours) > 20
        fields = [field for form in ours for field in getattr(form, "base_fields", {}).values()]
        assert [field for field in fields if isinstance(field, URLField)] == []


def every(form: type) -> set[type]:
    return {form} | {further for child in form.__subclasses__() for further in every(child)}


def wait_for_mail() -> None:
    """The message leaves in a thread of its own."""
    for thread in threading.enumerate():
        if thread.name == "lost-password":
            thread.join(10)
