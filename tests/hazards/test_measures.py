"""A measure's life: planned, installed, damaged, repaired, removed; each changes the status at once."""

import json
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.urls import reverse
from django.utils import timezone

from hazards.models import Finding, HazardSite, Measure
from hazards.status import Status
from tests.shapes import square

pytestmark = pytest.mark.django_db


def status(site: HazardSite) -> str:
    return HazardSite.objects.with_status(timezone.localdate()).get(pk=site.pk).status


def days_ago(days: int) -> str:
    return f"{timezone.localdate() - timedelta(days=days):%d/%m/%Y}"


@pytest.fixture
def add(send, lan, pond, measure_kind):
    """A fence, installed yesterday unless changed."""

    def post(user=lan, **changed):
        answers = {"kind": measure_kind("fence").pk, "state": "installed", "on": days_ago(1)} | changed
        return send(user, "measure-new", pond.pk, **answers)

    return post


@pytest.fixture
def record(send, lan):
    def post(measure, step, on, user=lan, version=None, **changed):
        measure.refresh_from_db()
        answers = {"step": step, "on": on, "version": version or measure.version} | changed
        return send(user, "measure-record", measure.pk, **answers)

    return post


def test_an_installed_fence_protects_at_once_and_the_map_is_told(add, pond):
    response = add(quantity="40,5", note="Cao 1,2 m")
    assert status(pond) == Status.PROTECTED
    assert json.loads(response["HX-Trigger"]) == {"site-changed": {"id": str(pond.pk)}}
    assert response["HX-Retarget"] == "#site-card"
    assert "Saved: Fence or barrier." in response.content.decode()
    assert Measure.objects.get().quantity == Decimal("40.5")


def test_without_htmx_the_page_of_the_site_comes_back(send, lan, pond, measure_kind):
    answers = {"kind": measure_kind("fence").pk, "state": "installed", "on": days_ago(1)}
    response = send(lan, "measure-new", pond.pk, htmx=False, **answers)
    assert response.status_code == 302
    assert response.url == reverse("site", args=[pond.pk])


def test_a_planned_fence_is_in_progress_and_its_installation_protects(add, record, pond):
    add(state="planned", on="01/12/2030" if timezone.localdate().year < 2030 else days_ago(0))
    assert status(pond) == Status.IN_PROGRESS
    record(Measure.objects.get(), "installed", days_ago(0), quantity="12")
    assert status(pond) == Status.PROTECTED
    assert Measure.objects.get().quantity == 12


def test_damage_repair_and_removal_change_the_status_at_once(add, record, pond):
    add(on=days_ago(9))
    fence = Measure.objects.get()
    for step, ago, expected in [
        ("damaged", 6, Status.UNPROTECTED),
        ("repairing", 5, Status.IN_PROGRESS),
        ("repaired", 4, Status.PROTECTED),
        ("removed", 3, Status.UNPROTECTED),
    ]:
        assert "HX-Trigger" in record(fence, step, days_ago(ago))
        assert status(pond) == expected


def test_a_plan_can_be_given_up(add, record, pond):
    add(state="planned", on=days_ago(0))
    record(Measure.objects.get(), "given_up", days_ago(0))
    assert status(pond) == Status.UNPROTECTED


def test_a_double_click_stores_one_measure(add):
    key = str(uuid.uuid4())
    assert "HX-Trigger" in add(id=key)
    assert "HX-Trigger" in add(id=key)
    assert Measure.objects.count() == 1


def test_another_measure_under_a_used_key_is_asked_about(add, measure_kind):
    key = str(uuid.uuid4())
    add(id=key)
    assert "already saved" in add(id=key, kind=measure_kind("cover").pk).content.decode()
    assert Measure.objects.count() == 1


@pytest.mark.parametrize("changed", [{"quantity": "12"}, {"note": "Bờ bắc"}])
def test_a_corrected_measure_is_not_taken_for_the_one_already_stored(add, changed):
    key = str(uuid.uuid4())
    add(id=key)
    assert "already saved" in add(id=key, **changed).content.decode()


