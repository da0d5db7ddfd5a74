"""A plan and its candidate places are renamed, withdrawn and brought back, as is kept on record."""

import pytest

from accounts.models import Membership, Role
from playspaces.models import Candidate, Scenario
from tests.playspaces.planned import plan_of


@pytest.fixture
def planned(commune, village, son):
    return plan_of(commune, village, by=son)


@pytest.fixture
def withdrawn(planned):
    planned.scenario.withdraw(reason="Hỏi nhầm", seen_version=1)
    planned.candidate.withdraw(reason="Đã bán", seen_version=1)
    return planned


def words_of(response) -> str:
    return response.content.decode()


def test_plan_gets_another_name_and_keeps_its_answer(as_son, planned):
    address = f"/plans/{planned.scenario.pk}/rename/"
    assert "65 % thôn" in words_of(as_son.get(address))
    assert (
        as_son.post(address, {"version": 1, "name": "Trình tháng 12"}).url == f"/plans/{planned.scenario.pk}/"
    )

    renamed = Scenario.objects.get()
    assert (renamed.name, renamed.version, renamed.outcome) == ("Trình tháng 12", 2, "optimal")
    assert [row.name for row in Scenario.history.order_by("history_id")][-2:] == [
        "65 % thôn",
        "Trình tháng 12",
    ]
    assert "Trình tháng 12" in words_of(as_son.get("/plans/"))


@pytest.mark.parametrize("name", ["", " ", "x" * 121, "a\0b"])
def test_name_that_can_not_be_gets_a_sentence(as_son, planned, name):
    response = as_son.post(f"/plans/{planned.scenario.pk}/rename/", {"version": 1, "name": name})
    assert list(response.context["form"].errors) == ["name"]
    assert Scenario.objects.get().name == "65 % thôn"


def test_name_given_meanwhile_is_not_lost_unseen(as_son, planned):
    address = f"/plans/{planned.scenario.pk}/rename/"
    as_son.post(address, {"version": 1, "name": "Của An"})
    late = as_son.post(address, {"version": 1, "name": "Của Sơn"})
    assert "sửa phương án này" in words_of(late)
    assert Scenario.objects.get().name == "Của An"

    as_son.post(address, {"version": late.context["form"]["version"].value(), "name": "Của Sơn"})
    assert Scenario.objects.get().name == "Của Sơn"


def test_withdrawn_plan_is_listed_with_its_reason_and_comes_back(as_son, withdrawn):
    key = withdrawn.scenario.pk
    assert "65 % thôn" not in words_of(as_son.get("/plans/"))
    listed = words_of(as_son.get("/plans/withdrawn/"))
    assert "65 % thôn" in listed and "Hỏi nhầm" in listed and f"/plans/{key}/restore/" in listed
    assert as_son.get(f"/plans/{key}/").status_code == 404

    as_son.post(f"/plans/{key}/restore/", {"version": 2, "reason": "Vẫn cần"})
    back = Scenario.objects.get()
    assert (back.withdrawn_at, back.withdrawn_reason, back.picks.count()) == (None, "", 1)
    assert back.history.first().history_change_reason.endswith("Vẫn cần")
    assert as_son.get(f"/plans/{key}/").status_code == 200


def test_withdrawn_place_is_listed_with_its_reason_and_can_be_chosen_again(as_son, withdrawn):
    key = withdrawn.candidate.pk
    assert "Sân kho" not in words_of(as_son.get("/plans/candidates/"))
    listed = words_of(as_son.get("/plans/candidates/withdrawn/"))
    assert "Sân kho" in listed and "Đã bán" in listed and f"/plans/candidates/{key}/restore/" in listed

    as_son.post(f"/plans/candidates/{key}/restore/", {"version": 2, "reason": "Chưa bán"})
    assert Candidate.objects.in_force().get().history.first().history_change_reason.endswith("Chưa bán")
    assert "Sân kho" in words_of(as_son.get("/plans/candidates/"))


@pytest.mark.parametrize("what", ["scenario", "candidate"])
def test_restoring_twice_restores_once(as_son, withdrawn, what):
    record = getattr(withdrawn, what)
    address = {
        "scenario": f"/plans/{record.pk}/restore/",
        "candidate": f"/plans/candidates/{record.pk}/restore/",
    }
    words = {"version": 2, "reason": "Nhầm"}
    assert as_son.post(address[what], words).status_code == 302
    assert as_son.post(address[what], words).status_code == 302
    assert type(record).objects.get(pk=record.pk).version == 3


@pytest.mark.parametrize("what", ["scenario", "candidate"])
def test_stale_restoring_asks_once_more(as_son, withdrawn, what):
    record = getattr(withdrawn, what)
    address = {
        "scenario": f"/plans/{record.pk}/restore/",
        "candidate": f"/plans/candidates/{record.pk}/restore/",
    }
    response = as_son.post(address[what], {"version": 1, "reason": "Nhầm"})
    assert response.status_code == 200 and response.context["form"].non_field_errors()
    assert type(record).objects.get(pk=record.pk).withdrawn_at is not None
    assert "Nhầm" in words_of(response)


def test_who_may_not_restore_sees_no_list_of_what_was_withdrawn(client, person, commune, village, withdrawn):
    for post in ("village_collaborator", "economic_staff", "leader"):
        client.force_login(person(post, post, post, commune))
        assert "/plans/withdrawn/" not in words_of(client.get("/plans/"))
        for address in (
            "/plans/withdrawn/",
            "/plans/candidates/withdrawn/",
            f"/plans/candidates/{withdrawn.candidate.pk}/restore/",
            f"/plans/{withdrawn.scenario.pk}/restore/",
        ):
            assert client.get(address).status_code == 403


def test_neighbour_finds_nothing_to_restore(client, tuan, other_commune, withdrawn):
    Membership.objects.create(user=tuan, role=Role.objects.get(code="service_centre"), commune=other_commune)
    client.force_login(tuan)
    assert "65 % thôn" not in words_of(client.get("/plans/withdrawn/"))
    assert "Sân kho" not in words_of(client.get("/plans/candidates/withdrawn/"))
    assert client.get(f"/plans/{withdrawn.scenario.pk}/restore/").status_code == 404
    assert client.get(f"/plans/candidates/{withdrawn.candidate.pk}/restore/").status_code == 404


def test_plan_of_two_communes_comes_back_by_who_may_restore_in_both(as_son, other_commune, withdrawn):
    withdrawn.scenario.communes.add(other_commune)
    assert "65 % thôn" not in words_of(as_son.get("/plans/withdrawn/"))
    assert as_son.get(f"/plans/{withdrawn.scenario.pk}/restore/").status_code == 404
