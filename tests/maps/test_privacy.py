"""Who owns a pond is for those staff of its commune who deal with owners."""

import pytest
from django.urls import reverse

from accounts.models import Unit

BOX = "105.8,20.9,105.9,21.0"


@pytest.fixture
def household(commune, pond) -> Unit:
    """The family that the pond belongs to, and that is to fence it."""
    unit = Unit.objects.create(commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)
    pond.responsible_unit = unit
    pond.save()
    return unit


@pytest.fixture
def pages(client, pond):
    """Everything that could name the household, as `user` sees it."""

    def read(user) -> list[str]:
        client.force_login(user)
        addresses = [
            reverse("overview"),
            reverse("map"),
            reverse("site-list"),
            reverse("my-work"),
            reverse("map-list") + f"?bbox={BOX}",
            reverse("map-layer", args=["hazards"]) + f"?bbox={BOX}",
            reverse("map-search") + "?q=ao",
            reverse("site-card", args=[pond.pk]),
        ]
        return [client.get(address).content.decode() for address in addresses]

    return read


def test_lan_sees_whose_pond_it_is(pages, lan, household):
    named = ["Hộ ông Bảy" in page for page in pages(lan)]
    assert named == [True, True, True, False, False, False, False, True]


def test_hoa_and_the_city_do_not(pages, hoa, person, household):
    viewer = person("thanhpho", "Thành phố", "city_viewer")
    for reader in (hoa, viewer):
        assert not any("ông Bảy" in page for page in pages(reader))


def test_the_filter_by_owner_is_refused_to_who_may_not_know(client, hoa, lan, household):
    address = reverse("map-layer", args=["hazards"]) + f"?bbox={BOX}&unit={household.pk}"
    client.force_login(hoa)
    assert client.get(address).status_code == 400
    client.force_login(lan)
    assert client.get(address).status_code == 200
