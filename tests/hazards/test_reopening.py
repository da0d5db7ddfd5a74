"""A site that loses its protection is open again: since when, and who is told."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import Membership, Role
from hazards import services
from hazards.measure_state import Step
from hazards.models import Finding, HazardSite, Inspection, Measure, MeasureKind
from hazards.status import Condition
from notices.models import Notice

pytestmark = pytest.mark.django_db


def ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)


def text(days: int) -> str:
    return f"{ago(days):%d/%m/%Y}"


def reopened_on(site: HazardSite) -> date | None:
    return HazardSite.objects.values_list("reopened_on", flat=True).get(pk=site.pk)


@pytest.fixture
def guarded(pond, fence, unit, minh, commune):
    """The pond with a fence of half a year; Minh works in the unit that is responsible."""
    Measure.objects.filter(pk=fence.pk).update(installed_on=ago(100))
    fence.refresh_from_db()
    pond.responsible_unit = unit
    pond.save()
    Membership.objects.filter(user=minh).update(unit=unit)
    return pond


def test_damage_reopens_the_site_and_the_unit_is_told(guarded, fence, send, lan, minh):
    response = send(lan, "measure-record", fence.pk, step="damaged", on=text(0), version=1)
    assert reopened_on(guarded) == ago(0)
    assert [notice.user for notice in Notice.objects.all()] == [minh]
    assert "The place is open again: Phòng Kinh tế was told." in response.content.decode()


def test_damage_dated_back_reopens_since_that_day(guarded, fence, send, lan):
    send(lan, "measure-record", fence.pk, step="damaged", on=text(7), version=1)
    assert reopened_on(guarded) == ago(7)


def test_repair_closes_it_again(guarded, fence, send, lan):
    send(lan, "measure-record", fence.pk, step="damaged", on=text(7), version=1)
    send(lan, "measure-record", fence.pk, step="repaired", on=text(1), version=2)
    assert reopened_on(guarded) is None


def test_a_fence_found_damaged_at_an_inspection_reopens(guarded, fence, send, lan, minh):
    answer = {f"measure_{fence.pk}": "damaged"}
    page = send(lan, "inspection-new", guarded.pk, on=text(0), **answer).content.decode()
    assert reopened_on(guarded) == ago(0)
    assert Notice.objects.get().user == minh
    assert "The place is open again" in page


def test_an_inspection_taken_back_closes_what_it_had_opened(guarded, fence, send, lan):
    send(lan, "inspection-new", guarded.pk, on=text(0), **{f"measure_{fence.pk}": "damaged"})
    send(lan, "inspection-withdraw", Inspection.objects.get().pk, version=1, reason="Nhầm ao")
    assert reopened_on(guarded) is None


def test_damage_does_not_reopen_where_another_measure_protects(guarded, fence, send, lan):
    cover = MeasureKind.objects.get(code="cover")
    Measure.objects.create(site=guarded, kind=cover, installed_on=ago(50))
    response = send(lan, "measure-record", fence.pk, step="damaged", on=text(0), version=1)
    assert reopened_on(guarded) is None
    assert not Notice.objects.exists()
    assert "open again" not in response.content.decode()


def test_removal_reopens(guarded, fence, send, lan):
    send(lan, "measure-record", fence.pk, step="removed", on=text(3), version=1)
    assert reopened_on(guarded) == ago(3)


def test_a_measure_taken_back_reopens_since_today(guarded, fence, send, lan):
    """It never stood there; that is learnt today."""
    send(lan, "measure-withdraw", fence.pk, version=1, reason="Nhầm ao")
    assert reopened_on(guarded) == ago(0)


def test_a_longer_list_of_required_measures_reopens(guarded, lan):
    guarded.refresh_from_db()
    needed = MeasureKind.objects.filter(code__in=["fence", "warning_sign"])
    services.edit_site(guarded, required=list(needed), seen_version=guarded.version, by=lan)
    assert reopened_on(guarded) == ago(0)


def test_a_place_that_is_gone_is_no_longer_open(guarded, fence, send, lan):
    send(lan, "measure-record", fence.pk, step="removed", on=text(3), version=1)
    guarded.refresh_from_db()
    send(lan, "site-eliminate", guarded.pk, version=guarded.version, on=text(0))
    assert reopened_on(guarded) is None


def test_a_place_that_was_never_protected_is_not_reopened(pond, send, lan):
    send(lan, "inspection-new", pond.pk, on=text(0))
    assert reopened_on(pond) is None


def test_a_fact_about_the_past_that_changes_nothing_today_reopens_nothing(guarded, fence, send, lan):
    """Damage and repair of last month, told today in this order: open for a moment, then closed."""
    Finding.objects.create(measure=fence, on=ago(40), condition=Condition.DAMAGED)
    Finding.objects.create(measure=fence, on=ago(35), condition=Condition.REPAIRED)
    send(lan, "inspection-new", guarded.pk, on=text(38), **{f"measure_{fence.pk}": "damaged"})
    assert reopened_on(guarded) is None
    assert not Notice.objects.exists()


def test_whoever_records_it_is_not_told(guarded, fence, send, person, commune, unit):
    binh = person("binh", "Bình", "economic_staff", commune)
    Membership.objects.filter(unit=unit).delete()
    post = Role.objects.get(code="economic_staff")
    Membership.objects.filter(user=binh, role=post).update(unit=unit)
    page = send(binh, "measure-record", fence.pk, step="damaged", on=text(0), version=1).content.decode()
    assert not Notice.objects.exists()
    assert "The place is open again. Responsible: Phòng Kinh tế." in page


def test_where_nobody_is_responsible_the_answer_asks_for_somebody(pond, fence, send, lan):
    Measure.objects.filter(pk=fence.pk).update(installed_on=ago(100))
    page = send(lan, "measure-record", fence.pk, step="damaged", on=text(0), version=1).content.decode()
    assert "please name someone" in page


def test_a_deed_that_fails_marks_nothing(guarded, fence, lan):
    with pytest.raises(Exception, match="version"):
        services.record_step(fence, step=Step.DAMAGED, on=ago(0), seen_version=99, by=lan)
    assert reopened_on(guarded) is None
    assert not Finding.objects.exists()


def test_an_elimination_that_is_taken_back_leaves_the_place_open_since_it_lost_its_protection(
    guarded, fence, lan
):
    services.record_step(fence, step=Step.REMOVED, on=ago(5), seen_version=1, by=lan)
    guarded.refresh_from_db()
    services.eliminate_site(guarded, on=ago(1), seen_version=guarded.version, by=lan)
    assert reopened_on(guarded) is None
    services.eliminate_site(guarded, on=None, seen_version=guarded.version, by=lan)
    assert reopened_on(guarded) == ago(5)


def test_a_place_never_protected_is_not_reopened_when_its_elimination_is_taken_back(pond, lan):
    services.eliminate_site(pond, on=ago(1), seen_version=1, by=lan)
    services.eliminate_site(pond, on=None, seen_version=2, by=lan)
    assert reopened_on(pond) is None
