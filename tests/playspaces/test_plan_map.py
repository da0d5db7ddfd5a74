"""What the map of a plan shows beside its picks, each sign with the reason why it is there."""

import pytest

from areas.models import Commune, Village
from playspaces import questions
from playspaces.models import Candidate, Scenario
from playspaces.plan_map import Why
from tests.shapes import area, point, square


@pytest.fixture
def east(commune):
    """A second village, in which no play point is."""
    return Village.objects.create(commune=commune, name="Thôn Đông", boundary=area(square(50, 0, 50)))


@pytest.fixture
def sorts(commune, village, east, pond, playground):
    """One candidate of each sort; the playground covers the first village."""
    pond.geom = square(20, 20, 0.1)
    pond.save()
    here = {"commune": commune, "village_source": "boundary"}
    add = Candidate.objects.create
    return {
        "pick": add(name="Rẻ", geom=point(60, 12), village=east, cost=10_000_000, **here),
        "not_chosen": add(name="Đắt", geom=point(70, 12), village=east, cost=90_000_000, **here),
        "no_cost": add(name="Chưa rõ giá", geom=point(80, 12), village=east, **here),
        "dangerous": add(name="Cạnh ao", geom=point(20, 20), village=village, cost=1_000_000, **here),
        "no_village": add(name="Ngoài đồng", geom=point(90, 90), cost=1_000_000, **here),
    }


def ask(client, commune, **words) -> Scenario:
    question = {
        "communes": [commune.pk], "goal": "target", "target_percent": "100", "counted": "villages",
        "reached": "village", "day": "", "leave_out_dangerous": "on", **words,
    }  # fmt: skip
    question["day"] = question["day"] or "27/11/2026"
    response = client.post("/plans/new/", question)
    assert response.status_code == 302, response.context["form"].errors
    return Scenario.objects.get(pk=response.url.split("/")[2])


def signs(client, scenario) -> dict[str, str]:
    """Name → sign, of all that the map shows."""
    script = client.get(f"/plans/{scenario.pk}/").context["script"]
    return {other["name"]: other["sign"] for other in script["others"]} | {
        pick["name"]: "pick" for pick in script["picks"]
    }


def test_every_candidate_says_why_it_is_picked_or_not(as_son, commune, sorts, playground):
    scenario = ask(as_son, commune)
    expected = {candidate.name: sort for sort, candidate in sorts.items()}
    assert signs(as_son, scenario) == expected | {playground.name: "playspace"}

    page = as_son.get(f"/plans/{scenario.pk}/")
    assert {(sign, number) for sign, _words, number in page.context["signs"]} == {
        (sort, 1) for sort in sorts if sort != "pick"
    }
    assert "1 vị trí dự kiến: không được chọn" in page.content.decode()


def test_answer_is_told_as_it_was_whatever_is_changed_since(as_son, commune, east, sorts):
    """Priced, moved, withdrawn or added since: the map is that of the answer until it is computed again."""
    scenario = ask(as_son, commune)
    sorts["no_cost"].cost = 1
    sorts["no_cost"].save()
    sorts["not_chosen"].withdraw(reason="Đã bán", seen_version=1)
    Candidate.objects.create(
        name="Mới", geom=point(61, 13), village=east, commune=commune, cost=5, village_source="boundary"
    )
    shown = signs(as_son, scenario)
    assert (shown["Chưa rõ giá"], shown["Đắt"], shown["Mới"]) == ("no_cost", "not_chosen", "added_since")

    scenario.refresh_from_db()
    as_son.post(f"/plans/{scenario.pk}/again/", {"version": scenario.version})
    shown = signs(as_son, scenario)
    assert (shown["Chưa rõ giá"], shown["Mới"], "Đắt" in shown) == ("pick", "not_chosen", False)


def test_reasons_are_known_beyond_those_that_are_named(as_son, commune, sorts, monkeypatch):
    monkeypatch.setattr(questions, "NAMED_AT_MOST", 0)
    scenario = ask(as_son, commune)
    assert scenario.left_out["no_cost"]["some"] == []
    assert signs(as_son, scenario)["Chưa rõ giá"] == "no_cost"


@pytest.mark.parametrize("words", [{"target_percent": "50"}, {"counted": "children", "target_percent": "50"}])
def test_map_is_there_without_picks_too(as_son, commune, sorts, words):
    """Met already, or nobody counted: where the candidates and play points lie is still to be seen."""
    scenario = ask(as_son, commune, **words)
    assert not scenario.picks.exists()
    page = as_son.get(f"/plans/{scenario.pk}/").content.decode()
    assert 'id="map"' in page and 'data-sign="playspace"' in page and 'data-sign="pick"' not in page


def test_share_that_is_reached_already_is_told(as_son, commune, sorts):
    scenario = ask(as_son, commune, target_percent="50")
    page = as_son.get(f"/plans/{scenario.pk}/").content.decode()
    assert "50,0 %" in page and "1 / 2" in page and "→" not in page


def test_page_asks_the_database_as_often_for_many(
    as_son, commune, east, sorts, django_assert_max_num_queries
):
    scenario = ask(as_son, commune)
    for number in range(30):
        Candidate.objects.create(
            name=f"Chỗ {number}", geom=point(60, 13), village=east, commune=commune, village_source="boundary"
        )
    as_son.get(f"/plans/{scenario.pk}/")
    with django_assert_max_num_queries(24):
        page = as_son.get(f"/plans/{scenario.pk}/")
    assert (Why.ADDED_SINCE.value, 30) in {(sign, number) for sign, _words, number in page.context["signs"]}


def test_sentences_call_the_villages_as_their_commune_does(as_son, commune, sorts):
    Commune.objects.filter(pk=commune.pk).update(type="phuong")
    form = as_son.get("/plans/new/").content.decode()
    assert "Có điểm vui chơi trong tổ dân phố" in form and "trong thôn" not in form

    scenario = ask(as_son, commune)
    assert scenario.name == "100 % tổ dân phố"
    page = as_son.get(f"/plans/{scenario.pk}/").content.decode()
    for sentence in (
        "Đạt 100 % tổ dân phố",
        "điểm vui chơi trong tổ dân phố",
        "không nằm trong tổ dân phố nào",
    ):
        assert sentence in page
    assert "trong thôn" not in page


def test_plan_of_a_commune_and_a_ward_says_both(as_son, son, commune, other_commune, sorts):
    scenario = ask(as_son, commune)
    Commune.objects.filter(pk=other_commune.pk).update(type="phuong")
    scenario.communes.add(other_commune)
    as_son.force_login(type(son).objects.create_superuser("goc", "x"))
    assert "100 % thôn, tổ dân phố" in as_son.get(f"/plans/{scenario.pk}/").content.decode()
