"""What everybody may know of dangerous places, and nothing more."""

import json

import pytest
from django.test import Client
from django.urls import reverse

from accounts.models import Unit
from areas.models import Village
from hazards.models import HazardSite
from tests.shapes import point

pytestmark = pytest.mark.django_db


@pytest.fixture
def stranger() -> Client:
    return Client(headers={"accept-language": "en"})


def features(client) -> list[dict]:
    return json.loads(client.get(reverse("warnings-data")).content)["features"]


def test_a_stranger_sees_where_children_are_in_danger_and_how_much(stranger, pond):
    page = stranger.get(reverse("warnings")).content.decode()
    for words in (
        "Ao cá Đại Áng",
        "Thôn Đại Áng",
        "very high",
        "Nothing protects children here yet",
        "tel:111",
    ):
        assert words in page
    (found,) = features(stranger)
    assert set(found["properties"]) == {"name", "icon", "village", "risk", "status", "words"}
    assert found["geometry"]["type"] == "Point"


def test_a_protected_place_is_said_to_be_so(stranger, pond, fence):
    assert features(stranger)[0]["properties"]["status"] in ("protected", "inspection_due")
    assert "Nothing protects" not in stranger.get(reverse("warnings")).content.decode()


def test_the_worst_stands_first(stranger, pond, fence, commune):
    HazardSite.objects.create(
        name="Hố ga", kind=pond.kind, geom=point(30, 30), commune=commune, likelihood=1, severity=1
    )
    assert [one["properties"]["name"] for one in features(stranger)] == ["Hố ga", "Ao cá Đại Áng"]


@pytest.mark.parametrize("sign", ["is_household", "owner_name", "owner_phone", "responsible_unit"])
def test_what_may_be_a_home_has_no_name(stranger, pond, commune, sign):
    pond.name = "Ao nhà ông Bảy"
    value = {"is_household": True, "owner_name": "Bảy", "owner_phone": "0912345678"}
    unit = Unit.objects.create(commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)
    setattr(pond, sign, value.get(sign, unit))
    pond.save()
    for page in ("warnings", "warnings-data"):
        answer = stranger.get(reverse(page)).content.decode()
        assert "Bảy" not in answer
        assert "Pond" in answer


def test_places_that_are_gone_or_withdrawn_are_no_warning(stranger, pond):
    HazardSite.objects.update(eliminated_on="2026-02-01")
    assert features(stranger) == []
    assert "No dangerous place" in stranger.get(reverse("warnings")).content.decode()
    HazardSite.objects.update(eliminated_on=None, withdrawn_at="2026-02-01T00:00Z")
    assert features(stranger) == []


def test_with_several_communes_one_is_chosen_by_name(stranger, pond, other_commune):
    Village.objects.create(commune=other_commune, name="Yên Mỹ")
    assert stranger.get(reverse("warnings-data")).status_code == 404
    choice = stranger.get(reverse("warnings"), {"q": "ngoc"}).content.decode()
    assert "Ngọc Hồi" in choice
    assert "Thanh Trì" not in choice
    chosen = stranger.get(reverse("warnings"), {"commune": "00679"}).content.decode()
    assert "Ao cá Đại Áng" in chosen
    assert "keeps no register" in stranger.get(reverse("warnings"), {"commune": "\0"}).content.decode()


def test_a_browser_that_has_the_warnings_is_told_so(stranger, pond):
    tag = stranger.get(reverse("warnings-data"))["ETag"]
    assert stranger.get(reverse("warnings-data"), headers={"if-none-match": tag}).status_code == 304


def test_the_cost_does_not_grow_with_the_warnings(stranger, pond, commune, django_assert_num_queries):
    for n in range(40):
        HazardSite.objects.create(name=f"Ao {n}", kind=pond.kind, geom=point(30, 30), commune=commune)
    with django_assert_num_queries(4):
        assert len(stranger.get(reverse("warnings")).context["rows"]) == 30


def test_somebody_who_works_elsewhere_sees_the_warnings_of_a_commune_too(client, tuan, pond):
    client.force_login(tuan)
    assert "Ao cá Đại Áng" in client.get(reverse("warnings"), {"commune": "00679"}).content.decode()
    assert client.get(reverse("warnings-data"), {"commune": "none"}).status_code == 404
    assert client.get("/no/such/page/", {"commune": "00679"}).status_code == 404
    assert client.get(reverse("map"), {"commune": "00679"}).status_code == 403
