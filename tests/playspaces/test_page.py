"""The page of a play space: its history, who is in charge, and any day of its life."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.ties import ties_of
from hazards.models import HazardKind, HazardSite
from playspaces import services
from playspaces.history import history_of
from playspaces.models import Closure, EquipmentFault, Facility, PlaySpace, SwimmingClass
from tests.playspaces.cared_for import cared_for
from tests.shapes import point

pytestmark = pytest.mark.django_db
LAYER = reverse("map-layer", args=["playspaces"]) + "?bbox=105.8,20.9,105.9,21.0"


def told(space, reader) -> str:
    """All that the history says, in one text."""
    lines = []
    for event in history_of(space, reader).events:
        lines += [event.what, event.who, event.note]
        lines += [f"{change.label}: {change.before} → {change.after}" for change in event.changes]
    return "\n".join(lines)


def test_the_history_tells_who_changed_what_before_and_after(playground, minh, son):
    playground._history_user = son
    playground.capacity = 30
    services.edit_space(playground, facilities=Facility.objects.filter(code="swings"), seen_version=1)
    playground.capacity = 40
    services.edit_space(playground, facilities=[], seen_version=2)
    words = told(playground, minh)
    assert "30 → 40" in words
    assert Facility.objects.get(code="swings").name in words
    assert str(son) in words


def test_the_history_tells_of_every_part_and_keeps_its_queries(
    village, son, minh, django_assert_max_num_queries
):
    play = cared_for(village, by=son)
    for number in range(5):
        EquipmentFault.objects.create(playspace=play.pool, item=f"Ghế {number}")
        Closure.objects.create(playspace=play.pool, since=date(2026, 1, 1), reason=f"Ngập {number}")
    services.mend_fault(play.fault, on=date(2026, 5, 2), seen_version=1)
    play.swimming_class.withdraw(reason="Không mở", seen_version=1)
    with django_assert_max_num_queries(16):
        words = told(PlaySpace.objects.get(pk=play.pool.pk), minh)
    for part in ("Thang lỏng", "Ngập 4", "Lớp bơi hè", "Không mở"):
        assert part in words


def test_who_may_not_see_who_did_what_sees_no_history(client, hoa, minh, playground):
    client.force_login(hoa)
    assert client.get(f"/play-spaces/{playground.pk}/").context["timeline"] is None
    client.force_login(minh)
    assert client.get(f"/play-spaces/{playground.pk}/").context["timeline"].events


def test_service_centre_sees_who_did_what_at_the_play_spaces_that_it_keeps(as_son, playground):
    assert as_son.get(f"/play-spaces/{playground.pk}/").context["timeline"].events


def test_service_centre_sees_no_history_of_dangers(as_son, commune):
    pond = HazardKind.objects.get(code="pond")
    site = HazardSite.objects.create(
        name="Ao làng", kind=pond, geom=point(15, 15), commune=commune, found_on=date(2026, 1, 1)
    )
    assert 'id="history"' not in as_son.get(reverse("site", args=[site.pk])).content.decode()


@pytest.fixture
def managed(playground, unit, lan):
    playground.manager_unit, playground.manager_person = unit, lan
    playground.save()
    return playground


def test_the_person_in_charge_is_named_to_staff_and_the_unit_to_all(
    client, managed, unit, lan, hoa, minh, as_son
):
    page = f"/play-spaces/{managed.pk}/"
    assert lan.full_name in as_son.get(page).content.decode()
    client.force_login(minh)
    assert lan.full_name in client.get(page).content.decode()
    client.force_login(hoa)
    for address in (page, f"{page}card/"):
        words = client.get(address).content.decode()
        assert unit.name in words
        assert lan.full_name not in words


def test_a_teacher_is_named_to_staff_alone(client, pool, hoa, as_son):
    today = timezone.localdate()
    SwimmingClass.objects.create(
        playspace=pool, name="Lớp hè", begins_on=today, ends_on=today, teacher="Cô Hà"
    )
    assert "Cô Hà" in as_son.get(f"/play-spaces/{pool.pk}/").content.decode()
    client.force_login(hoa)
    assert "Cô Hà" not in client.get(f"/play-spaces/{pool.pk}/").content.decode()


def test_the_page_of_a_person_tells_what_they_are_in_charge_of(managed, lan, minh, tuan):
    assert [tie.leads_to for tie in ties_of(lan, minh)] == [f"/play-spaces/{managed.pk}/"]
    assert ties_of(lan, tuan) == []


def test_the_page_of_an_earlier_day_shows_that_day_and_offers_no_deed(as_son, playground):
    Closure.objects.create(
        playspace=playground, since=date(2026, 4, 1), until=date(2026, 4, 9), reason="Ngập nước"
    )
    page = as_son.get(f"/play-spaces/{playground.pk}/?as_of=2026-04-02")
    assert page.context["shown"].is_shut
    assert f"{playground.pk}/edit/" not in page.content.decode()
    assert not as_son.get(f"/play-spaces/{playground.pk}/").context["shown"].is_shut


def test_the_card_and_the_map_tell_of_the_danger(as_son, client, lan, playground, pond):
    PlaySpace.objects.filter(pk=playground.pk).update(geom=point(11.5, 10.5))
    assert pond.name in as_son.get(f"/play-spaces/{playground.pk}/card/").content.decode()
    client.force_login(lan)
    layer = client.get(LAYER).json()
    assert layer["features"][0]["properties"]["near_danger"] is True
    pond.withdraw(reason="Không có", seen_version=1)
    layer = client.get(LAYER).json()
    assert "near_danger" not in layer["features"][0]["properties"]


def test_the_page_keeps_its_number_of_queries(as_son, village, son, django_assert_max_num_queries):
    """Its history among them."""
    play = cared_for(village, by=son)
    for number in range(8):
        EquipmentFault.objects.create(playspace=play.pool, item=f"Ghế {number}")
        Closure.objects.create(playspace=play.pool, since=date(2026, 1, 1), reason="Ngập")
    as_son.get(f"/play-spaces/{play.pool.pk}/")
    with django_assert_max_num_queries(28):
        assert as_son.get(f"/play-spaces/{play.pool.pk}/").status_code == 200
