"""Administrators say in which school a teacher works; that is what the teacher may change."""

import pytest

from accounts import access
from audit.log import Deed
from audit.models import Event
from schools.models import School, SchoolLevel, SchoolStaff
from tests.shapes import point


def school_of(commune, name) -> School:
    return School.objects.create(
        level=SchoolLevel.objects.first(), name=name, geom=point(15, 15), commune=commune
    )


@pytest.fixture
def school(commune) -> School:
    return school_of(commune, "Tiểu học Đại Áng")


@pytest.fixture
def by_keeper(client, person, commune):
    client.force_login(person("quan", "Ngô Bá Quân", "administrator", commune))
    return client


def test_a_teacher_without_a_school_is_told_of_on_her_page(by_keeper, hoa, school):
    assert f"/schools/staff/{hoa.pk}/" in by_keeper.get(f"/people/{hoa.pk}/").content.decode()


def test_tied_teacher_changes_her_school_and_no_other(by_keeper, hoa, school, commune):
    other = school_of(commune, "THCS Đại Áng")
    by_keeper.post(f"/schools/staff/{hoa.pk}/", {"schools": [school.pk]})
    assert hoa.has_perm(access.permission(access.CHANGE, "school"), school)
    assert not hoa.has_perm(access.permission(access.CHANGE, "school"), other)
    event = Event.objects.get(deed=Deed.POST_CHANGED)
    assert (event.commune, event.details["changes"]) == (commune, {"schools": ["", "Tiểu học Đại Áng"]})
    assert "Tiểu học Đại Áng" in by_keeper.get(f"/people/{hoa.pk}/").content.decode()


def test_untied_teacher_loses_it(by_keeper, hoa, school):
    SchoolStaff.objects.create(user=hoa, school=school)
    by_keeper.post(f"/schools/staff/{hoa.pk}/", {})
    assert not hoa.schools.exists()


def test_school_of_another_commune_is_not_given_and_not_taken(by_keeper, hoa, school, other_commune):
    foreign = school_of(other_commune, "Tiểu học Thanh Trì")
    answer = by_keeper.post(f"/schools/staff/{hoa.pk}/", {"schools": [foreign.pk]})
    assert "schools" in answer.context["form"].errors
    SchoolStaff.objects.create(user=hoa, school=foreign)
    by_keeper.post(f"/schools/staff/{hoa.pk}/", {"schools": [school.pk]})
    assert {tie.school for tie in hoa.schools.all()} == {school, foreign}


def test_nobody_is_tied_who_is_no_teacher_or_out_of_reach(
    by_keeper, client, lan, hoa, minh, person, other_commune
):
    assert by_keeper.post(f"/schools/staff/{lan.pk}/", {}).status_code == 404
    client.force_login(person("trang", "Đỗ Thu Trang", "administrator", other_commune))
    assert client.post(f"/schools/staff/{hoa.pk}/", {}).status_code == 404
    client.force_login(minh)
    assert client.post(f"/schools/staff/{hoa.pk}/", {}).status_code == 403
