"""The management pages show rows of one's own communes, and nobody gives more than they hold there."""

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from accounts.guarded_admin import GuardedAdmin
from accounts.models import Role, Unit, User
from areas.models import ChildCount, Target, Village
from audit.models import Event
from tests.shapes import area, square


@pytest.fixture
def keeper(person, commune) -> User:
    """Administrator of the commune."""
    return person("quanly", "Quản Lý", "administrator", commune)


@pytest.fixture
def over_all(person) -> User:
    """Administrator of all communes."""
    return person("quantri", "Quản Trị", "administrator")


@pytest.fixture
def next_door(other_commune) -> Village:
    return Village.objects.create(
        commune=other_commune, name="Tứ Hiệp", boundary=area(square(100, 0, 50)), code="X1"
    )


@pytest.fixture
def page(client):
    """`page(keeper, "areas_village_change", 1)`: the answer; with `data`, to what is sent."""

    def ask(user, name, /, *args, **data):
        client.force_login(user)
        address = reverse(f"admin:{name}", args=args)
        return client.post(address, data) if data else client.get(address)

    return ask


def words_of(response) -> str:
    return response.content.decode()


def village_form(commune, **changed) -> dict[str, str]:
    return {"commune": str(commune.pk), "name": "Đại Áng", "type": "thon", "code": ""} | changed


def test_keeper_changes_a_village_of_the_commune(page, keeper, commune, village):
    answer = page(keeper, "areas_village_change", village.pk, **village_form(commune, name="Đại Áng Mới"))
    assert answer.status_code == 302, words_of(answer)[:2000]
    village.refresh_from_db()
    assert village.name == "Đại Áng Mới"


def test_villages_next_door_are_not_there(page, keeper, village, next_door):
    listed = words_of(page(keeper, "areas_village_changelist"))
    assert "Đại Áng" in listed
    assert "Tứ Hiệp" not in listed
    assert page(keeper, "areas_village_change", next_door.pk).status_code == 404
    assert page(keeper, "areas_village_history", next_door.pk).status_code == 404


def test_a_village_is_moved_to_no_other_commune(page, keeper, other_commune, village):
    answer = page(keeper, "areas_village_change", village.pk, **village_form(other_commune))
    assert answer.status_code == 200  # the form, with the choice refused
    village.refresh_from_db()
    assert village.commune != other_commune


def test_nothing_is_made_in_another_commune(page, keeper, other_commune):
    assert page(keeper, "areas_village_add", **village_form(other_commune, name="Lạ")).status_code == 200
    assert not Village.objects.filter(name="Lạ").exists()


def test_a_head_count_is_of_a_village_of_ones_own(page, person, commune, village, next_door):
    an = person("an", "Trần Thu An", "culture_staff", commune)
    form = words_of(page(an, "areas_childcount_add"))
    assert "Đại Áng" in form
    assert "Tứ Hiệp" not in form
    page(an, "areas_childcount_add", village=next_door.pk, year=2026, children=9)
    assert not ChildCount.objects.exists()
    assert page(an, "areas_childcount_add", village=village.pk, year=2026, children=9).status_code == 302
    assert ChildCount.objects.get().children == 9


def test_total_of_a_head_count_never_contradicts_its_ages(page, person, commune, village):
    an = person("an", "Trần Thu An", "culture_staff", commune)
    count = ChildCount.objects.create(village=village, year=2026, children=120)
    for first, last, children in ((0, 6, 50), (6, 16, 70)):
        count.by_age.create(age_from=first, age_to=last, children=children)
    sent = {"village": village.pk, "year": 2026, "children": 121}
    refused = words_of(page(an, "areas_childcount_change", count.pk, **sent))
    assert reverse("head-count-edit", args=[village.pk, 2026]) in refused
    count.refresh_from_db()
    assert count.children == 120
    assert page(an, "areas_childcount_change", count.pk, **sent | {"children": 120}).status_code == 302
    count.by_age.all().delete()
    assert page(an, "areas_childcount_change", count.pk, **sent).status_code == 302


def test_clerk_looks_at_units_and_changes_none(page, lan, unit):
    assert page(lan, "accounts_unit_change", unit.pk).status_code == 200
    assert page(lan, "accounts_unit_change", unit.pk, name="X").status_code == 403
    assert page(lan, "accounts_unit_add").status_code == 403


def test_targets_that_all_communes_share_are_changed_from_a_post_over_all(page, keeper, over_all):
    target = Target.objects.first()
    sent = {
        "indicator": target.indicator,
        "level": target.level,
        "year": target.year,
        "value": "66",
        "document": "Kế hoạch",
    }
    assert page(keeper, "areas_target_change", target.pk).status_code == 200
    assert page(keeper, "areas_target_change", target.pk, **sent).status_code == 403
    assert page(over_all, "areas_target_change", target.pk, **sent).status_code == 302


def test_the_pages_are_for_whoever_may_write_on_one_of_them(client, minh, hoa, lan, person):
    boss = person("cu", "Người Cũ")
    boss.is_staff = True  # which gives nothing by itself
    boss.save()
    for user, opens in ((minh, False), (hoa, False), (boss, False), (lan, True)):
        client.force_login(user)
        assert client.get(reverse("admin:index")).status_code == (200 if opens else 403)
        assert (reverse("admin:index") in words_of(client.get("/"))) == opens


