"""The rule of a site's status: told as stories, then the two forms of it held together."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from areas.models import Commune
from hazards.models import Finding, HazardKind, HazardSite, Inspection, Measure, MeasureKind
from hazards.status import Condition, FindingFact, MeasureFact, SiteFacts, Status, status_of
from tests.conftest import TODAY
from tests.shapes import area, point, square


def status(site: HazardSite, day: date = TODAY) -> str:
    return HazardSite.objects.with_status(day).get(pk=site.pk).status


def test_site_without_measures_is_unprotected(pond):
    assert status(pond) == Status.UNPROTECTED


def test_site_is_protected_by_any_one_measure_when_none_is_required(pond, fence):
    assert status(pond) == Status.PROTECTED
    assert status(pond, date(2026, 1, 31)) == Status.UNPROTECTED


def test_site_is_in_progress_while_its_fence_is_planned(pond):
    Measure.objects.create(
        site=pond,
        kind=MeasureKind.objects.get(code="fence"),
        planned_on=date(2026, 9, 1),
        recorded_on=date(2026, 6, 1),
    )
    assert status(pond) == Status.IN_PROGRESS
    assert status(pond, date(2026, 5, 31)) == Status.UNPROTECTED


def test_site_is_unprotected_when_its_only_fence_is_damaged(pond, fence):
    Finding.objects.create(measure=fence, on=date(2026, 6, 1), condition=Condition.DAMAGED)
    assert status(pond) == Status.UNPROTECTED
    assert status(pond, date(2026, 5, 31)) == Status.PROTECTED


def test_site_is_in_progress_while_its_fence_is_under_repair_and_protected_after(pond, fence):
    Finding.objects.create(measure=fence, on=date(2026, 6, 1), condition=Condition.DAMAGED)
    Finding.objects.create(measure=fence, on=date(2026, 6, 5), condition=Condition.REPAIRING)
    assert status(pond) == Status.IN_PROGRESS
    Finding.objects.create(measure=fence, on=date(2026, 6, 9), condition=Condition.REPAIRED)
    assert status(pond) == Status.PROTECTED


def test_of_two_findings_on_a_day_the_one_recorded_last_counts(pond, fence):
    for condition in (Condition.DAMAGED, Condition.REPAIRED):
        Finding.objects.create(measure=fence, on=date(2026, 6, 1), condition=condition)
    assert status(pond) == Status.PROTECTED


def test_every_measure_that_the_kind_requires_is_needed(pond, fence):
    pond.kind.required_measures.set(MeasureKind.objects.filter(code__in=["fence", "warning_sign"]))
    assert status(pond) == Status.IN_PROGRESS
    sign = MeasureKind.objects.get(code="warning_sign")
    Measure.objects.create(site=pond, kind=sign, installed_on=date(2026, 3, 1))
    assert status(pond) == Status.PROTECTED


def test_the_sites_own_list_stands_instead_of_its_kinds(pond, fence):
    pond.kind.required_measures.set(MeasureKind.objects.filter(code="cover"))
    pond.required_measures.set(MeasureKind.objects.filter(code="fence"))
    assert status(pond) == Status.PROTECTED


@pytest.mark.parametrize(("days", "expected"), [(180, Status.PROTECTED), (181, Status.INSPECTION_DUE)])
def test_inspection_is_due_when_the_last_look_is_older_than_the_interval(pond, fence, days, expected):
    assert status(pond, fence.installed_on + timedelta(days=days)) == expected


def test_an_inspection_starts_the_interval_anew(pond, fence):
    Inspection.objects.create(site=pond, on=date(2026, 6, 1))
    assert status(pond, date(2026, 11, 1)) == Status.PROTECTED


def test_a_newer_measure_does_not_put_off_the_look_at_an_older_one(pond, fence):
    sign = MeasureKind.objects.get(code="warning_sign")
    Measure.objects.create(site=pond, kind=sign, installed_on=date(2026, 8, 1))
    assert status(pond, date(2026, 8, 15)) == Status.INSPECTION_DUE


def test_site_is_unprotected_again_once_its_fence_is_removed(pond, fence):
    fence.removed_on = date(2026, 6, 15)
    fence.save()
    assert status(pond, date(2026, 6, 14)) == Status.PROTECTED
    assert status(pond, date(2026, 6, 15)) == Status.UNPROTECTED


def test_eliminated_site_leaves_the_denominator_from_that_day(pond):
    pond.eliminated_on = date(2026, 6, 1)
    pond.save()
    assert status(pond) == Status.ELIMINATED
    assert not HazardSite.objects.existing_on(date(2026, 6, 1)).exists()
    assert HazardSite.objects.existing_on(date(2026, 5, 31)).exists()


def test_withdrawn_measure_and_inspection_do_not_count(pond, fence):
    fence.withdraw(reason="nhập nhầm", seen_version=1)
    assert status(pond) == Status.UNPROTECTED


# --- the two forms of the rule, held together -----------------------------------------

START = date(2026, 1, 1)
KINDS = ["fence", "warning_sign", "lifebuoy"]
days = st.integers(0, 40).map(lambda n: START + timedelta(days=n))
maybe_day = st.none() | days
findings = st.lists(st.builds(FindingFact, on=days, condition=st.sampled_from(Condition)), max_size=4)


@st.composite
def measure_facts(draw) -> MeasureFact:
    planned, installed, removed = draw(maybe_day), draw(maybe_day), draw(maybe_day)
    if planned is None and installed is None:
        planned = draw(days)
    if removed and installed and removed < installed:
        removed, installed = installed, removed
    return MeasureFact(
        kind=draw(st.sampled_from(KINDS)),
        recorded_on=draw(days),
        planned_on=planned,
        installed_on=installed,
        removed_on=removed,
        findings=tuple(draw(findings)) if installed else (),
    )


class TestRuleAndAnnotationAgree(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.commune = Commune.objects.create(code="1", name="A", boundary=area(square(0, 0, 100)))
        cls.measure_kinds = {kind.code: kind for kind in MeasureKind.objects.filter(code__in=KINDS)}

    @settings(max_examples=120, deadline=None)
    @given(
        measures=st.lists(measure_facts(), max_size=4),
        inspected=st.lists(days, max_size=3),
        own=st.frozensets(st.sampled_from(KINDS), max_size=2),
        of_kind=st.frozensets(st.sampled_from(KINDS), max_size=2),
        eliminated=st.none() | days,
        interval=st.integers(1, 20),
        day=days,
    )
    def test_on_any_facts(self, measures, inspected, own, of_kind, eliminated, interval, day):
        facts = SiteFacts(
            interval_days=interval,
            required=own or of_kind,
            eliminated_on=eliminated,
            measures=tuple(measures),
            inspected_on=tuple(inspected),
        )
        kind = HazardKind.objects.create(
            code="test", name_vi="Thử", is_drowning=True, inspection_interval_days=interval
        )
        kind.required_measures.set([self.measure_kinds[code] for code in of_kind])
        site = HazardSite.objects.create(
            kind=kind,
            name="Ao",
            geom=point(5, 5),
            commune=self.commune,
            found_on=START,
            eliminated_on=eliminated,
        )
        site.required_measures.set([self.measure_kinds[code] for code in own])
        for fact in measures:
            measure = Measure.objects.create(
                site=site,
                kind=self.measure_kinds[fact.kind],
                recorded_on=fact.recorded_on,
                planned_on=fact.planned_on,
                installed_on=fact.installed_on,
                removed_on=fact.removed_on,
            )
            for finding in fact.findings:
                Finding.objects.create(measure=measure, on=finding.on, condition=finding.condition)
        for on in inspected:
            Inspection.objects.create(site=site, on=on)

        assert status(site, day) == status_of(facts, day)
