"""The service centre asks which places come next, and everybody reads the answer they may read."""

import json
import uuid
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from areas.models import ChildCount, Village
from playspaces import services
from playspaces.models import Candidate, Computation, PublicLand, Scenario
from playspaces.models.planning import LOST_AFTER
from roads.models import Road
from tests.shapes import area, line, point, square


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


def candidate(commune, village, x, cost, name="Bãi đất", **facts) -> Candidate:
    return Candidate.objects.create(
        name=name,
        geom=point(x, 12),
        commune=commune,
        village=village,
        cost=cost,
        village_source="boundary",
        **facts,
    )


@pytest.fixture
def places(commune, covered):
    return [
        candidate(commune, covered[1], 37, 300_000_000, "Đất thôn 1"),
        candidate(commune, covered[2], 62, 100_000_000, "Đất thôn 2"),
        candidate(commune, covered[3], 87, 200_000_000, "Đất thôn 3"),
        candidate(commune, covered[3], 88, None, "Chưa rõ giá"),
    ]


def question(**words) -> dict:
    return {
        "id": uuid.uuid4(), "goal": "target", "target_percent": "50", "budget": "", "counted": "villages",
        "reached": "village", "radius_m": "1000", "day": f"{timezone.localdate():%d/%m/%Y}",
        "leave_out_dangerous": "on", **words,
    }  # fmt: skip


def ask(client, user, commune, **words) -> Scenario:
    client.force_login(user)
    response = client.post("/plans/new/", {"communes": [commune.pk], **question(**words)})
    assert response.status_code == 302, response.context["form"].errors
    return Scenario.objects.get(pk=response.url.split("/")[2])


def picked(scenario) -> list[str]:
    return [pick.candidate.name for pick in scenario.picks.all()]


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


def test_plan_sent_twice_is_stored_once(client, binh, commune, places):
    words = question(communes=[commune.pk])
    client.force_login(binh)
    assert client.post("/plans/new/", words).url == client.post("/plans/new/", words).url
    assert Scenario.objects.count() == 1


def test_answer_stays_until_it_is_computed_again(client, binh, commune, places):
    scenario = ask(client, binh, commune)
    places[1].cost = 900_000_000
    places[1].save()
    client.post(f"/plans/{scenario.pk}/again/", {"version": 1})  # was 2 since the answer came
    assert picked(scenario) == ["Đất thôn 2"]

    scenario.refresh_from_db()
    client.post(f"/plans/{scenario.pk}/again/", {"version": scenario.version})
    assert picked(scenario) == ["Đất thôn 3"]


def test_plan_for_several_communes_is_a_task(client, person, commune, other_commune, places):
    viewer = person("city", "Thành Phố", "city_viewer")
    other = Village.objects.create(commune=other_commune, name="Yên Sở", boundary=area(square(100, 0, 50)))
    candidate(other_commune, other, 120, 50_000_000, "Đất Yên Sở")
    client.force_login(viewer)
    response = client.post("/plans/new/", {"everywhere": "on", **question(target_percent="40")})

    scenario = Scenario.objects.get()
    assert response.url == f"/plans/{scenario.pk}/"
    assert scenario.computation.state == "done"
    assert picked(scenario) == ["Đất Yên Sở"]


def test_cancelled_plan_takes_in_no_answer(binh, commune, places):
    scenario = Scenario(name="Thử", target_percent=50, created_by=binh)
    services.ask_plan(scenario, communes=[commune], by=binh)
    computation = Computation.objects.get()

    def cancelled_meanwhile(scenario, question):
        services.cancel(Computation.objects.get())
        return services.solve_here(scenario, question)

    services.compute(computation, cancelled_meanwhile)
    computation.refresh_from_db()
    scenario.refresh_from_db()
    assert (computation.state, scenario.solved_at, scenario.picks.count()) == ("cancelled", None, 0)