def test_the_index_names_what_one_may_open(page, lan, keeper, over_all):
    clerk, chief = words_of(page(lan, "index")), words_of(page(over_all, "index"))
    assert reverse("admin:hazards_hazardkind_changelist") in clerk
    for name in ("accounts_user", "accounts_role", "areas_calendarchange"):
        assert reverse(f"admin:{name}_changelist") not in clerk
        assert reverse(f"admin:{name}_changelist") in chief
    assert reverse("admin:accounts_user_changelist") not in words_of(page(keeper, "index"))


def test_people_of_all_communes_are_for_who_administers_all(page, keeper, over_all, lan):
    assert page(over_all, "accounts_user_change", lan.pk).status_code == 200
    assert page(keeper, "accounts_user_change", lan.pk).status_code == 403
    assert page(keeper, "accounts_user_changelist").status_code == 403


def test_nobody_is_deleted_or_is_any_other_row(page, over_all, lan, unit, village):
    for name, row in (("accounts_user", lan), ("accounts_unit", unit), ("areas_village", village)):
        assert page(over_all, f"{name}_delete", row.pk, post="yes").status_code == 403
    sent = {"action": "delete_selected", "_selected_action": lan.pk, "post": "yes"}
    page(over_all, "accounts_user_changelist", **sent)
    assert User.objects.filter(pk=lan.pk).exists()


def person_form(user, **changed) -> dict[str, str]:
    posts = {"memberships-TOTAL_FORMS": "0", "memberships-INITIAL_FORMS": "0"}
    return {"username": user.username, "full_name": user.full_name, "is_active": "on"} | posts | changed


def test_the_whole_server_is_given_by_whoever_runs_it_alone(page, person, over_all, lan):
    page(over_all, "accounts_user_change", lan.pk, **person_form(lan, is_superuser="on"))
    lan.refresh_from_db()
    assert not lan.is_superuser
    root = person("may-chu", "Máy Chủ")
    root.is_superuser = True
    root.save()
    answer = page(over_all, "accounts_user_change", root.pk, **person_form(root, full_name="X"))
    assert answer.status_code == 403
    assert page(over_all, "auth_user_password_change", root.pk).status_code == 403
    page(root, "accounts_user_change", lan.pk, **person_form(lan, is_superuser="on"))
    lan.refresh_from_db()
    assert lan.is_superuser


def test_ones_own_way_in_is_changed_only_where_the_password_is_asked_for(page, over_all):
    """A session that somebody stole is worth nothing once its owner ends it."""
    over_all.email = "quantri@example.vn"
    over_all.save()
    new = "cau-lac-bo-boi-2026"
    words = {"password1": new, "password2": new, "usable_password": "true"}
    answer = page(over_all, "auth_user_password_change", over_all.pk, **words)
    assert answer["Location"] == reverse("password")
    page(over_all, "accounts_user_change", over_all.pk, **person_form(over_all, email="ke@trom.vn"))
    over_all.refresh_from_db()
    assert (over_all.check_password(new), over_all.email) == (False, "quantri@example.vn")


def test_leaving_is_no_box_to_tick_there(page, over_all, lan):
    """It would end neither posts nor sessions, and could leave nobody who administers."""
    page(over_all, "accounts_user_change", lan.pk, **person_form(lan, is_active=""))
    lan.refresh_from_db()
    assert lan.is_active


def test_a_post_given_there_stands_in_the_log(page, over_all, lan, commune):
    leader = {"memberships-0-role": "9", "memberships-0-commune": str(commune.pk)}
    sent = person_form(lan, **leader) | {"memberships-TOTAL_FORMS": "1"}
    assert page(over_all, "accounts_user_change", lan.pk, **sent).status_code == 302
    given = Event.objects.get(deed=Event.Deed.POST_GIVEN, actor=over_all)
    assert (given.person, given.commune) == (lan, commune)


def test_a_collaborator_without_a_village_is_not_made_there(page, over_all, lan, commune):
    """Who has none works in all of them."""
    role = Role.objects.get(code="village_collaborator")
    post = {"memberships-0-role": str(role.pk), "memberships-0-commune": str(commune.pk)}
    sent = person_form(lan, **post) | {"memberships-TOTAL_FORMS": "1"}
    assert page(over_all, "accounts_user_change", lan.pk, **sent).status_code == 200
    assert not lan.memberships.filter(role=role).exists()


def test_households_are_for_who_may_know_of_them(rf, lan, person, commune, unit, monkeypatch):
    Unit.objects.create(commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)
    request = rf.get("/")
    request.user = lan
    shown = admin.site.get_model_admin(Unit).get_queryset(request)
    assert {str(row) for row in shown} == {"Phòng Kinh tế", "Hộ ông Bảy"}
    request.user = person("thanhpho", "Thành phố", "city_viewer")
    assert not admin.site.get_model_admin(Unit).get_queryset(request).filter(type=Unit.Type.OWNER)


@pytest.mark.parametrize(
    "label", ["axes.AccessAttempt", "otp_totp.TOTPDevice", "otp_static.StaticDevice", "auth.Group"]
)
def test_screens_of_libraries_are_not_there(label):
    assert not admin.site.is_registered(apps.get_model(label))


def test_every_screen_asks_the_table():
    assert all(isinstance(screen, GuardedAdmin) for screen in admin.site._registry.values())


@pytest.mark.parametrize("path", ["/manage/nothing/", "/manage/areas/village/1/"])
def test_no_other_address_below_them_opens(client, minh, path):
    assert client.get(path).status_code == 302
    client.force_login(minh)
    assert client.get(path).status_code == 403
