"""Each post sees and does what access.py says, in its own commune or village."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts import access
from accounts.models import Role, Unit
from hazards.models import HazardSite


def test_every_post_of_the_table_exists_and_the_other_way_round(db):
    assert set(Role.objects.values_list("code", flat=True)) == set(access.POSTS) - {access.PUBLIC}


def test_lan_logs_in_her_commune_and_not_next_door(lan, commune, other_commune):
    assert access.may(lan, access.ADD, "site", commune)
    assert not access.may(lan, access.ADD, "site", other_commune)
    assert not access.may(lan, access.SEE, "site", other_commune)


def test_minh_sees_and_changes_nothing(minh, commune):
    assert access.may(minh, access.SEE, "site", commune)
    assert not access.may(minh, access.CHANGE, "site", commune)


def test_tuan_must_not(tuan, pond, commune):
    assert not access.may(tuan, access.SEE, "site", commune)
    assert not HazardSite.objects.filter(access.within_reach(tuan, access.SEE, "site")).exists()
    with pytest.raises(PermissionDenied):
        access.require(tuan, access.SEE, "site", commune)


def test_collaborator_sees_the_commune_and_works_in_the_own_village(person, commune, village, other_village):
    thu = person("thu", "Thu", "village_collaborator", commune, village)
    assert access.may(thu, access.SEE, "site", commune, other_village)
    assert access.may(thu, access.CHANGE, "site", commune, village)
    assert not access.may(thu, access.CHANGE, "site", commune, other_village)


def test_city_viewer_sees_every_commune(person, commune, other_commune):
    viewer = person("thanhpho", "Thành phố", "city_viewer")
    assert set(access.communes_for(viewer)) == {commune, other_commune}
    assert not access.may(viewer, access.ADD, "site", commune)


def test_post_that_ended_gives_nothing(lan, commune):
    lan.memberships.update(until=timezone.localdate() - timedelta(days=1))
    assert not access.may(lan, access.SEE, "site", commune)


def test_inactive_person_holds_nothing_and_a_stranger_what_the_public_holds(lan, commune):
    lan.is_active = False
    assert access.grants(lan) == []
    assert access.grants(AnonymousUser()) == [access.OF_THE_PUBLIC]
    assert not access.may(AnonymousUser(), access.SEE, "site", commune)
    assert access.may(AnonymousUser(), access.ADD, "report", commune)


def test_viewer_of_a_province_sees_its_communes_alone(person, commune, other_commune):
    other_commune.province_code = "31"
    other_commune.save()
    viewer = person("haiphong", "Hải Phòng", "city_viewer")
    viewer.memberships.update(province_code="31")
    assert set(access.communes_for(viewer)) == {other_commune}
    assert access.may(viewer, access.SEE, "site", other_commune)
    assert not access.may(viewer, access.SEE, "site", commune)


def test_administrator_of_one_commune_does_not_change_what_all_share(person, commune):
    keeper = person("quanly", "Quản Lý", "administrator", commune)
    assert access.may(keeper, access.ADD, "kind", commune)
    assert not access.may(keeper, access.CHANGE, "kind", commune)
    assert access.may(keeper, access.CHANGE, "user", commune)


def test_a_right_that_the_table_does_not_know_is_a_slip_of_ours(lan, commune):
    with pytest.raises(KeyError):
        access.may(lan, "paint", "site", commune)


@pytest.mark.parametrize("path", ["/", "/map/", "/manage/", "/hazards/new/"])
def test_stranger_is_asked_to_log_in(client, db, path):
    response = client.get(path)
    assert response.status_code == 302
    assert "/login/" in response["Location"]


def test_commune_of_others_is_refused_by_name(client, lan, other_commune):
    client.force_login(lan)
    assert client.get("/", {"commune": "00640"}).status_code == 403


def test_staff_add_a_kind_without_a_programmer(client, lan):
    client.force_login(lan)
    kind = {
        "code": "lime-pit",
        "name_vi": "Hố vôi",
        "name_en": "Lime pit",
        "icon": "diamond",
        "inspection_interval_days": "90",
        "usual_likelihood": "3",
        "usual_severity": "5",
        "position": "200",
        "is_active": "on",
    }
    response = client.post("/manage/hazards/hazardkind/add/", kind)
    assert response.status_code == 302, response.content.decode()[:2000]
    assert "Hố vôi" in client.get("/manage/hazards/hazardkind/").content.decode()


def test_staff_of_one_commune_do_not_change_what_counts_in_all(client, lan, pond):
    client.force_login(lan)
    page = f"/manage/hazards/hazardkind/{pond.kind_id}/change/"
    assert client.post(page, {"name_vi": "Ao", "icon": "circle"}).status_code == 403


def test_change_of_a_kind_is_on_record(person, client, pond):
    admin = person("quantri", "Quản Trị")
    admin.is_superuser = admin.is_staff = True
    admin.save()
    client.force_login(admin)
    kind = pond.kind
    answers = {
        "name_vi": kind.name_vi,
        "name_en": kind.name_en,
        "icon": kind.icon,
        "is_drowning": "",
        "inspection_interval_days": "30",
        "usual_likelihood": "3",
        "usual_severity": "5",
        "position": kind.position,
        "is_active": "on",
    }
    response = client.post(f"/manage/hazards/hazardkind/{kind.pk}/change/", answers)
    assert response.status_code == 302, response.content.decode()[:2000]
    latest = kind.history.first()
    assert (latest.inspection_interval_days, latest.history_user) == (30, admin)


def test_leader_may_not_change_the_kinds(client, minh):
    client.force_login(minh)
    assert client.get("/manage/hazards/hazardkind/add/").status_code in (302, 403)


def test_staff_do_not_reach_the_accounts(client, lan):
    client.force_login(lan)
    assert client.get("/manage/accounts/user/").status_code == 403


def test_a_household_is_named_to_those_who_deal_with_it_and_to_nobody_else(
    lan, hoa, tuan, person, commune, unit
):
    household = Unit.objects.create(commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)
    viewer = person("thanhpho", "Thành phố", "city_viewer")
    assert access.unit_in_words(lan, household) == "Hộ ông Bảy"
    for reader in (hoa, viewer, tuan):
        assert access.unit_in_words(reader, household) == household.get_type_display()
        assert access.unit_in_words(reader, unit) == "Phòng Kinh tế"
    assert access.unit_in_words(lan, None) == ""
