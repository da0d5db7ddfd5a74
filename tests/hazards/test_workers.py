"""Who of the staff answers for a place, by name: read by those who work in the commune, not by the city."""

import pytest
from django.urls import reverse

from hazards.models import HazardSite


@pytest.fixture
def nga(person):
    """Looks at all communes, for the city."""
    return person("nga", "Đỗ Nga", "city_viewer")


@pytest.fixture
def answered(pond, fence, unit, lan) -> HazardSite:
    """Lan answers for the pond and its fence."""
    for thing in (pond, fence):
        thing.responsible_unit, thing.responsible_person = unit, lan
        thing.save()
    return pond


@pytest.fixture
def said(client, answered):
    def look(reader, name="site-list", args=(), **words) -> str:
        client.force_login(reader)
        return client.get(
            reverse(name, args=args), {"commune": answered.commune.code, **words}
        ).content.decode()

    return look


def test_the_list_tells_those_who_work_in_the_commune(said, minh):
    assert "Nguyễn Thị Lan" in said(minh, cols="person")


def test_the_list_offers_the_city_neither_column_nor_filter(said, nga, lan):
    asked = said(nga, cols="person", sort="person", person=lan.pk)
    assert "Ao cá Đại Áng" in asked
    assert "Nguyễn Thị Lan" not in asked
    page = said(nga)
    assert 'name="person"' not in page and 'value="person"' not in page
    assert "Nguyễn Thị Lan" not in said(nga, "map")


def test_the_page_of_the_place_tells_the_city_the_unit_alone(said, nga, minh, answered):
    for name in ("site", "site-card"):
        page = said(nga, name, [answered.pk])
        assert "Phòng Kinh tế" in page
        assert "Nguyễn Thị Lan" not in page
    assert "Nguyễn Thị Lan" in said(minh, "site", [answered.pk])
