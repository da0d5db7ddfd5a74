"""Coverage by play points, in a browser."""


import pytest
from playwright.sync_api import expect

from areas.models import ChildCount, PopulatedArea, Village
from roads.models import Road
from tests.shapes import area, line, point, square


@pytest.fixture
def villages(commune, village, other_village, playground) -> list[Village]:
    """Two counted villages beside the one with the playground, a road between, and one without boundary."""
    for name, x, y in [("Đình Quán", 0, 50), ("Ngọc Hồi", 50, 50)]:
        Village.objects.create(commune=commune, name=name, boundary=area(square(x, y, 50)))
    Village.objects.create(commune=commune, name="Yên Phú", centre=point(21, 21))
    for number, each in enumerate(Village.objects.exclude(name="Ngọc Hồi")):
        ChildCount.objects.create(village=each, year=2025, children=100 + 50 * number)
    PopulatedArea.objects.create(geom=square(15, 15, 10), source="test", source_ref="1")
    Road.objects.create(geom=line((0, 20), (100, 20)), kind="residential", source="test", source_ref="1")
    return list(Village.objects.all())


@pytest.mark.parametrize("phone", [False, True])
def test_minh_sees_which_villages_and_how_many_children_are_served(
    page_as, minh, villages, phone, shoot, axe
):
    page = page_as(minh, phone=phone)
    page.goto("/coverage/")
    expect(page.locator("#villages .target-count")).to_have_text("1 / 5")
    expect(page.locator("#straight .distances dd strong")).to_have_count(3)
    expect(page.locator("#walking .distances dd strong")).to_have_count(3)
    expect(page.locator("#trend .trend-villages-mark")).to_have_count(13)
    shoot(page, "coverage", full=True)
    assert axe(page) == []
