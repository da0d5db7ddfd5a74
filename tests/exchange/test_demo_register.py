"""The demo shows every page of the register something, and all of it agrees with the rules."""

from datetime import timedelta

import pytest
from django.contrib.gis.db.models.functions import Distance

from accounts.models import User
from accounts.teams import units_of
from hazards.models import Campaign, HazardSite, Incident, Inspection, Measure
from hazards.status import WITH_MEASURES, Status
from notices.models import Notice
from tests.conftest import TODAY

TO_DO = [Status.UNPROTECTED, Status.IN_PROGRESS]


@pytest.fixture
def sites(loaded, db):
    return HazardSite.objects.in_force()


def status(site: HazardSite, day) -> str:
    return HazardSite.objects.with_status(day).get(pk=site.pk).status


def test_household_ponds_have_an_owner_whom_nobody_can_call(sites):
    households = sites.filter(is_household=True)
    assert households.count() >= 9
    for site in households:
        assert site.responsible_unit.name.endswith(site.owner_name)
        assert site.owner_phone.startswith("0900 000 0")
    assert len(set(households.values_list("owner_phone", flat=True))) == households.count()
    assert not sites.filter(is_household=False).exclude(owner_name="", owner_phone="").exists()


def test_commune_learnt_of_each_place_somehow(sites):
    assert not sites.filter(information_source="").exists()
    assert sites.values("information_source").distinct().count() >= 6
    assert sites.filter(near_path=True).exists() and sites.filter(near_homes=True).exists()


def test_measures_cost_money_that_somebody_gives(sites):
    measures = Measure.objects.in_force()
    assert not measures.filter(cost=None).exists()
    assert not measures.filter(site__is_household=True).exclude(funding="owner").exists()
    assert {"commune", "city", "donation", "owner", "builder"} == set(
        measures.values_list("funding", flat=True)
    )
    assert measures.exclude(contractor="").exists()


def test_planned_works_have_somebody_who_answers_for_them(sites):
    planned = Measure.objects.filter(installed_on=None, removed_on=None)
    assert planned.count() >= 5
    assert not planned.filter(responsible_unit=None).exists()


def test_signs_stand_at_the_edge_of_their_place(sites):
    signs = Measure.objects.filter(geom__isnull=False)
    assert signs.count() >= 30
    for sign in signs.select_related("site"):
        assert sign.geom.distance(sign.site.geom) < 2e-6


def test_reopened_sites_had_their_protection_until_that_day(sites):
    reopened = sites.filter(reopened_on__isnull=False)
    assert reopened.count() >= 3
    for site in reopened:
        assert status(site, site.reopened_on - timedelta(days=1)) in WITH_MEASURES
        assert status(site, site.reopened_on) in TO_DO
        assert status(site, TODAY) in TO_DO


def test_other_sites_without_protection_never_had_it(sites):
    never = sites.with_status(TODAY).filter(status__in=TO_DO, reopened_on=None)
    assert never.exists()
    for site in never:
        days = [on for on in site.measures.values_list("installed_on", flat=True) if on]
        assert all(status(site, on) in TO_DO for on in days)


def test_place_that_was_logged_twice_leads_to_the_one_that_stays(sites):
    gone = HazardSite.objects.exclude(merged_into=None).get()
    assert gone.withdrawn_at
    assert gone.merged_into in sites
    assert gone.geom.distance(gone.merged_into.geom) < 0.0005  # degrees: some 50 m
    assert [row.history_type for row in gone.history.order_by("history_id")] == ["+", "~"]


def test_campaign_is_under_way_and_shared_out(sites):
    campaign = Campaign.objects.running_on(TODAY).get()
    due = sites.existing_on(TODAY).filter(kind__in=campaign.kinds.all())
    done = Inspection.objects.in_force().filter(site__in=due, on__gte=campaign.starts_on)
    assert 0.25 < done.values("site").distinct().count() / due.count() < 0.6
    shared = set(campaign.shares.values_list("village", flat=True))
    assert shared == set(due.values_list("village", flat=True))
    assert campaign.shares.get(village__name="Khê Nội").person.username == "congtacvien"
    assert not campaign.shares.filter(unit=None).exists()


def test_accidents_of_several_kinds_lie_at_their_site(sites):
    accidents = Incident.objects.in_force()
    assert accidents.count() == 8
    assert set(accidents.values_list("outcome", flat=True)) == set(Incident.Outcome.values)
    at_site = accidents.filter(site__isnull=False).annotate(away=Distance("geom", "site__geom"))
    assert max(accident.away.m for accident in at_site) < 30


def test_posts_name_the_unit_that_people_work_in(sites):
    names = {user.username: [str(unit) for unit in units_of(user)] for user in User.objects.all()}
    assert names["kinhte"] == ["Phòng Kinh tế"]
    assert names["congtacvien"] == ["Thôn Khê Nội"]
    assert names["lanhdao"] == []


def test_clerk_finds_work_of_every_sort_and_is_told_of_it(sites):
    clerk = User.objects.get(username="kinhte")
    mine = sites.filter(responsible_person=clerk).with_status(TODAY)
    assert mine.overdue_on(TODAY).exists()
    assert mine.exclude(reopened_on=None).exists()
    assert {"site-due", "site-overdue"} == set(
        Notice.objects.filter(user=clerk).values_list("kind", flat=True)
    )
