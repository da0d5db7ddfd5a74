"""What the document of our addresses allows to be sent, is sent: nothing breaks down, and every answer
is one that the document knows, by its status, its kind and its shape.

Requests are drawn at random, but the same ones each time. What a request changed is taken back.
"""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler, WSGIRequest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from config.openapi.addresses import addresses
from config.openapi.document import document
from foundation import rates

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ROOMS = sorted({address.room for address in addresses()})
ADDRESSES = {address.path: address for address in addresses()}


class OursAlone(WSGIRequest):
    """As a page of ours sends it, with the token against forged requests."""

    _dont_enforce_csrf_checks = True


class Door(WSGIHandler):
    """The server as its own WSGI application; `cookies` say who asks."""

    request_class = OursAlone
    cookies = ""

    def __call__(self, environ, start_response):
        # Uncompressed, as the checks read it.
        said = environ | {"HTTP_COOKIE": self.cookies, "HTTP_ACCEPT_ENCODING": "identity"}
        return super().__call__(said, start_response)


@pytest.fixture
def server(settings) -> Iterator[Door]:
    """Keeps the test's own connection to the database, as Django's test client does."""
    settings.RATES = dict.fromkeys(rates.known, "off")
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield Door()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def logged_in(server, client):
    """`logged_in(an)`: from now on it is An who asks."""

    def enter(user) -> None:
        client.force_login(user)
        server.cookies = "; ".join(f"{name}={morsel.value}" for name, morsel in client.cookies.items())

    return enter


def operations(server: Door, room: str) -> Iterator:
    schema = schemathesis.openapi.from_dict(document())
    schema.app = server
    for found in schema.include(tag=room).get_all_operations():
        yield found.ok()


def send_all(server: Door, room: str, world, examples: int) -> int:
    """Sends `examples` requests to each operation of the room; how many there were."""
    return sum(
        send(operation, world.arguments_of(ADDRESSES[operation.path]), examples)
        for operation in operations(server, room)
    )


def send(operation, arguments: dict[str, str], examples: int) -> int:
    count = 0

    @settings(
        max_examples=examples,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy())
    def each(case) -> None:
        nonlocal count
        count += 1
        case.path_parameters = arguments
        with transaction.atomic():
            case.call_and_validate(checks=CHECKS)
            transaction.set_rollback(True)

    each()
    return count


@pytest.mark.parametrize("room", ROOMS)
def test_an_may_send_whatever_the_document_allows(server, logged_in, world, an, room):
    logged_in(an)
    assert send_all(server, room, world, examples=6)


@pytest.mark.parametrize("room", ROOMS)
def test_lan_may_send_whatever_the_document_allows(server, logged_in, world, lan, room):
    logged_in(lan)
    assert send_all(server, room, world, examples=2)


def test_a_stranger_may_send_whatever_the_document_allows(server, world):
    assert sum(send_all(server, room, world, examples=2) for room in ROOMS) > 100