def test_the_same_step_on_another_day_is_not_passed_over(add, record):
    add(on=days_ago(9))
    fence = Measure.objects.get()
    record(fence, "damaged", days_ago(1), version=1)
    answer = record(fence, "damaged", days_ago(5), version=1)
    assert "HX-Trigger" not in answer
    assert Finding.objects.get().on == timezone.localdate() - timedelta(days=1)


def test_a_double_click_on_damaged_stores_one_finding(add, record):
    add(on=days_ago(9))
    fence = Measure.objects.get()
    for _ in range(2):
        assert "HX-Trigger" in record(fence, "damaged", days_ago(1), version=1)
    assert Finding.objects.count() == 1


def test_what_someone_else_recorded_meanwhile_is_not_overwritten(add, record, person, commune):
    binh = person("binh", "Bình", "economic_staff", commune)
    add(on=days_ago(9))
    fence = Measure.objects.get()
    record(fence, "damaged", days_ago(5), user=binh)
    response = record(fence, "removed", days_ago(1), version=1)
    assert "Someone recorded something" in response.content.decode()
    fence.refresh_from_db()
    assert fence.removed_on is None


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"kind": ""}, "choose which measure"),
        ({"on": ""}, "give the date"),
        ({"on": "31/02/2026"}, "31/12/2026"),
        ({"quantity": "-1"}, "not below 0"),
        ({"quantity": "nhiều"}, "2,5"),
    ],
)
def test_a_bad_measure_is_refused_with_what_to_do(add, changed, words):
    assert words in add(**changed).content.decode()
    assert not Measure.objects.exists()


def test_a_measure_of_a_day_to_come_is_refused(add):
    assert "installed in the future" in add(on=days_ago(-3)).content.decode()
    assert not Measure.objects.exists()


@pytest.mark.parametrize(
    ("step", "days", "words"),
    [
        ("damaged", -1, "in the future"),
        ("removed", 30, "give that day or a later one"),
        ("repaired", 1, "cannot be recorded now"),
        ("", 1, "choose what happened"),
    ],
)
def test_a_step_that_cannot_be_is_refused(add, record, step, days, words):
    add(on=days_ago(9))
    assert words in record(Measure.objects.get(), step, days_ago(days)).content.decode()
    assert not Finding.objects.exists()


def test_the_small_form_offers_the_steps_of_the_measures_state(as_user, lan, fence):
    page = as_user(lan).get(reverse("measure-record", args=[fence.pk]), {"step": "damaged"}).content.decode()
    assert 'value="damaged"' in page
    assert 'value="repaired"' not in page


def test_a_reader_may_not_record_and_a_neighbour_finds_nothing(add, record, fence, minh, tuan, village):
    assert add(user=minh).status_code == 403
    assert add(user=tuan).status_code == 404
    assert record(fence, "removed", days_ago(0), user=minh).status_code == 403
    assert record(fence, "removed", days_ago(0), user=tuan).status_code == 404


def test_a_collaborator_records_in_the_own_village_only(add, person, commune, village, other_village, pond):
    an = person("an", "An", "village_collaborator", commune, village)
    assert "HX-Trigger" in add(user=an)
    HazardSite.objects.filter(pk=pond.pk).update(geom=square(60, 10, 1), village=other_village)
    assert add(user=an).status_code == 403


def test_a_measure_recorded_by_mistake_is_taken_back_with_a_reason(send, add, lan, minh, pond):
    add()
    fence = Measure.objects.get()
    assert send(minh, "measure-withdraw", fence.pk, version=1, reason="Nhầm").status_code == 403
    assert "what was wrong" in send(lan, "measure-withdraw", fence.pk, version=1).content.decode()
    assert "HX-Trigger" in send(lan, "measure-withdraw", fence.pk, version=1, reason="Nhầm ao")
    assert status(pond) == Status.UNPROTECTED
    fence.refresh_from_db()
    assert fence.withdrawn_reason == "Nhầm ao"
