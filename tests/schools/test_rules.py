"""Hoa teaches at one school, and changes what stands of that one."""

import pytest

from accounts import access
from accounts.models import Membership, Role
from schools.models import School, SchoolLevel, SchoolStaff
from tests.shapes import point


@pytest.fixture
def make(commune, village):
    def school(name: str, where=commune) -> School:
        level = SchoolLevel.objects.first()
        return School.objects.create(level=level, name=name, geom=point(15, 15), commune=where)

    return school


@pytest.fixture
def own(make, hoa) -> School:
    school = make("Tiểu học Đại Áng")
    SchoolStaff.objects.create(user=hoa, school=school)
    return school


def may_change(user, place) -> bool:
    return access.may_at(user, access.CHANGE, "school", place)


def test_hoa_changes_her_school_and_only_sees_the_others(hoa, own, make):
    other = make("THCS Đại Áng")
    assert may_change(hoa, own)
    assert not may_change(hoa, other)
    assert access.may_at(hoa, access.SEE, "school", other)


def test_whose_post_is_over_loses_the_school_too(hoa, own):
    hoa.memberships.all().delete()
    assert not may_change(hoa, own)


def test_work_at_a_school_next_door_needs_a_post_there(hoa, make, other_commune):
    next_door = make("Tiểu học Thanh Trì", other_commune)
    SchoolStaff.objects.create(user=hoa, school=next_door)
    assert not may_change(hoa, next_door)


def test_culture_staff_change_every_school_of_the_commune(person, commune, other_commune, own, make):
    an = person("an", "An", "culture_staff", commune)
    assert may_change(an, own)
    assert not may_change(an, make("Tiểu học Thanh Trì", other_commune))


def test_a_second_post_is_not_narrowed_by_the_first(person, hoa, commune, make):
    Membership.objects.create(user=hoa, role=Role.objects.get(code="administrator"), commune=commune)
    assert may_change(hoa, make("THCS Đại Áng"))


def test_she_is_known_as_somebody_who_changes_some_school(hoa, own, lan):
    assert access.may_anywhere(hoa, access.CHANGE, "school")
    assert not access.may_anywhere(lan, access.CHANGE, "school")