def test_plan_that_waits_is_cancelled_at_once_and_never_begun(client, binh, commune, places):
    scenario = Scenario(name="Thử", target_percent=50, created_by=binh)
    services.ask_plan(scenario, communes=[commune], by=binh)
    client.force_login(binh)
    client.post(f"/plans/{scenario.pk}/cancel/")
    services.compute(Computation.objects.get(), services.solve_here)
    assert Computation.objects.get().state == "cancelled"


def test_computation_lost_with_its_server_can_be_asked_again(client, binh, commune, places):
    scenario = ask(client, binh, commune)
    begun = timezone.now() - LOST_AFTER - timedelta(minutes=1)
    Computation.objects.update(state="running", started_at=begun)
    scenario.refresh_from_db()
    client.post(f"/plans/{scenario.pk}/again/", {"version": scenario.version})
    assert Computation.objects.get().state == "done"


def test_progress_tells_when_to_draw_the_page_anew(client, binh, commune, places):
    scenario = ask(client, binh, commune)
    Computation.objects.update(state="running", started_at=timezone.now(), step="solving")
    going = client.get(f"/plans/{scenario.pk}/progress/")
    assert "every 2s" in going.content.decode()
    assert "HX-Refresh" not in going
    Computation.objects.update(state="done")
    assert client.get(f"/plans/{scenario.pk}/progress/")["HX-Refresh"] == "true"


def test_plan_of_a_neighbour_is_not_there(client, binh, tuan, commune, other_commune, places):
    scenario = ask(client, binh, commune)
    Membership.objects.create(user=tuan, role=Role.objects.get(code="service_centre"), commune=other_commune)
    client.force_login(tuan)
    for name in ("plan", "plan-progress", "plan-csv", "plan-geojson", "plan-withdraw"):
        assert client.get(reverse(name, args=[scenario.pk])).status_code == 404
    scenario.communes.add(other_commune)  # a part of it is not enough
    assert client.get(f"/plans/{scenario.pk}/").status_code == 404


def test_collaborator_reads_a_plan_without_its_children(client, binh, person, commune, places):
    scenario = ask(client, binh, commune, goal="budget", budget="300 triệu", counted="children")
    client.force_login(person("thu", "Thu", "village_collaborator", commune, places[0].village))
    page = client.get(f"/plans/{scenario.pk}/").content.decode()
    assert "Đất thôn 1" in page
    assert "160" not in page
    assert client.post(f"/plans/{scenario.pk}/again/", {"version": 2}).status_code == 403
    assert client.get("/plans/new/").status_code == 403


def test_picks_leave_as_a_table_and_as_a_map_layer(client, binh, commune, places):
    scenario = ask(client, binh, commune, target_percent="75")
    table = b"".join(client.get(f"/plans/{scenario.pk}/picks.csv")).decode("utf-8-sig").splitlines()
    assert [line.split(";")[:2] for line in table[1:]] == [["1", "Đất thôn 2"], ["2", "Đất thôn 3"]]
    layer = json.loads(client.get(f"/plans/{scenario.pk}/picks.geojson").content)
    assert layer["features"][0]["geometry"]["coordinates"] == [105.862, 20.912]
    assert layer["features"][0]["properties"]["cost_vnd"] == 100_000_000


def test_plans_stand_side_by_side(client, binh, commune, places):
    cheap, dear = ask(client, binh, commune), ask(client, binh, commune, target_percent="75")
    page = client.get("/plans/compare/", {"plan": [cheap.pk, dear.pk]})
    first, second = page.context["sides"]
    assert [mark.is_shared for mark in second.marks] == [True, False]
    assert first.told.percent_after == 50
    assert "hai đến bốn" in client.get("/plans/compare/", {"plan": [cheap.pk, "x\0"]}).content.decode()


# --- places ---------------------------------------------------------------------------------


def spot(**words) -> dict:
    return {
        "id": uuid.uuid4(),
        "geometry": point(30, 5).geojson,
        "name": "Bãi trống",
        "cost": "350 triệu",
        **words,
    }


