"""Dangers near a place to play: a pond one field away, and many at once."""

import random
from datetime import date

import pytest
import shapely

from areas.distance import way
from areas.nearness import pairs_within
from hazards.models import HazardKind, HazardSite, Measure, MeasureKind
from playspaces.dangers import dangers_near
from playspaces.models import PlaySpace
from tests.conftest import TODAY
from tests.shapes import at, point, square

pytestmark = pytest.mark.django_db


def named(near) -> dict:
    return {key: [danger.site.name for danger in dangers] for key, dangers in near.items()}


def test_an_unprotected_pond_within_the_radius_is_a_danger(playground, pond):
    playground.geom = point(11.5, 10.5)  # half a thousandth of a degree east of the pond: 52 m
    near = dangers_near([playground], day=TODAY, radius_m=100)
    assert named(near) == {playground.pk: ["Ao cá Đại Áng"]}
    expected = way(shapely.Point(at(11.5, 10.5)), shapely.from_wkb(bytes(pond.geom.wkb))).metres
    assert near[playground.pk][0].metres == pytest.approx(expected, rel=1e-9)


def test_a_play_space_inside_a_danger_is_no_metre_away(playground, pond):
    playground.geom = point(10.5, 10.5)
    assert dangers_near([playground], day=TODAY)[playground.pk][0].metres == 0


def test_what_lies_beyond_the_radius_is_none(playground, pond):
    playground.geom = point(11.5, 10.5)
    assert dangers_near([playground], day=TODAY, radius_m=50) == {}


def test_a_pond_made_safe_is_no_danger_until_its_fence_comes(playground, pond, fence):
    playground.geom = point(11.5, 10.5)
    assert dangers_near([playground], day=TODAY) == {}
    assert named(dangers_near([playground], day=date(2026, 1, 15))) == {playground.pk: [pond.name]}


def test_a_fence_that_is_only_planned_leaves_the_danger(playground, pond):
    Measure.objects.create(
        site=pond,
        kind=MeasureKind.objects.get(code="fence"),
        planned_on=date(2026, 9, 1),
        recorded_on=date(2026, 2, 1),
    )
    playground.geom = point(11.5, 10.5)
    near = dangers_near([playground], day=TODAY)
    assert near[playground.pk][0].site.status == "in_progress"


@pytest.mark.parametrize(
    "change",
    [
        {"found_on": date(2026, 7, 1)},
        {"eliminated_on": date(2026, 6, 30)},
        {"withdrawn_at": "2026-06-01T00:00Z"},
    ],
)
def test_what_is_not_there_on_the_day_is_no_danger(playground, pond, change):
    HazardSite.objects.filter(pk=pond.pk).update(**change)
    playground.geom = point(11.5, 10.5)
    assert dangers_near([playground], day=TODAY) == {}


def test_many_places_cost_two_queries(commune, playground, django_assert_num_queries):
    """The answers are those of measuring every pair."""
    chance = random.Random(5)  # noqa: S311  (places, not secrets)
    pond = HazardKind.objects.get(code="pond")
    sites = HazardSite.objects.bulk_create(
        HazardSite(
            kind=pond,
            name=f"Ao {number}",
            geom=square(chance.uniform(0, 20), chance.uniform(0, 20), chance.uniform(0.2, 1)),
            commune=commune,
            found_on=date(2026, 1, 1),
            likelihood=3,
            severity=3,
        )
        for number in range(60)
    )
    spaces = [
        PlaySpace(kind=playground.kind, geom=point(chance.uniform(0, 20), chance.uniform(0, 20)))
        for _ in range(40)
    ]
    with django_assert_num_queries(2):
        near = dangers_near(spaces, day=TODAY, radius_m=300)
    apart = {
        (space.pk, site.pk): way(
            shapely.from_wkb(bytes(space.geom.wkb)), shapely.from_wkb(bytes(site.geom.wkb))
        ).metres
        for space in spaces
        for site in sites
    }
    expected = {pair: metres for pair, metres in apart.items() if metres <= 300}
    found = {(key, danger.site.pk): danger.metres for key, dangers in near.items() for danger in dangers}
    assert found == pytest.approx(expected)
    assert len(expected) > 20
    assert all(dangers == sorted(dangers, key=lambda danger: danger.metres) for dangers in near.values())


def test_no_shapes_are_near_none():
    nothing = shapely.points([[105, 21]])[:0]
    assert len(pairs_within(nothing, shapely.points([[105, 21]]), 200).metres) == 0
    assert len(pairs_within(shapely.points([[105, 21]]), nothing, 200).metres) == 0
