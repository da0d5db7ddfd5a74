"""The service centre asks which places come next, and gets an answer."""

import pytest

from areas.models import Village
from playspaces.models import Scenario
from roads.models import Road
from tests.playspaces.asking import ask, candidate, picked, question
from tests.shapes import line, square


def test_half_of_the_villages_at_the_lowest_cost(client, binh, commune, places):
    """One of four is reached; the second cheapest village makes it two."""
    scenario = ask(client, binh, commune)

    assert (scenario.outcome, scenario.gap, scenario.cost) == ("optimal", 0, 100_000_000)
    assert (scenario.reached_before, scenario.reached_after, scenario.total) == (1, 2, 4)
    assert picked(scenario) == ["Đất thôn 2"]
    assert scenario.left_out["no_cost"]["some"][0]["name"] == "Chưa rõ giá"
    page = client.get(f"/plans/{scenario.pk}/").content.decode()
    assert "100.000.000 đ" in page
    assert "25,0 % → 50,0 %" in page
    assert "Chưa rõ giá" in page


def test_share_just_met_is_not_overshot_by_rounding(client, binh, commune, places):
    scenario = ask(client, binh, commune, target_percent="50,01")
    assert scenario.reached_after == 3


def test_most_children_for_a_sum(client, binh, commune, places):
    scenario = ask(client, binh, commune, goal="budget", budget="300 triệu", counted="children")
    assert picked(scenario) == ["Đất thôn 1"]
    assert (scenario.reached_before, scenario.reached_after, scenario.total) == (60, 160, 200)
    assert scenario.left_out["no_count"]["some"] == [
        {"key": str(Village.objects.get(name="Thôn 3").pk), "name": "Thôn 3"}
    ]


def test_villages_within_a_distance_by_straight_line(client, binh, commune, covered):
    """One place between two villages reaches the middle of both: 1,350 m each."""
    between = candidate(commune, covered[1], 50, 500_000_000, "Giữa hai thôn")
    scenario = ask(client, binh, commune, reached="distance", radius_m="1400", target_percent="75")
    assert picked(scenario) == [between.name]
    assert scenario.reached_after == 3


def test_children_within_a_distance_are_spread_over_their_village(client, binh, commune, places):
    scenario = ask(
        client,
        binh,
        commune,
        reached="distance",
        radius_m="1000",
        counted="children",
        goal="budget",
        budget="1 tỷ",
    )
    assert scenario.total == pytest.approx(200, abs=0.5)
    assert 0 < scenario.reached_before < 60
    assert scenario.reached_before < scenario.reached_after < 200


def test_distance_on_foot_is_that_along_the_roads(client, binh, commune, covered):
    """The road goes round: 2,700 m on foot between two places 1,350 m apart reach nobody within 1,400 m."""
    candidate(commune, covered[1], 50, 500_000_000, "Giữa hai thôn")
    corners = [(37.5, 12.5), (37.5, 19), (50, 19), (50, 12), (62, 12), (62.5, 12.5)]
    Road.objects.create(kind="path", geom=line(*corners), source="test", source_ref="1")
    words = {"reached": "distance", "radius_m": "1400", "goal": "budget", "budget": "1 tỷ"}

    straight = ask(client, binh, commune, **words)
    walking = ask(client, binh, commune, on_foot="on", **words)

    assert straight.reached_after - straight.reached_before == 2
    assert walking.reached_after - walking.reached_before == 1


def test_place_near_an_unprotected_danger_is_left_out_and_said(client, binh, commune, covered, pond):
    near = candidate(commune, covered[1], 37, 1_000_000, "Cạnh ao")
    pond.geom = square(36.5, 11.5, 0.1)
    pond.save()
    safe = candidate(commune, covered[2], 62, 9_000_000, "Xa ao")

    scenario = ask(client, binh, commune)
    assert picked(scenario) == [safe.name]
    assert scenario.left_out["dangerous"]["some"][0]["name"] == near.name
    assert picked(ask(client, binh, commune, leave_out_dangerous="")) == [near.name]


@pytest.mark.parametrize(
    ("words", "outcome", "sentence"),
    [
        ({"target_percent": "25"}, "met", "đạt"),
        ({"target_percent": "100"}, "optimal", "rẻ nhất"),
        ({"goal": "budget", "budget": "1 triệu"}, "optimal", "Không có"),
    ],
)
def test_outcome_is_told_in_a_sentence(client, binh, commune, places, words, outcome, sentence):
    scenario = ask(client, binh, commune, **words)
    assert scenario.outcome == outcome
    assert sentence in client.get(f"/plans/{scenario.pk}/").content.decode()


def test_target_that_all_places_together_miss_says_how_far_they_come(client, binh, commune, places):
    places[2].withdraw(reason="Đã bán", seen_version=1)
    scenario = ask(client, binh, commune, target_percent="100")
    assert (scenario.outcome, scenario.reached_after) == ("impossible", 3)
    assert "75,0 %" in client.get(f"/plans/{scenario.pk}/").content.decode()


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"target_percent": ""}, "target_percent"),
        ({"target_percent": "101"}, "target_percent"),
        ({"target_percent": "nhiều"}, "target_percent"),
        ({"goal": "budget", "budget": ""}, "budget"),
        ({"goal": "budget", "budget": "-5"}, "budget"),
        ({"reached": "distance", "radius_m": ""}, "radius_m"),
        ({"reached": "distance", "radius_m": "9" * 30}, "radius_m"),
        ({"reached": "distance", "on_foot": "on"}, "on_foot"),
        ({"communes": []}, "communes"),
        ({"communes": ["9" * 30]}, "communes"),
        ({"goal": "\0"}, "goal"),
        ({"day": "31/02/2026"}, "day"),
    ],
)
def test_bad_question_gets_a_sentence_at_its_field_and_stores_nothing(
    client, binh, commune, places, words, field
):
    client.force_login(binh)
    response = client.post("/plans/new/", {"communes": [commune.pk], **question(), **words})
    assert list(response.context["form"].errors) == [field]
    assert not Scenario.objects.exists()
