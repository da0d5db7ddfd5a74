"""Telephones that show codes, browsers at an address, administrators and what they wrote into the log."""

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

from accounts.models import User
from audit.log import Deed
from audit.models import Event
from tests.conftest import PASSWORD


class Telephone:
    """Shows the codes of a secret; a later one each time, since each is good once."""

    def __init__(self, key: bytes):
        self.key, self.turn = key, -1

    def code(self) -> str:
        self.turn += 1
        return f"{totp(self.key, t0=-30 * self.turn):06}"


def telephone_of(user) -> Telephone:
    """The secret of the person's device, set up or under way."""
    return Telephone(TOTPDevice.objects.get(user=user).bin_key)


@pytest.fixture
def telephone(lan) -> Telephone:
    """Lan has set up her second factor."""
    TOTPDevice.objects.create(user=lan, name="telephone", confirmed=True)
    return telephone_of(lan)


@pytest.fixture
def at():
    """`at("10.0.0.9")` is a browser there."""

    def browser(address: str) -> Client:
        return Client(REMOTE_ADDR=address)

    return browser


def log_in(client: Client, username="lan", password=PASSWORD, **more):
    return client.post("/login/", {"username": username, "password": password, **more})


def wrong_code(right: str) -> str:
    return f"{(int(right) + 1) % 1_000_000:06}"


def is_in(client: Client) -> bool:
    return client.get("/notices/").status_code == 200


def events_of_log_in():
    """The security log without the posts that fixtures give."""
    return Event.objects.exclude(deed="post_given").order_by("pk")


@pytest.fixture
def keeper(person, commune) -> User:
    """Administrator of Ngọc Hồi."""
    return person("quan", "Ngô Bá Quân", "administrator", commune)


@pytest.fixture
def neighbour(person, other_commune) -> User:
    """Administrator of Thanh Trì."""
    return person("trang", "Đỗ Thu Trang", "administrator", other_commune)


@pytest.fixture
def city(person) -> User:
    """Administrator of all communes."""
    return person("thanh", "Vũ Văn Thành", "administrator")


@pytest.fixture
def by_keeper(client, keeper):
    client.force_login(keeper)
    return client


def deeds() -> list[str]:
    """What people wrote into the log, oldest first, without log-ins."""
    by_people = Event.objects.exclude(actor=None).exclude(deed__in=[Deed.LOGGED_IN, Deed.LOGGED_OUT])
    return list(by_people.order_by("pk").values_list("deed", flat=True))
