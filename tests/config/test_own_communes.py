"""A post holds in its own communes: no page shows another's, however it is asked."""

from types import SimpleNamespace

import pytest
from django.test import Client
from django.urls import reverse

from tests.config.every_address.addresses import Address, addresses, samples
from tests.config.every_address.town import town  # noqa: F401  (a fixture)

# They answer about what was sent, and know no commune.
OF_NO_COMMUNE = {"site-deadline", "openapi", "photo-stage", "photo-drop"}
# They are about all communes in which one administers, or teaches, whichever is named.
OF_ALL_ONES_OWN = {"security-log", "security-log-export", "person-data", "person-data-export", "my-school"}
BOX = {"bbox": "105.8,20.9,105.9,21.0"}


def of_a_commune() -> list[Address]:
    """Pages of a commune that are opened without naming a thing."""
    return [
        one
        for one in addresses()
        if not one.is_managing
        and not one.takes_something
        and getattr(one.view, "right", None)
        and one.view.right.thing
        and not one.view.right.is_public
        and one.name not in OF_NO_COMMUNE
    ]


def browser_of(user) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(user)
    return client


@pytest.mark.parametrize("neighbour", ["administrator next door", "viewer of another province"])
def test_a_commune_of_others_is_refused_by_name_on_every_page(neighbour, town: SimpleNamespace):  # noqa: F811
    client = browser_of(town.cast[neighbour])
    shown = []
    for page in of_a_commune():
        answer = client.get(reverse(page.name), {"commune": town.commune.code, **BOX})
        is_refused = answer.status_code in (400, 403, 404, 405) or page.name in OF_ALL_ONES_OWN
        if not is_refused or town.pond.name in answer.content.decode():
            shown.append((page.name, answer.status_code))
    assert shown == []


@pytest.fixture
def pages_without_a_name(town):  # noqa: F811
    """What `user` reads where no commune is named: pages, layers, the search."""

    def read(user) -> str:
        client, texts = browser_of(user), []
        for page in of_a_commune():
            texts.append(client.get(reverse(page.name), BOX).getvalue().decode(errors="replace"))
        layers = next(one for one in addresses() if one.name == "map-layer")
        for sample in samples(layers, town):
            texts.append(client.get(sample.address(layers), BOX).content.decode())
        texts.append(client.get(reverse("map-search"), {"q": "dai ang"}).content.decode())
        texts.append(client.get(reverse("overview")).content.decode())
        return "\n".join(texts)

    return read


@pytest.mark.parametrize("neighbour", ["administrator next door", "viewer of another province"])
def test_nothing_of_a_commune_of_others_is_on_any_page(neighbour, town, pages_without_a_name):  # noqa: F811
    read = pages_without_a_name(town.cast[neighbour])
    for thing in (town.pond, town.other_pond, town.playground, town.school, town.campaign, town.village):
        assert thing.name not in read, thing
    assert town.report.words not in read


def test_the_city_reads_both(town, pages_without_a_name):  # noqa: F811
    read = pages_without_a_name(town.cast["city_viewer"])
    assert town.pond.name in read
    assert town.school.name in read
