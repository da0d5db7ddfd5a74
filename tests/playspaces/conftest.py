"""Sơn keeps the play spaces of Ngọc Hồi."""

import pytest

from playspaces.models import PlaySpace, PlaySpaceKind
from tests.shapes import point


@pytest.fixture
def son(person, commune):
    """Service centre: keeps the register of play spaces."""
    return person("son", "Bùi Văn Sơn", "service_centre", commune)


@pytest.fixture
def pool(commune, village) -> PlaySpace:
    return PlaySpace.objects.create(
        kind=PlaySpaceKind.objects.get(code="swimming_pool"),
        name="Bể bơi Đại Áng",
        geom=point(25, 25),
        commune=commune,
        village=village,
        village_source="boundary",
    )


@pytest.fixture
def as_son(client, son):
    client.force_login(son)
    return client
