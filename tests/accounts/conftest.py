"""Telephones that show codes, and browsers at an address."""

import pytest
from django.test import Client
from django_otp.oath import totp
from django_otp.plugins.otp_totp.models import TOTPDevice

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
