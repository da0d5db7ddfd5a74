"""On the demo commune: whatever number the leaders' pages show leads to a list of as many sites."""

import pytest

from accounts.models import User
from exchange.demo import load_demo
from tests.conftest import TODAY
from tests.maps.test_leaders import assert_lists_are_as_long_as_said

DAYS = {"as_of": "2026-06-30", "since": "2026-01-31"}


@pytest.fixture
def demo(db):
    load_demo(today=TODAY)


@pytest.mark.parametrize(
    "username, path, fewest",
    [
        ("lanhdao", "/leaders/", 150),
        ("thanhpho", "/leaders/city/", 12),
        ("thanhpho", "/leaders/city/kinds/", 20),
        ("thanhpho", "/leaders/city/changes/", 2),
        ("thanhpho", "/leaders/city/months/", 20),
        ("thanhpho", "/leaders/city/money/", 4),
    ],
)
def test_every_number_leads_to_as_many_sites(client, demo, username, path, fewest):
    client.force_login(User.objects.get(username=username))
    html = client.get(path, DAYS).content.decode()
    assert assert_lists_are_as_long_as_said(client, html) >= fewest
