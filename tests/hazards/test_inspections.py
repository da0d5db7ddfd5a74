"""Lan inspects: what she found changes the status; what she did not look at does not count as sound."""

import uuid
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from hazards.models import Finding, HazardSite, Inspection, Measure, MeasureKind
from hazards.status import Status

pytestmark = pytest.mark.django_db

TODAY = timezone.localdate


def status(site: HazardSite) -> str:
    return HazardSite.objects.with_status(TODAY()).get(pk=site.pk).status


@pytest.fixture
def inspect(send, lan, pond):
    def post(user=lan, **answers):
        return send(user, "inspection-new", pond.pk, **{"on": f"{TODAY():%d/%m/%Y}"} | answers)

    return post


@pytest.fixture
def old_fence(fence):
    """So long ago that an inspection is due."""
    fence.installed_on = TODAY() - timedelta(days=400)
    fence.save()
    return fence


def test_a_sound_fence_is_protected_again_after_the_inspection(inspect, pond, old_fence):
    assert status(pond) == Status.INSPECTION_DUE
    assert "HX-Trigger" in inspect(**{f"measure_{old_fence.pk}": "sound"})
    assert status(pond) == Status.PROTECTED


def test_a_fence_found_damaged_leaves_the_site_unprotected(inspect, pond, old_fence):
    inspect(**{f"measure_{old_fence.pk}": "damaged"}, note="Gãy hai cọc")
    assert status(pond) == Status.UNPROTECTED
    assert Inspection.objects.get().note == "Gãy hai cọc"


def test_every_standing_measure_wants_an_answer(inspect, old_fence):
    assert "how you found it" in inspect().content.decode()
    assert not Inspection.objects.exists()


def test_nothing_is_chosen_beforehand(as_user, lan, pond, old_fence):
    page = as_user(lan).get(reverse("inspection-new", args=[pond.pk])).content.decode()
    assert "checked" not in page


def test_what_was_not_looked_at_gives_no_finding(inspect, pond, old_fence):
    sign = Measure.objects.create(
        site=pond, kind=MeasureKind.objects.get(code="warning_sign"), installed_on=old_fence.installed_on
    )
    inspect(**{f"measure_{old_fence.pk}": "not_looked_at", f"measure_{sign.pk}": "sound"})
    assert Finding.objects.get().measure == sign


def test_an_inspection_at_which_nobody_looked_is_refused(inspect, pond, old_fence):
    inspect(**{f"measure_{old_fence.pk}": "not_looked_at"})
    assert not Inspection.objects.exists()
    assert status(pond) == Status.INSPECTION_DUE


def test_a_site_without_measures_can_be_inspected(inspect, pond):
    assert "HX-Trigger" in inspect()
    assert status(pond) == Status.UNPROTECTED


def test_a_double_click_stores_one_inspection(inspect, old_fence):
    key = str(uuid.uuid4())
    for _ in range(2):
        assert "HX-Trigger" in inspect(id=key, **{f"measure_{old_fence.pk}": "sound"})
    assert (Inspection.objects.count(), Finding.objects.count()) == (1, 1)


def test_an_inspection_in_the_future_is_refused(inspect, pond):
    assert "in the future" in inspect(on=f"{TODAY() + timedelta(days=1):%d/%m/%Y}").content.decode()


def test_a_measure_cannot_be_seen_before_it_was_there(inspect, fence):
    fence.installed_on = date(2026, 2, 1)
    fence.save()
    page = inspect(on="01/01/2026", **{f"measure_{fence.pk}": "sound"}).content.decode()
    assert "installed on 01/02/2026" in page


def test_another_finding_under_a_used_key_is_asked_about(inspect, old_fence):
    """Sent as sound; the line failed; looked again: damaged. It must not pass for stored."""
    key, answer = str(uuid.uuid4()), f"measure_{old_fence.pk}"
    inspect(id=key, **{answer: "sound"})
    assert "HX-Trigger" in inspect(id=key, **{answer: "sound"})
    assert "already saved" in inspect(id=key, **{answer: "damaged"}).content.decode()
    assert Finding.objects.get().condition == "sound"


@pytest.mark.parametrize("target", ["%", "%d", "<b>"])
def test_a_forged_slot_does_not_break_the_form(as_user, lan, pond, fence, target):
    headers = {"hx-request": "true", "hx-target": target}
    response = as_user(lan).get(reverse("inspection-new", args=[pond.pk]), headers=headers)
    assert "small-form" in response.content.decode()


def test_a_reader_may_not_inspect(inspect, minh, tuan):
    assert inspect(user=minh).status_code == 403
    assert inspect(user=tuan).status_code == 404


def test_an_inspection_recorded_by_mistake_is_taken_back_with_its_findings(
    inspect, send, lan, pond, old_fence
):
    inspect(**{f"measure_{old_fence.pk}": "damaged"})
    wrong = Inspection.objects.get()
    assert "HX-Trigger" in send(lan, "inspection-withdraw", wrong.pk, version=1, reason="Nhầm ao")
    assert status(pond) == Status.INSPECTION_DUE
