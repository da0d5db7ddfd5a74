"""Who is told what about a site: at which moment, once, and nobody who may not know."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.models import Membership, Unit
from hazards import notify, services
from hazards.models import BulkEdit, Campaign, HazardSite, Measure, MeasureKind
from notices.kinds import sentence
from notices.models import Notice
from tests.shapes import square


@pytest.fixture
def binh(person, commune, unit):
    """Works in the economic department, beside Lan."""
    colleague = person("binh", "Vũ Thanh Bình", "economic_staff", commune)
    Membership.objects.filter(user=colleague).update(unit=unit)
    return colleague


@pytest.fixture
def mo(person, commune, village):
    """The collaborator of Đại Áng."""
    return person("mo", "Phạm Thị Mơ", "village_collaborator", commune, village)


def told(user) -> list[str]:
    """Sentences that `user` was told, in English."""
    with translation.override("en"):
        return [sentence(notice.kind, notice.words) for notice in Notice.objects.filter(user=user)]


def give(site: HazardSite, *, by, **holders) -> None:
    for name, holder in holders.items():
        setattr(site, name, holder)
    services.edit_site(site, required=[], seen_version=site.version, by=by)


def test_person_who_becomes_responsible_is_told_with_the_deadline(pond, lan, binh):
    give(pond, by=lan, responsible_person=binh, deadline=date(2026, 7, 31))
    assert told(binh) == ["You are now responsible for “Ao cá Đại Áng”. Deadline: 31/07/2026."]
    assert Notice.objects.get().url == f"/hazards/{pond.pk}/"


def test_members_of_the_unit_are_told_but_not_whoever_gave_it_to_them(pond, lan, binh, unit):
    Membership.objects.filter(user=lan).update(unit=unit)
    give(pond, by=lan, responsible_unit=unit)
    assert told(binh) == ["You are now responsible for “Ao cá Đại Áng”."]
    assert told(lan) == []


def test_collaborator_is_told_of_what_the_own_village_must_do(pond, lan, mo, commune, village):
    villagers = Unit.objects.create(commune=commune, name="Thôn Đại Áng", type="village", village=village)
    give(pond, by=lan, responsible_unit=villagers)
    assert len(told(mo)) == 1


def test_another_edit_tells_nobody_again(pond, lan, binh):
    give(pond, by=lan, responsible_person=binh)
    give(pond, by=lan, deadline=date(2026, 7, 31))
    assert len(told(binh)) == 1


def test_logging_a_site_tells_whoever_is_made_responsible_once(pond, lan, binh):
    site = HazardSite(
        kind=pond.kind, name="Ao mới", geom=square(20, 20, 1), commune=pond.commune, created_by=lan,
        responsible_person=binh,
    )  # fmt: skip
    again = HazardSite(
        pk=site.pk, kind=pond.kind, name="Ao mới", geom=square(20, 20, 1), commune=pond.commune, created_by=lan,
        responsible_person=binh,
    )  # fmt: skip
    services.log_site(site)
    services.log_site(again)
    assert told(binh) == ["You are now responsible for “Ao mới”."]


def test_whoever_is_responsible_for_a_measure_is_told_in_the_own_language(pond, lan, binh):
    fence = MeasureKind.objects.get(code="fence")
    services.add_measure(
        Measure(site=pond, kind=fence, planned_on=date(2026, 8, 1), responsible_person=binh, created_by=lan)
    )
    assert told(binh) == [f"You are now responsible for a measure at “Ao cá Đại Áng”: {fence.name_en}."]
    with translation.override("vi"):
        notice = Notice.objects.get()
        assert fence.name_vi in sentence(notice.kind, notice.words)


def test_many_sites_given_at_once_are_one_notice(pond, commune, lan, binh):
    edit = BulkEdit.objects.create(commune=commune, changes={}, sites_changed=3)
    notify.assigned_in_bulk(edit, [pond, pond, pond], [binh, lan], by=lan)
    assert told(binh) == ["You are now responsible for 3 more places."]
    assert told(lan) == []


def test_share_of_a_campaign_is_told_once_to_everyone_who_has_one(commune, village, lan, binh, mo, unit):
    campaign = Campaign.objects.create(
        commune=commune, name="Trước mùa bão", starts_on=date(2026, 6, 1), due_on=date(2026, 7, 31)
    )
    campaign.shares.create(village=village, unit=unit, person=mo)
    for _time in range(2):
        notify.campaign_shared(campaign, by=lan)
    expected = "You take part in the campaign “Trước mùa bão”: please look at your places by 31/07/2026."
    assert told(binh) == told(mo) == [expected]
    assert told(lan) == []


def test_reopened_site_is_told_to_unit_and_person_once(pond, lan, binh, mo, unit):
    HazardSite.objects.filter(pk=pond.pk).update(responsible_unit=unit, responsible_person=mo)
    pond.refresh_from_db()
    pond.reopened_on = date(2026, 6, 30)
    notify.reopened(pond, by=lan)
    notify.reopened(pond, by=lan)
    assert told(binh) == told(mo) == ["“Ao cá Đại Áng” is no longer protected."]


def test_person_who_may_not_see_the_site_is_not_told(pond, lan, tuan):
    give(pond, by=lan, responsible_person=tuan)
    assert told(tuan) == []


def test_person_who_left_is_not_told(pond, lan, binh):
    binh.is_active = False
    binh.save()
    give(pond, by=lan, responsible_person=binh)
    assert told(binh) == []


def test_member_whose_post_ended_is_not_told(pond, lan, binh, unit):
    Membership.objects.filter(user=binh).update(until=date(2026, 1, 1))
    give(pond, by=lan, responsible_unit=unit)
    assert told(binh) == []


def test_household_is_named_in_no_notice(pond, lan, binh, commune):
    household = Unit.objects.create(commune=commune, name="Hộ ông Tư", type="owner")
    give(
        pond, by=lan, responsible_unit=household, responsible_person=binh, owner_name="Tư", owner_phone="0900 000 001"
    )  # fmt: skip
    assert told(binh) == ["You are now responsible for “Ao cá Đại Áng”."]


@pytest.mark.parametrize("members", [1, 8])
def test_telling_a_unit_costs_the_same_however_many_work_there(pond, lan, person, commune, unit, members):
    for number in range(members):
        user = person(f"p{number}", f"P {number}", "economic_staff", commune)
        Membership.objects.filter(user=user).update(unit=unit)
    pond.responsible_unit = unit
    with CaptureQueriesContext(connection) as asked:
        notify.assigned(pond, by=lan)
    assert len(asked) <= 5  # members, their posts, the notices, a savepoint around them
    assert Notice.objects.count() == members
