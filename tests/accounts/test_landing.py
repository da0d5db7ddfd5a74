"""Where somebody lands after logging in: leaders on their page, the city where communes are compared."""

import pytest

from accounts.models import Membership, Role
from tests.accounts.conftest import log_in


@pytest.fixture
def nga(person):
    """Looks at all communes, for the city."""
    return person("nga", "Đỗ Nga", "city_viewer")


def test_leaders_land_on_the_page_for_leaders(client, minh):
    assert log_in(client, minh.username)["Location"] == "/leaders/"
    assert client.get("/login/")["Location"] == "/leaders/"  # who is in already


def test_the_city_lands_where_communes_are_compared(client, nga):
    assert log_in(client, nga.username)["Location"] == "/leaders/city/"


def test_everybody_else_lands_on_the_first_page(client, lan):
    assert log_in(client, lan.username)["Location"] == "/"


def test_of_several_posts_that_of_a_leader_decides(client, nga, commune):
    Membership.objects.create(user=nga, role=Role.objects.get(code="leader"), commune=commune)
    assert log_in(client, nga.username)["Location"] == "/leaders/"


def test_an_address_that_was_asked_for_comes_first(client, minh):
    assert log_in(client, minh.username, next="/map/")["Location"] == "/map/"