def test_place_is_drawn_changed_and_withdrawn(client, binh, hamlets):
    client.force_login(binh)
    words = spot()
    assert client.post("/plans/candidates/new/", words).status_code == 302
    assert client.post("/plans/candidates/new/", words).status_code == 302
    made = Candidate.objects.get()
    assert (made.village, made.cost, made.origin) == (hamlets[1], 350_000_000, "drawn")
    client.post(
        f"/plans/candidates/{made.pk}/edit/", {**spot(cost=""), "version": 1, "village": hamlets[2].pk}
    )
    made.refresh_from_db()
    assert (made.village, made.village_source, made.cost) == (hamlets[2], "hand", None)
    client.post(f"/plans/candidates/{made.pk}/withdraw/", {"version": 2, "reason": "Đã bán"})
    assert not Candidate.objects.in_force().exists()


def test_change_of_a_place_that_somebody_else_changed_shows_both_sides(client, binh, hamlets):
    client.force_login(binh)
    client.post("/plans/candidates/new/", spot())
    made = Candidate.objects.get()
    made.name = "Sân kho"
    made.save_edit(seen_version=1)
    response = client.post(f"/plans/candidates/{made.pk}/edit/", {**spot(name="Bãi cỏ"), "version": 1})
    assert ("Bãi cỏ", "Sân kho") in [(row.mine, row.stored) for row in response.context["differences"]]
    assert Candidate.objects.get().name == "Sân kho"


@pytest.mark.parametrize(
    ("words", "field"),
    [
        ({"geometry": ""}, "geometry"),
        ({"geometry": square(1, 1, 5).geojson}, "geometry"),
        ({"geometry": point(500, 500).geojson}, "geometry"),
        ({"name": " "}, "name"),
        ({"cost": "-1"}, "cost"),
        ({"cost": "9" * 39}, "cost"),
        ({"kind": "9" * 30}, "kind"),
        ({"village": "0"}, "village"),
    ],
)
def test_bad_place_gets_a_sentence_at_its_field(client, binh, hamlets, words, field):
    client.force_login(binh)
    response = client.post("/plans/candidates/new/", spot(**words))
    assert list(response.context["form"].errors) == [field]
    assert not Candidate.objects.exists()


def test_list_of_places_asks_the_database_as_often_for_many(
    client, binh, commune, places, django_assert_max_num_queries
):
    client.force_login(binh)
    for number in range(20):
        candidate(commune, places[0].village, 30 + number / 10, 1_000_000, f"Chỗ {number}")
    with django_assert_max_num_queries(16):
        assert client.get("/plans/candidates/").status_code == 200


def test_places_are_proposed_on_public_land_once(client, binh, commune, covered, pond):
    """In the covered village none, near the pond none; a large piece gives several."""
    pond.geom = square(60, 12, 0.1)
    pond.save()
    for name, shape in {
        "Trong thôn đã có": square(5, 5, 1),
        "Sân kho": square(30, 5, 1),
        "Bãi lớn": square(40, 5, 3),
        "Cạnh ao": square(60, 12, 0.5),
        "Mẩu đất": square(80, 5, 0.05),
    }.items():
        PublicLand.objects.create(name=name, geom=shape, commune=commune)
    client.force_login(binh)
    made = client.post("/plans/candidates/generate/", {"cost": "200 triệu"}).context["made"]

    assert {one.village for one in made.added} == {covered[1]}
    assert len([one for one in made.added if one.name.startswith("Bãi lớn")]) >= 3
    assert (made.covered, made.dangerous, made.too_small) == (1, 1, 1)
    assert all(one.cost == 200_000_000 and one.origin == "generated" for one in Candidate.objects.all())
    assert Candidate.history.count() == Candidate.objects.count()

    Candidate.objects.first().withdraw(reason="Không hợp", seen_version=1)
    again = client.post("/plans/candidates/generate/", {"cost": "1 tỷ"}).context["made"]
    assert (again.added, again.known) == ([], len(made.added))
