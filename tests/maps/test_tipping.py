"""Which villages would take the commune to its 65 % next."""

from math import ceil

import pytest
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from areas.models import ChildCount, Target, Village
from maps.coverage import coverage, covered_villages
from maps.indicators import Share
from maps.tipping import tipping
from tests.conftest import TODAY


@pytest.fixture
def five(commune, village, other_village, playground):
    """One of five villages has a play point; Yên Phú was never counted."""
    for name, children in [("Đình Quán", 90), ("Nhị Châu", 210), ("Yên Phú", None)]:
        new = Village.objects.create(commune=commune, name=name)
        if children:
            ChildCount.objects.create(village=new, year=2026, children=children)
    ChildCount.objects.create(village=other_village, year=2025, children=150)


def of(commune, *, by_children=True):
    villages = covered_villages(commune, TODAY)
    return tipping(coverage([commune], TODAY).villages, villages, by_children=by_children)


def test_three_more_of_five_villages_reach_65_percent_the_largest_first(commune, five):
    found = of(commune)
    assert found.missing == 3
    assert [village.name for village in found.first] == ["Nhị Châu", "Lạc Thị", "Đình Quán"]
    assert [village.name for village in found.others] == ["Yên Phú"]


def test_who_does_not_see_head_counts_has_them_by_name(commune, five):
    assert [village.name for village in of(commune, by_children=False).villages] == [
        "Đình Quán", "Lạc Thị", "Nhị Châu", "Yên Phú",
    ]  # fmt: skip


def test_a_commune_on_target_misses_none_and_still_names_the_rest(
    commune, village, other_village, playground
):
    Target.objects.update(value=50)
    found = of(commune)
    assert (found.missing, found.first, [one.name for one in found.others]) == (0, [], ["Lạc Thị"])


def test_without_villages_or_without_target_nothing_tips(commune):
    assert of(commune).missing is None
    assert Share(1, 2).to_target is None


@given(denominator=st.integers(1, 400), value=st.integers(1, 100), data=st.data())
def test_as_many_as_said_reach_the_target_and_one_less_does_not(denominator, value, data):
    numerator = data.draw(st.integers(0, denominator))
    target = Target(value=value)
    missing = Share(numerator, denominator, target).to_target
    assert Share(numerator + missing, denominator, target).is_reached
    assert missing == 0 or not Share(numerator + missing - 1, denominator, target).is_reached
    assert missing <= ceil(denominator)


def test_minh_reads_which_villages_come_next_and_goes_on_to_plan(client, minh, five):
    client.force_login(minh)
    answer = client.get(reverse("coverage"))
    said = answer.content.decode()
    assert "Thêm 3 thôn có điểm vui chơi là đạt chỉ tiêu 65 %." in said
    assert said.index("Thôn Nhị Châu") < said.index("Thôn Lạc Thị") < said.index("Thôn Yên Phú")
    assert f"{reverse('plan-new')}?commune=00679" in said
    # Nhị Châu has no boundary: of the three that come first, Lạc Thị is the second on the map.
    assert {patch.label for patch in answer.context["map"].patches} == {"✓", "2"}


def test_hoa_reads_them_without_children_and_can_not_plan(client, hoa, five):
    client.force_login(hoa)
    said = client.get(reverse("coverage")).content.decode()
    assert "Thêm 3 thôn" in said
    assert "210 trẻ em" not in said
    assert reverse("plan-new") not in said
