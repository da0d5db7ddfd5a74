"""A server that others can reach does not start with settings that give it away."""

import os
import secrets
import subprocess
import sys

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import security_checks as checks
from config import settings as our_settings
from config.starting import UnsafeSettingsError, refuse_unsafe_settings

STRONG = secrets.token_hex(48)


@pytest.fixture
def reachable(settings):
    """As on a server, and nothing wrong with it."""
    settings.HTTPS, settings.ALLOWED_HOSTS = True, ["antoan.vn"]
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = STRONG, []
    settings.PUBLIC_URL = "https://antoan.vn"
    return settings


def ids(found) -> list[str]:
    return [one.id for one in found]


def test_server_with_sound_settings_starts(reachable):
    refuse_unsafe_settings()


def test_missing_key_is_an_error_with_a_cure(settings):
    settings.SECRET_KEY = ""
    (error,) = checks.secret_key_is_set(None)
    assert (error.id, "bin/run" in error.hint) == ("antoan.E001", True)


@pytest.mark.parametrize(
    "key",
    [
        "k3y", STRONG[:49], "ab" * 40, "django-insecure-" + STRONG, "for-tests-only" + STRONG,
        "CHANGEME" + STRONG, "x" * 96,
    ],
    ids=["short", "a sign too short", "two signs", "insecure", "for tests", "placeholder", "one sign"],
)  # fmt: skip
def test_key_that_can_be_guessed_stops_the_start(reachable, key):
    reachable.SECRET_KEY = key
    with pytest.raises(UnsafeSettingsError) as stopped:
        refuse_unsafe_settings()
    assert "antoan.E003" in str(stopped.value)
    assert key not in str(stopped.value), "The key itself stands in a log now."


def test_earlier_key_is_held_to_the_same(reachable):
    reachable.SECRET_KEY_FALLBACKS = [STRONG, "k3y"]
    assert ids(checks.secret_keys_are_strong(None)) == ["antoan.E003"]


def test_machine_of_ones_own_may_have_any_key(settings):
    """Nobody else gets in: tests and a first try need no ceremony."""
    settings.HTTPS, settings.ALLOWED_HOSTS = False, ["127.0.0.1", "localhost"]
    settings.SECRET_KEY = "k3y"
    assert checks.secret_keys_are_strong(None) == []


@pytest.mark.parametrize(
    "name, value, told",
    [
        ("DEBUG", True, "antoan.E004"),
        ("ALLOWED_HOSTS", ["*"], "antoan.E005"),
        ("ALLOWED_HOSTS", ["antoan.vn", "."], "antoan.E005"),
    ],
)
def test_what_gives_the_server_away_stops_the_start(reachable, name, value, told):
    setattr(reachable, name, value)
    with pytest.raises(UnsafeSettingsError, match=told):
        refuse_unsafe_settings()


def test_photos_never_lie_among_static_files(reachable, tmp_path):
    reachable.STATIC_ROOT = tmp_path / "static"
    reachable.MEDIA_ROOT = tmp_path / "static" / "media"
    assert ids(checks.uploads_are_no_static_files(None)) == ["antoan.E006"]
    reachable.MEDIA_ROOT = tmp_path / "media"
    assert checks.uploads_are_no_static_files(None) == []


def test_link_that_begins_unprotected_is_a_warning(reachable):
    reachable.PUBLIC_URL = "http://antoan.vn"
    assert ids(checks.links_are_safe(None)) == ["antoan.W003"]


def test_database_on_a_network_wants_a_password(reachable):
    reachable.DATABASES = {"default": {"HOST": "db.antoan.vn", "USER": "antoan", "PASSWORD": "antoan"}}
    assert ids(checks.database_asks_for_a_password(None)) == ["antoan.W004"]
    reachable.DATABASES = {"default": {"HOST": "db.antoan.vn", "USER": "antoan", "PASSWORD": STRONG}}
    assert checks.database_asks_for_a_password(None) == []


def test_visitors_by_plain_http_are_a_warning(reachable):
    reachable.HTTPS = False
    assert ids(checks.others_come_by_https(None)) == ["antoan.W005"]


class TestSecretInAFile:
    def test_is_read(self, monkeypatch, tmp_path):
        (tmp_path / "key").write_text(f"{STRONG}\n")
        monkeypatch.setenv("ANTOAN_X_FILE", str(tmp_path / "key"))
        assert our_settings.secret("ANTOAN_X") == STRONG

    def test_that_is_not_there_stops_the_start(self, monkeypatch, tmp_path):
        monkeypatch.setenv("ANTOAN_X_FILE", str(tmp_path / "none"))
        with pytest.raises(ImproperlyConfigured, match="cannot be read"):
            our_settings.secret("ANTOAN_X")


def served(code: str, **environment: str) -> subprocess.CompletedProcess:
    """Runs Python with the settings of a server on the internet."""
    production = {"ANTOAN_HTTPS": "1", "ANTOAN_ALLOWED_HOSTS": "antoan.vn", "ANTOAN_SECRET_KEY": STRONG}
    plain = {name: value for name, value in os.environ.items() if not name.startswith("ANTOAN_")}
    plain["ANTOAN_VAR"] = str(our_settings.VAR_DIR)
    return subprocess.run(  # noqa: S603  (our own text)
        [sys.executable, "-c", code],
        cwd=our_settings.BASE_DIR,
        env=plain | {"DJANGO_SETTINGS_MODULE": "config.settings"} | production | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_gunicorn_gets_no_application_with_a_weak_key():
    ended = served("import config.wsgi", ANTOAN_SECRET_KEY="weak")
    assert ended.returncode == 1
    assert "AnToan does not start with these settings" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_bin_run_stops_before_it_touches_the_database():
    code = "from django.core.management import call_command; import django; django.setup(); call_command('prepare')"
    ended = served(code, ANTOAN_SECRET_KEY="weak", DATABASE_URL="postgis://nobody@127.0.0.1:1/none")
    assert "antoan.E003" in ended.stderr
    assert "cannot be used" not in ended.stderr


def test_cookies_of_a_server_belong_to_its_host_alone():
    code = (
        "import config.wsgi; from django.conf import settings as s;"
        "print(s.SESSION_COOKIE_NAME, s.CSRF_COOKIE_NAME, s.LANGUAGE_COOKIE_NAME)"
    )
    ended = served(code)
    assert ended.stdout.split() == ["__Host-session", "__Host-csrf", "__Host-language"], ended.stderr
