"""When a site is to be looked at next: told as stories, then the two forms of the rule held together."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from areas.models import Commune
from hazards.looks import CampaignFact, look_due_on
from hazards.models import Campaign, HazardKind, HazardSite, Inspection, Measure, MeasureKind
from hazards.status import MeasureFact, SiteFacts
from tests.conftest import TODAY
from tests.shapes import area, point, square


def due_on(site: HazardSite, day: date = TODAY) -> date:
    return HazardSite.objects.with_next_look(day).get(pk=site.pk).look_due_on


@pytest.fixture
def campaign(commune, pond) -> Campaign:
    """Before summer: every pond by 31 July."""
    campaign = Campaign.objects.create(
        commune=commune, name="Trước mùa hè", starts_on=date(2026, 6, 1), due_on=date(2026, 7, 31)
    )
    campaign.kinds.add(pond.kind)
    return campaign


def test_a_new_site_is_due_an_interval_after_it_was_found(pond):
    assert due_on(pond) == pond.found_on + timedelta(days=180)


def test_an_installed_fence_is_due_an_interval_later(pond, fence):
    assert due_on(pond) == fence.installed_on + timedelta(days=180)


def test_an_inspection_starts_the_interval_anew(pond, fence):
    Inspection.objects.create(site=pond, on=date(2026, 6, 10))
    assert due_on(pond) == date(2026, 6, 10) + timedelta(days=180)


def test_the_interval_is_the_kinds(pond):
    pond.kind.inspection_interval_days = 30
    pond.kind.save()
    assert due_on(pond) == pond.found_on + timedelta(days=30)


def test_a_campaign_asks_earlier(pond, fence, campaign):
    assert due_on(pond) == date(2026, 7, 31)


def test_a_campaign_does_not_put_off_what_is_due_before(pond, campaign):
    assert due_on(pond) == pond.found_on + timedelta(days=180)


def test_once_looked_at_the_campaign_asks_no_more(pond, fence, campaign):
    Inspection.objects.create(site=pond, on=campaign.starts_on)
    assert due_on(pond) == campaign.starts_on + timedelta(days=180)


def test_a_look_before_the_campaign_does_not_count_for_it(pond, fence, campaign):
    Inspection.objects.create(site=pond, on=campaign.starts_on - timedelta(days=1))
    assert due_on(pond) == campaign.due_on


def test_a_campaign_without_households_leaves_them_out(pond, fence, campaign):
    campaign.with_households = False
    campaign.save()
    assert due_on(pond) == campaign.due_on
    pond.is_household = True
    pond.save()
    assert due_on(pond) == fence.installed_on + timedelta(days=180)


def test_a_campaign_that_was_ended_asks_no_more(pond, fence, campaign):
    campaign.withdraw(reason="xong", seen_version=1)
    assert due_on(pond) == fence.installed_on + timedelta(days=180)


def test_a_campaign_of_other_kinds_or_communes_asks_nothing(pond, fence, campaign, other_commune):
    campaign.kinds.set(HazardKind.objects.filter(code="canal"))
    assert due_on(pond) == fence.installed_on + timedelta(days=180)
    campaign.kinds.add(pond.kind)
    campaign.commune = other_commune
    campaign.save()
    assert due_on(pond) == fence.installed_on + timedelta(days=180)


def test_due_by_a_day(pond, fence):
    due = fence.installed_on + timedelta(days=180)
    sites = HazardSite.objects.with_next_look(TODAY)
    assert sites.look_due_by(due).exists()
    assert not sites.look_due_by(due - timedelta(days=1)).exists()


# --- the two forms of the rule, held together --------------------------------------------------

START = date(2026, 1, 1)
days = st.integers(0, 60).map(lambda n: START + timedelta(days=n))


@st.composite
def campaign_facts(draw) -> CampaignFact:
    starts_on = draw(st.integers(-80, 50).map(lambda n: START + timedelta(days=n)))
    return CampaignFact(starts_on, starts_on + timedelta(days=draw(st.integers(0, 30))))


class TestRuleAndAnnotationAgree(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.commune = Commune.objects.create(code="1", name="A", boundary=area(square(0, 0, 100)))
        cls.fence = MeasureKind.objects.get(code="fence")

    @settings(max_examples=80, deadline=None)
    @given(
        installed=st.lists(days, max_size=2),
        inspected=st.lists(days, max_size=3),
        campaigns=st.lists(campaign_facts(), max_size=3),
        interval=st.integers(1, 40),
        day=days,
    )
    def test_on_any_facts(self, installed, inspected, campaigns, interval, day):
        kind = HazardKind.objects.create(code="test", name_vi="Thử", inspection_interval_days=interval)
        site = HazardSite.objects.create(
            kind=kind, name="Ao", geom=point(5, 5), commune=self.commune, found_on=START
        )
        for on in installed:
            Measure.objects.create(site=site, kind=self.fence, installed_on=on, recorded_on=on)
        for on in inspected:
            Inspection.objects.create(site=site, on=on)
        for fact in campaigns:
            campaign = Campaign.objects.create(
                commune=self.commune, name="A", starts_on=fact.starts_on, due_on=fact.due_on
            )
            campaign.kinds.add(kind)
        facts = SiteFacts(
            interval_days=interval,
            measures=tuple(MeasureFact(kind="fence", recorded_on=on, installed_on=on) for on in installed),
            inspected_on=tuple(inspected),
        )
        row = HazardSite.objects.with_next_look(day).get(pk=site.pk)
        assert row.look_due_on == look_due_on(facts, START, day, campaigns)
        assert row.looked_at_on == max((on for on in inspected if on <= day), default=None)
