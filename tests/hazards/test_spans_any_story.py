"""Whatever is done to a site, and in whatever order: on any day the stretches say what the rule says."""

import uuid
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from accounts.models import User
from areas.models import Commune
from hazards import services
from hazards.errors import MergeError
from hazards.facts import site_facts
from hazards.measure_state import Step
from hazards.models import Finding, HazardKind, HazardSite, Inspection, Measure, MeasureKind, StatusSpan
from hazards.status import Condition, status_of
from tests.shapes import area, point, square

START = date(2026, 1, 1)
DAYS = 60
CODES = ["fence", "warning_sign", "lifebuoy"]
DEEDS = [
    "plan", "install", "step", "inspect", "withdraw_measure", "withdraw_inspection", "restore_inspection",
    "restore_measure", "withdraw_site", "restore_site", "eliminate", "require", "kind_requires", "interval",
    "other_kind", "merge", "found", "bulk_measure", "bulk_finding", "update",
]  # fmt: skip

days = st.integers(0, DAYS).map(lambda n: START + timedelta(days=n))
deeds = st.tuples(st.sampled_from(DEEDS), st.integers(0, 5), days)


class Story:
    """Two ponds, and what people do about them. A deed that has no object is left out."""

    def __init__(self, commune: Commune, kinds: list[MeasureKind], by: User):
        self.kinds, self.by = kinds, by
        self.pond = HazardKind.objects.create(code="p", name_vi="Ao", inspection_interval_days=12)
        self.pit = HazardKind.objects.create(code="q", name_vi="Hố", inspection_interval_days=5)
        for name in ("Ao", "Hồ"):
            services.log_site(
                HazardSite(kind=self.pond, name=name, geom=point(5, 5), commune=commune, found_on=START)
            )

    def do(self, deed: str, number: int, day: date) -> None:
        sites = list(HazardSite.objects.order_by("name"))
        getattr(self, deed)(sites[number % 2], number, day)

    def pick(self, rows, number):
        rows = list(rows.order_by("created_at", "pk"))
        return rows[number % len(rows)] if rows else None

    def plan(self, site, number, day):
        measure = Measure(site=site, kind=self.kinds[number % 3], planned_on=day, recorded_on=day)
        services.add_measure(measure)

    def install(self, site, number, day):
        measure = Measure(site=site, kind=self.kinds[number % 3], installed_on=day, created_by=self.by)
        services.add_measure(measure)

    def step(self, site, number, day):
        measure = self.pick(site.measures.in_force().filter(removed_on=None), number)
        if measure is None:
            return
        if measure.installed_on is None:
            step = Step.INSTALLED if number % 2 else Step.GIVEN_UP
        else:
            step = [Step.DAMAGED, Step.REPAIRING, Step.REPAIRED, Step.REMOVED][number % 4]
            day = max(day, measure.installed_on)
        services.record_step(measure, step=step, on=day, seen_version=measure.version)

    def inspect(self, site, number, day):
        conditions = list(Condition.values)
        found = dict.fromkeys(site.measures.in_force().exclude(installed_on=None), conditions[number % 4])
        services.record_inspection(Inspection(site=site, on=day, created_by=self.by), conditions=found)

    def withdraw_measure(self, site, number, day):
        if measure := self.pick(site.measures.in_force(), number):
            services.withdraw_measure(measure, reason="nhầm", seen_version=measure.version)

    def restore_measure(self, site, number, day):
        measure = self.pick(site.measures.exclude(withdrawn_at=None), number)
        if measure and not site.withdrawn_at:
            services.restore_measure(measure, reason="đúng", seen_version=measure.version, by=self.by)

    def withdraw_inspection(self, site, number, day):
        if look := self.pick(site.inspections.in_force(), number):
            services.withdraw_inspection(look, reason="nhầm", seen_version=look.version)

    def restore_inspection(self, site, number, day):
        look = self.pick(site.inspections.exclude(withdrawn_at=None), number)
        if look and not site.withdrawn_at:
            services.restore_inspection(look, reason="đúng", seen_version=look.version, by=self.by)

    def withdraw_site(self, site, number, day):
        if not site.withdrawn_at:
            site.withdraw(reason="nhầm", seen_version=site.version)

    def restore_site(self, site, number, day):
        if site.withdrawn_at and not site.merged_into_id:
            services.restore_site(site, reason="đúng", seen_version=site.version, by=self.by)

    def eliminate(self, site, number, day):
        on = max(day, site.found_on) if number else None
        services.eliminate_site(site, on=on, seen_version=site.version, by=self.by)

    def require(self, site, number, day):
        services.edit_site(site, required=self.kinds[: number % 3], seen_version=site.version, by=self.by)

    def kind_requires(self, site, number, day):
        site.kind.required_measures.set(self.kinds[number % 3 :][:1] if number % 2 else [])

    def interval(self, site, number, day):
        site.kind.inspection_interval_days = 3 + number
        site.kind.save()

    def other_kind(self, site, number, day):
        site.kind = self.pit if number % 2 else self.pond
        services.edit_site(site, required=site.required_measures.all(), seen_version=site.version, by=self.by)

    def merge(self, site, number, day):
        other = HazardSite.objects.exclude(pk=site.pk).get()
        try:
            services.merge_sites(site, other, versions=(site.version, other.version), by=self.by)
        except MergeError:
            return

    def found(self, site, number, day):
        if site.eliminated_on is None or day <= site.eliminated_on:
            HazardSite.objects.filter(pk=site.pk).update(found_on=day)

    def bulk_measure(self, site, number, day):
        kind = self.kinds[number % 3]
        Measure.objects.bulk_create([Measure(id=uuid.uuid4(), site=site, kind=kind, installed_on=day)])

    def bulk_finding(self, site, number, day):
        condition = Condition.values[number % 4]
        measures = Measure.objects.filter(site=site)
        Finding.objects.bulk_create(Finding(measure=row, on=day, condition=condition) for row in measures)

    def update(self, site, number, day):
        Measure.objects.filter(site=site, removed_on=None).exclude(installed_on=None).update(installed_on=day)


class TestAnyStory(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.commune = Commune.objects.create(code="1", name="A", boundary=area(square(0, 0, 100)))
        cls.kinds = list(MeasureKind.objects.filter(code__in=CODES).order_by("code"))
        cls.clerk = User.objects.create(username="lan", full_name="Lan")

    @settings(max_examples=25, deadline=None)
    @given(story=st.lists(deeds, min_size=3, max_size=14))
    def test_the_stretches_say_what_the_rule_says(self, story):
        told = Story(self.commune, self.kinds, self.clerk)
        for deed, number, day in story:
            told.do(deed, number, day)
        facts = {
            site.pk: (site.found_on, site_facts(site, list(site.measures.in_force())))
            for site in HazardSite.objects.in_force()
        }
        for day in (START + timedelta(days=n) for n in range(-1, DAYS + 20, 4)):
            stretches = dict(StatusSpan.objects.on(day).values_list("site", "status"))
            assert stretches == {
                pk: status_of(site, day) for pk, (found_on, site) in facts.items() if found_on <= day
            }
            assert stretches == dict(
                HazardSite.objects.known_on(day).with_status(day).values_list("pk", "status")
            )
