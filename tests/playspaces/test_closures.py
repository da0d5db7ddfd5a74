"""Out of use for a time, closed for good, withdrawn, restored."""

from datetime import date

import pytest
from django.utils import timezone

from playspaces.models import Closure, EquipmentFault, PlaySpace

pytestmark = pytest.mark.django_db


@pytest.fixture
def to(as_son, playground):
    """`to("close", on=…)` posts on the playground's version as stored."""

    def post(deed, **words):
        playground.refresh_from_db()
        return as_son.post(f"/play-spaces/{playground.pk}/{deed}/", {"version": playground.version} | words)

    return post


def is_open(space, day) -> bool:
    return PlaySpace.objects.open_on(day).filter(pk=space.pk).exists()


def test_a_place_under_repair_is_not_usable_until_it_is_again(to, playground):
    to("closures/new", since="01/05/2026", reason="Sửa xích đu")
    assert not is_open(playground, date(2026, 5, 1))
    closure = Closure.objects.get()
    to(f"closures/{closure.pk}/edit", since="01/05/2026", reason="Sửa xích đu", until="08/05/2026")
    assert is_open(playground, date(2026, 4, 30))
    assert not is_open(playground, date(2026, 5, 7))
    assert is_open(playground, date(2026, 5, 8))


def test_a_spell_that_ends_as_it_begins_holds_on_no_day(to, as_son, playground):
    to("closures/new", since="01/05/2026", reason="Nhầm", until="01/05/2026")
    assert is_open(playground, date(2026, 5, 1))
    assert as_son.get(f"/play-spaces/{playground.pk}/").context["shown"].closures == []


def test_usable_again_before_it_closed_gets_a_sentence(to):
    page = to("closures/new", since="08/05/2026", reason="Sửa", until="01/05/2026")
    assert list(page.context["form"].errors) == ["until"]
    assert not Closure.objects.exists()


def test_pressed_twice_there_is_one_spell(as_son, playground):
    sent = {"version": 1, "since": "01/05/2026", "reason": "Sửa"}
    for _time in range(2):
        assert as_son.post(f"/play-spaces/{playground.pk}/closures/new/", sent).status_code == 302
    assert Closure.objects.count() == 1


def test_another_spell_on_an_old_version_is_asked_about(to, as_son, playground):
    to("closures/new", since="01/05/2026", reason="Sửa")
    sent = {"version": 1, "since": "02/05/2026", "reason": "Ngập"}
    page = as_son.post(f"/play-spaces/{playground.pk}/closures/new/", sent)
    assert page.context["form"].errors["__all__"]
    assert Closure.objects.count() == 1


def test_a_dangerous_fault_proposes_to_keep_children_away_and_one_tap_does(as_son, playground):
    page = f"/play-spaces/{playground.pk}/"
    assert "play-shut" not in as_son.get(page).content.decode()
    EquipmentFault.objects.create(playspace=playground, item="Xích đu đứt dây", severity="dangerous")
    words = as_son.get(page).content.decode()
    assert f'action="{page}closures/new/"' in words
    assert is_open(playground, timezone.localdate())  # nothing happens by itself
    proposed = as_son.get(page).context
    sent = {
        "version": proposed["space"].version,
        "since": f"{proposed['today']:%d/%m/%Y}",
        "reason": "Nguy hiểm: Xích đu đứt dây",
    }
    as_son.post(f"{page}closures/new/", sent)
    assert not is_open(playground, timezone.localdate())
    assert f'action="{page}closures/new/"' not in as_son.get(page).content.decode()


def test_closed_for_good_it_counts_no_more_and_that_can_be_taken_back(to, playground):
    to("close", on="01/06/2026")
    assert not is_open(playground, date(2026, 6, 1))
    to("close", on="")
    assert is_open(playground, date(2026, 6, 1))


def test_closed_before_it_opened_gets_a_sentence(to, playground):
    page = to("close", on="31/12/2024")
    assert list(page.context["form"].errors) == ["on"]


def test_withdrawn_it_is_gone_for_readers_and_comes_back(to, as_son, client, playground, hoa):
    page = f"/play-spaces/{playground.pk}/"
    assert to("withdraw", reason="Ghi hai lần").url == "/play-spaces/"
    assert playground.name in as_son.get("/play-spaces/withdrawn/").content.decode()
    assert as_son.get(page).status_code == 200
    assert as_son.get(f"{page}card/").status_code == 404
    to("restore", reason="Không phải hai lần")
    playground.refresh_from_db()
    assert playground.withdrawn_at is None
    assert playground.history.first().history_change_reason == "restore Không phải hai lần"
    playground.withdraw(reason="Nhầm", seen_version=playground.version)
    client.force_login(hoa)
    assert client.get(page).status_code == 404
    assert client.get("/play-spaces/withdrawn/").status_code == 403


def test_a_spell_of_another_place_is_not_found_here(as_son, playground, pool):
    closure = Closure.objects.create(playspace=pool, since=date(2026, 5, 1), reason="Sửa")
    assert as_son.get(f"/play-spaces/{playground.pk}/closures/{closure.pk}/edit/").status_code == 404
    assert as_son.get(f"/play-spaces/{playground.pk}/closures/{10**30}/edit/").status_code == 404
