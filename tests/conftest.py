"""The cast of the tests: Lan logs, Minh leads, Hoa teaches, Tuấn must not."""

import shutil
import tempfile
from datetime import date
from unittest import mock

import pytest
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.signals import user_logged_in
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.utils import timezone, translation
from hypothesis import settings as property_settings

from accounts import log_ins
from accounts.models import Membership, Role, Unit, User
from areas.models import Commune, Village
from hazards.models import HazardKind, HazardSite, Measure, MeasureKind
from playspaces.models import PlaySpace, PlaySpaceKind
from tests.plans import LARGE
from tests.shapes import area, point, square

# A property holds however long a busy machine takes to show it.
property_settings.register_profile("untimed", deadline=None)
property_settings.load_profile("untimed")


def pytest_addoption(parser):
    parser.addoption("--shots", action="store_true", help="leave a screenshot of every page in var/shots")


def pytest_configure(config):
    # Passwords made in tests are for tests alone: quick to hash.
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Long work is done at once.
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    settings.STARTS_WORKER = False
    # Photos of tests are nobody's: a folder for this run alone.
    settings.MEDIA_ROOT = tempfile.mkdtemp(prefix="antoan-media-")
    settings.DELIVERIES_ROOT = tempfile.mkdtemp(prefix="antoan-deliveries-")
    # Pages are tested without collecting the static files first.
    settings.STORAGES = {
        **settings.STORAGES,
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.hookimpl(wrapper=True)
def pytest_collection():
    """A test asks for the day while it runs: one that was asked for as tests were collected is
    yesterday's once midnight has passed."""
    with mock.patch.object(timezone, "now", side_effect=AssertionError("Ask for the day in the test.")):
        return (yield)


def pytest_unconfigure(config):
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)
    shutil.rmtree(settings.DELIVERIES_ROOT, ignore_errors=True)


@pytest.fixture(autouse=True)
def nothing_counted():
    """What one test sent is not held against the next."""
    cache.clear()


@pytest.fixture(autouse=True, scope="session")
def nobody_typed_it():
    """`force_login` is no log-in that anybody made: the security log tells nothing of it."""
    with_signal = Client._login

    def without(client, user, backend=None):
        user_logged_in.disconnect(log_ins.note_log_in)
        try:
            with_signal(client, user, backend)
        finally:
            user_logged_in.connect(log_ins.note_log_in)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Client, "_login", without)
        yield


TODAY = date(2026, 6, 30)
PASSWORD = "ao-ca-co-rao-2026"  # a hash of it is dear: made once


@pytest.fixture(autouse=True)
def vietnamese():
    """Each test begins in Vietnamese, whatever language the pages of the one before spoke."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """PostgreSQL plans by what it last counted: on tables that tests fill and empty, that is chance.
    Never counted, it plans for tables of some size."""
    if connection.vendor != "postgresql":
        return
    with django_db_blocker.unblock(), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table.startswith("hazards_"):
                cursor.execute(f'ALTER TABLE "{table}" SET (autovacuum_enabled = false)')


@pytest.fixture
def never_counted(db):
    """The large tables of the register as new to PostgreSQL, whatever size other tests left them, and
    what it counts of them is forgotten with the test: for tests of its plans."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(sorted(LARGE))} CASCADE")


@pytest.fixture(scope="session")
def hashed_password() -> str:
    return make_password(PASSWORD)


@pytest.fixture
def as_user(db):
    """`as_user(lan)` is a browser in which Lan is logged in, in English unless told otherwise."""

    def log_in(user: User, language: str = "en") -> Client:
        client = Client(headers={"accept-language": language})
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def commune(db) -> Commune:
    return Commune.objects.create(
        code="00679", name="Ngọc Hồi", province_name="Hà Nội", boundary=area(square(0, 0, 100))
    )


@pytest.fixture
def other_commune(db) -> Commune:
    return Commune.objects.create(code="00640", name="Thanh Trì", boundary=area(square(100, 0, 100)))


@pytest.fixture
def village(commune) -> Village:
    return Village.objects.create(commune=commune, name="Đại Áng", boundary=area(square(0, 0, 50)))


@pytest.fixture
def other_village(commune) -> Village:
    return Village.objects.create(commune=commune, name="Lạc Thị", boundary=area(square(50, 0, 50)))


@pytest.fixture
def unit(commune) -> Unit:
    return Unit.objects.create(commune=commune, name="Phòng Kinh tế")


@pytest.fixture
def person(db, hashed_password):
    """Makes a person with a post: `person("lan", "Lan", "economic_staff", commune)`."""

    def make(username, full_name, role=None, commune=None, village=None) -> User:
        user = User.objects.create(username=username, full_name=full_name, password=hashed_password)
        if role:
            post = Role.objects.get(code=role)
            Membership.objects.create(user=user, role=post, commune=commune, village=village)
        return user

    return make


@pytest.fixture
def lan(person, commune) -> User:
    """Economic staff: logs sites and measures."""
    return person("lan", "Nguyễn Thị Lan", "economic_staff", commune)


@pytest.fixture
def minh(person, commune) -> User:
    """Leader: reads."""
    return person("minh", "Trần Văn Minh", "leader", commune)


@pytest.fixture
def hoa(person, commune) -> User:
    """School staff: reads."""
    return person("hoa", "Lê Thị Hoa", "school_staff", commune)


@pytest.fixture
def tuan(person, other_commune) -> User:
    """Economic staff of the neighbouring commune: has no business here."""
    return person("tuan", "Phạm Anh Tuấn", "economic_staff", other_commune)


@pytest.fixture
def pond(commune, village) -> HazardSite:
    """An unprotected pond in Đại Áng, found half a year ago."""
    return HazardSite.objects.create(
        kind=HazardKind.objects.get(code="pond"),
        name="Ao cá Đại Áng",
        geom=square(10, 10, 1),
        commune=commune,
        village=village,
        village_source="boundary",
        found_on=date(2026, 1, 1),
        likelihood=4,
        severity=5,
    )


@pytest.fixture
def fence(pond) -> Measure:
    """A sound fence around the pond, since February."""
    return Measure.objects.create(
        site=pond,
        kind=MeasureKind.objects.get(code="fence"),
        installed_on=date(2026, 2, 1),
        recorded_on=date(2026, 2, 1),
    )


@pytest.fixture
def playground(commune, village) -> PlaySpace:
    return PlaySpace.objects.create(
        kind=PlaySpaceKind.objects.get(code="playground"),
        name="Sân chơi Đại Áng",
        geom=point(20, 20),
        commune=commune,
        village=village,
        village_source="boundary",
        opened_on=date(2025, 1, 1),
    )


@pytest.fixture
def household_pond(pond) -> HazardSite:
    """The pond belongs to ông Bảy, whose number Lan wrote down."""
    pond.is_household = True
    pond.owner_name, pond.owner_phone = "Ông Bảy", "0912345678"
    pond.save()
    return pond


@pytest.fixture
def empty_log(monkeypatch):
    """The posts and log-ins of the cast write nothing: what is in the security log, the test wrote."""
    monkeypatch.setattr("accounts.post_log.write", lambda *args, **words: None)
    monkeypatch.setattr("accounts.log_ins.record", lambda *args, **words: None)
