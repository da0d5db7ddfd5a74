"""A plan is stored once, computed, cancelled, asked again, and read by those who may read it."""

import json
import re
from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership, Role
from areas.models import Village
from playspaces import services
from playspaces.models import Computation, Scenario
from playspaces.models.planning import LOST_AFTER
from tests.playspaces.asking import ask, candidate, picked, question
from tests.shapes import area, square


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
    assert not re.search(r"\b160\b", page)
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
