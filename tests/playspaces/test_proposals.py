"""Places that are proposed on public land do not pile up on those that people found themselves."""

import pytest

from playspaces.models import Candidate, PublicLand
from tests.shapes import point, square


@pytest.fixture
def yard(commune):
    """200 by 200 metres, about."""
    return PublicLand.objects.create(name="Sân kho", geom=square(30, 30, 2), commune=commune)


def drawn(commune, x, y) -> Candidate:
    return Candidate.objects.create(name="Sân kho cũ", geom=point(x, y), commune=commune, cost=1)


def propose(client):
    response = client.post("/plans/candidates/generate/", {"cost": "90 triệu"})
    return response.context["made"], response.content.decode()


def test_no_place_is_proposed_where_somebody_has_one_already(as_son, commune, village):
    PublicLand.objects.create(name="Sân kho", geom=square(30, 30, 0.5), commune=commune)
    drawn(commune, 30.25, 30.25)
    made, page = propose(as_son)
    assert (len(made.added), made.taken) == (0, 1)
    assert "1 vị trí nằm ở nơi đã có vị trí dự kiến" in page and "Không thêm vị trí nào" in page
    assert Candidate.objects.count() == 1


def test_rest_of_a_large_piece_is_proposed(as_son, commune, village, yard):
    alone, _ = propose(as_son)
    assert len(alone.added) >= 2
    spot = alone.added[0].geom
    Candidate.objects.all().delete()
    Candidate.objects.create(name="Sân kho cũ", geom=spot, commune=commune, cost=1)
    made, _ = propose(as_son)
    assert (len(made.added), made.taken) == (len(alone.added) - 1, 1)


def test_place_that_was_withdrawn_holds_nothing(as_son, commune, village):
    PublicLand.objects.create(name="Sân kho", geom=square(30, 30, 0.5), commune=commune)
    drawn(commune, 30.25, 30.25).withdraw(reason="Nhầm", seen_version=1)
    made, _ = propose(as_son)
    assert (len(made.added), made.taken) == (1, 0)
