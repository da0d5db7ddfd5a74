"""Sơn records a play space, and changes one."""

import json
import uuid
from datetime import date

import pytest

from accounts.models import Unit
from playspaces.models import Facility, PlaySpace, PlaySpaceKind
from tests.shapes import point, square

pytestmark = pytest.mark.django_db
NEW = "/play-spaces/new/"


@pytest.fixture
def answers(village):
    """What is sent for a playground in Đại Áng."""
    return {
        "id": str(uuid.uuid4()),
        "geometry": json.dumps({"type": "Point", "coordinates": [105.82, 20.92]}),
        "kind": PlaySpaceKind.objects.get(code="playground").pk,
        "name": "Sân chơi mới",
        "for_children": "on",
    }


def errors(page) -> dict[str, list[str]]:
    assert page.status_code == 200
    return page.context["form"].errors


def test_the_fewest_fields_make_a_play_space(as_son, son, village, answers):
    answer = as_son.post(NEW, answers)
    space = PlaySpace.objects.get()
    assert answer.url == f"/play-spaces/{space.pk}/"
    assert (str(space.pk), space.village, space.village_source) == (answers["id"], village, "boundary")
    assert (space.created_by, space.is_lit, space.depth_max_m) == (son, None, None)


def test_every_detail_is_kept(as_son, answers, unit, lan, other_village):
    pool = PlaySpaceKind.objects.get(code="swimming_pool")
    facilities = Facility.objects.filter(code__in=["toilets", "first_aid"])
    details = {
        "kind": pool.pk, "village": other_village.pk, "opened_on": "01/05/1975", "closed_on": "", "age_from": "6",
        "age_to": "15", "capacity": "40", "opening_hours": "17 h – 20 h", "is_lit": "True", "shade": "some",
        "facilities": [facility.pk for facility in facilities], "manager_unit": unit.pk, "manager_person": lan.pk,
        "description": "Cạnh đình", "depth_max_m": "1,2", "is_fenced": "True", "has_lifeguard": "False",
    }  # fmt: skip
    as_son.post(NEW, answers | details)
    space = PlaySpace.objects.get()
    assert (space.village, space.village_source) == (other_village, "hand")
    assert (space.opened_on, space.age_from, space.age_to, space.capacity) == (date(1975, 5, 1), 6, 15, 40)
    assert (space.is_lit, space.shade, float(space.depth_max_m)) == (True, "some", 1.2)
    assert (space.is_fenced, space.has_lifeguard, space.has_rescue_gear) == (True, False, None)
    assert (space.manager_unit, space.manager_person) == (unit, lan)
    assert set(space.facilities.all()) == set(facilities)


def test_water_is_forgotten_where_nobody_swims(as_son, answers):
    as_son.post(NEW, answers | {"depth_max_m": "99", "is_fenced": "True"})
    space = PlaySpace.objects.get()
    assert (space.depth_max_m, space.is_fenced) == (None, None)


def test_sent_twice_it_is_stored_once(as_son, answers):
    as_son.post(NEW, answers)
    assert as_son.post(NEW, answers).status_code == 302
    assert PlaySpace.objects.count() == 1


def test_another_place_from_the_same_form_asks_first(as_son, answers):
    as_son.post(NEW, answers)
    page = as_son.post(NEW, answers | {"name": "Sân khác"})
    assert errors(page)["__all__"]
    assert PlaySpace.objects.get().name == answers["name"]
    again = answers | {"name": "Sân khác", "id": page.context["form"]["id"].value()}
    assert as_son.post(NEW, again).status_code == 302
    assert PlaySpace.objects.count() == 2


OUTSIDE = json.dumps({"type": "Point", "coordinates": [105.0, 20.0]})
HALF_OUTSIDE = square(-1, 10, 2).geojson


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("closed_on", {"opened_on": "02/01/2026", "closed_on": "01/01/2026"}),
        ("age_to", {"age_from": "12", "age_to": "6"}),
        ("age_from", {"age_from": "19"}),
        ("capacity", {"capacity": "0"}),
        ("capacity", {"capacity": "9" * 30}),
        ("depth_max_m", {"depth_max_m": "120"}),
        ("geometry", {"geometry": ""}),
        ("geometry", {"geometry": OUTSIDE}),
        ("geometry", {"geometry": HALF_OUTSIDE}),
        ("name", {"name": ""}),
        ("kind", {"kind": ""}),
        ("village", {"village": "999999"}),
        ("facilities", {"facilities": ["9" * 25]}),
        ("opened_on", {"opened_on": "31/02/2026"}),
    ],
)
def test_a_wrong_answer_gets_a_sentence_at_its_field(as_son, answers, field, wrong):
    pool = PlaySpaceKind.objects.get(code="swimming_pool").pk
    page = as_son.post(NEW, answers | {"kind": pool} | wrong)
    assert list(errors(page)) == [field]
    assert len(page.context["form"].errors[field]) == 1
    assert not PlaySpace.objects.exists()


def test_a_unit_of_the_next_commune_is_refused(as_son, answers, other_commune):
    theirs = Unit.objects.create(commune=other_commune, name="Đơn vị khác")
    assert list(errors(as_son.post(NEW, answers | {"manager_unit": theirs.pk}))) == ["manager_unit"]


def test_a_person_of_the_next_commune_is_refused(as_son, answers, tuan):
    assert list(errors(as_son.post(NEW, answers | {"manager_person": tuan.pk}))) == ["manager_person"]


@pytest.fixture
def stored(playground):
    """What the form of the playground sends back unchanged."""
    return {
        "id": str(playground.pk),
        "version": "1",
        "geometry": playground.geom.geojson,
        "kind": playground.kind_id,
        "name": playground.name,
        "for_children": "on",
        "opened_on": "01/01/2025",
    }


def test_a_change_is_kept_with_its_author(as_son, son, playground, stored):
    as_son.post(f"/play-spaces/{playground.pk}/edit/", stored | {"name": "Sân chơi mới tên"})
    playground.refresh_from_db()
    assert (playground.name, playground.version) == ("Sân chơi mới tên", 2)
    assert playground.history.first().history_user == son


def test_a_save_on_an_old_version_shows_both_sides(as_son, lan, playground, stored):
    playground.name = "Tên của Lan"
    playground._history_user = lan
    playground.save_edit(seen_version=1)
    page = as_son.post(f"/play-spaces/{playground.pk}/edit/", stored | {"name": "Tên của Sơn"})
    words = page.content.decode()
    assert "Tên của Lan" in words
    assert "Tên của Sơn" in words
    playground.refresh_from_db()
    assert playground.name == "Tên của Lan"
    as_son.post(f"/play-spaces/{playground.pk}/edit/", stored | {"name": "Tên của Sơn", "version": "2"})
    playground.refresh_from_db()
    assert playground.name == "Tên của Sơn"


def test_a_stored_place_that_reaches_out_can_be_changed_where_it_lies(as_son, playground, stored):
    playground.geom = square(-1, 10, 4)
    playground.save()
    sent = stored | {"geometry": playground.geom.geojson, "name": "Tên mới"}
    assert as_son.post(f"/play-spaces/{playground.pk}/edit/", sent).status_code == 302


def test_the_place_is_told_while_the_form_is_filled_in(as_son, village, answers):
    words = as_son.post("/play-spaces/place/", answers).content.decode()
    assert village.full_name in words
    answers["geometry"] = point(500, 500).geojson
    words = as_son.post("/play-spaces/place/", answers).content.decode()
    assert "field-error" in words
    assert not PlaySpace.objects.exists()
