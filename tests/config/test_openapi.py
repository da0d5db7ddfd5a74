"""The document of our addresses is whole, valid, and says what the views do."""

import json
from io import StringIO

import schemathesis
from django.core.management import call_command
from django.urls import reverse

from config.openapi.addresses import addresses
from config.openapi.document import document


def test_is_a_valid_document_of_openapi_3_1():
    schemathesis.openapi.from_dict(document()).validate()
    assert document()["openapi"].startswith("3.1")


def test_every_address_has_a_name_and_its_own_operations():
    names = [f"{address.name}-{method}" for address in addresses() for method in address.methods]
    assert all(address.name for address in addresses())
    assert sorted(names) == sorted(set(names))


def test_lan_can_read_it(client, lan):
    client.force_login(lan)
    assert client.get(reverse("openapi")).json() == json.loads(json.dumps(document()))


def test_a_stranger_is_led_to_the_log_in(client, db):
    assert client.get(reverse("openapi")).status_code == 302


def test_the_command_writes_the_same():
    out = StringIO()
    call_command("openapi", stdout=out)
    assert json.loads(out.getvalue())["paths"].keys() == document()["paths"].keys()


def test_a_method_that_is_not_in_the_document_is_refused(client, an, world):
    """Each view says what it takes: `require_safe`, `require_POST`, or `takes` of foundation/contract.py."""
    client.force_login(an)
    taken = [
        (address.name, method)
        for address in addresses()
        for method in {"get", "post", "put", "patch", "delete"} - set(address.methods)
        if getattr(client, method)(world.path_of(address)).status_code != 405
    ]
    assert taken == []
