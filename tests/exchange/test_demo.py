"""The demo commune as it stands in the database."""

from datetime import date

import pytest
from django.contrib.auth import authenticate
from django.contrib.gis.db.models import Union
from django.http import HttpRequest

from accounts.models import Membership, Role, User
from areas.models import ChildCount, Commune, Village
from hazards.models import Campaign, CampaignShare, Finding, HazardSite, Incident, Inspection, Measure
from hazards.status import Status
from playspaces.models import (
    Candidate,
    Closure,
    EquipmentFault,
    EquipmentInspection,
    PlaySpace,
    PublicLand,
    SwimmingClass,
)
from schools.models import (
    Gate,
    PupilCount,
    School,
    SchoolLevel,
    SchoolStaff,
    SelfCheck,
    SelfCheckAnswer,
)
from tests.conftest import TODAY

RECORDS = [
    HazardSite, Measure, Inspection, Finding, Incident, Campaign, CampaignShare, PlaySpace, Closure, School,
    EquipmentInspection, EquipmentFault, SwimmingClass, Gate, PupilCount, PublicLand, Candidate, SelfCheck,
    SelfCheckAnswer,
]  # fmt: skip


@pytest.fixture
def logins(loaded, db):
    return loaded


@pytest.fixture
def demo(logins) -> Commune:
    return Commune.objects.get()


def test_demo_says_that_it_is_one(demo):
    assert demo.is_demo
    assert "minh họa" in demo.credit


def test_ponds_show_every_status(demo):
    ponds = HazardSite.objects.filter(kind__code="pond").with_status(TODAY)
    assert set(ponds.values_list("status", flat=True)) == set(Status)


def test_measures_were_damaged_and_repaired(demo):
    conditions = set(Finding.objects.values_list("condition", flat=True))
    assert conditions == {"sound", "damaged", "repairing", "repaired"}


def test_play_space_is_closed_for_repair_closed_for_good_or_not_for_children(demo):
    assert Closure.objects.filter(until=None).count() == 1
    assert PlaySpace.objects.filter(closed_on__lte=TODAY).exists()
    assert PlaySpace.objects.filter(for_children=False).exists()


def test_a_village_that_was_merged_is_in_no_count_any_more(demo):
    assert Village.objects.existing_on(TODAY).count() == 30
    assert Village.objects.existing_on(date(2025, 1, 1)).count() == 31


def test_a_quarter_of_the_people_are_children_in_both_years(demo):
    for year in (2025, 2026):
        children = sum(ChildCount.objects.filter(year=year).values_list("children", flat=True))
        assert 0.24 < children / demo.population < 0.26


def test_schools_of_every_level_but_the_unknown(demo):
    levels = set(School.objects.values_list("level__code", flat=True))
    assert levels == set(SchoolLevel.objects.values_list("code", flat=True)) - {"other"}
    assert School.objects.count() == 12


@pytest.mark.parametrize("model", [HazardSite, Incident, PlaySpace, School, Candidate])
def test_everything_lies_in_its_commune_and_village(demo, model):
    for thing in model.objects.select_related("village"):
        assert demo.boundary.covers(thing.geom), thing
        assert thing.village.boundary.covers(thing.geom), thing


def test_villages_tile_the_commune(demo):
    villages = Village.objects.existing_on(TODAY)
    together = villages.aggregate(all=Union("boundary"))["all"]
    areas = sum(village.boundary.area for village in villages)
    assert areas == pytest.approx(demo.boundary.area, rel=0.001)
    assert together.area == pytest.approx(areas, rel=1e-6)  # smaller where two overlap
    assert together.sym_difference(demo.boundary).area < demo.boundary.area * 0.001


@pytest.mark.parametrize("model", RECORDS)
def test_each_record_has_its_history_with_its_author(demo, model):
    for record in model.objects.all():
        first = record.history.earliest()
        assert (first.history_type, bool(first.history_user)) == ("+", True)


def test_own_list_of_measures_is_in_the_history(demo):
    site = HazardSite.objects.filter(required_measures__isnull=False).first()
    assert site.history.latest().required_measures.count() == site.required_measures.count()


def test_there_is_one_login_for_each_post_and_it_works(logins):
    assert {login.role_name for login in logins} == {role.name for role in Role.objects.all()}
    for login in logins:
        user = authenticate(HttpRequest(), username=login.username, password=login.password)
        assert str(user.memberships.get().role) == login.role_name


def test_posts_reach_as_far_as_they_should(logins):
    assert Membership.objects.get(role__code="village_collaborator").village.name == "Khê Nội"
    assert Membership.objects.get(role__code="city_viewer").commune is None
    assert SchoolStaff.objects.get().user.username == "truonghoc"
    assert list(User.objects.filter(is_superuser=True).values_list("username", flat=True)) == ["quantri"]


def test_no_password_is_stored_in_clear(logins):
    hashes = User.objects.values_list("password", flat=True)
    assert len({login.password for login in logins}) == len(logins)
    for login in logins:
        assert not any(login.password in stored for stored in hashes)
