"""Sơn keeps the play spaces of Ngọc Hồi; Bình plans more of them, in a row of four villages."""

import pytest

from areas.models import ChildCount, Village
from playspaces.models import PlaySpace, PlaySpaceKind
from tests.playspaces.asking import candidate
from tests.shapes import area, point, square


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


@pytest.fixture
def binh(person, commune):
    """Service centre: keeps play spaces, and plans more."""
    return person("binh", "Hoàng Thanh Bình", "service_centre", commune)


@pytest.fixture
def hamlets(commune, village):
    r"""Four villages in a row, each of 25 by 25; the first gets a play point.

    | 0: covered | 1: 100 children | 2: 40 children | 3: never counted |
    """
    village.name, village.boundary = "Thôn 0", area(square(0, 0, 25))
    village.save()
    rest = [
        Village.objects.create(
            commune=commune, name=f"Thôn {number}", boundary=area(square(25 * number, 0, 25))
        )
        for number in (1, 2, 3)
    ]
    for counted, children in zip([village, *rest], [60, 100, 40], strict=False):
        ChildCount.objects.create(village=counted, year=2025, children=children)
    return [village, *rest]


@pytest.fixture
def covered(hamlets, playground):
    playground.geom = point(12, 12)
    playground.save()
    return hamlets


@pytest.fixture
def places(commune, covered):
    return [
        candidate(commune, covered[1], 37, 300_000_000, "Đất thôn 1"),
        candidate(commune, covered[2], 62, 100_000_000, "Đất thôn 2"),
        candidate(commune, covered[3], 87, 200_000_000, "Đất thôn 3"),
        candidate(commune, covered[3], 88, None, "Chưa rõ giá"),
    ]
