"""Administrators invite, give posts, let go; nobody takes over what is not theirs."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from accounts import links
from accounts.models import Membership, Role, Session, User
from audit.log import Deed
from audit.models import Event
from tests.accounts.conftest import deeds
from tests.conftest import PASSWORD


def invited(words=None, **more):
    role = Role.objects.get(code=more.pop("post", "police"))
    return {"full_name": "Phạm Thị Thu", "role": role.pk, **(words or {}), **more}


def test_list_shows_the_people_of_the_commune_by_given_name(by_keeper, person, lan, minh, tuan, commune):
    person("an", "Trần Văn Ân", "police", commune)
    page = by_keeper.get("/people/")
    names = [line.person.full_name for line in page.context["page"].object_list]
    assert names == ["Trần Văn Ân", "Nguyễn Thị Lan", "Trần Văn Minh", "Ngô Bá Quân"]


@pytest.mark.parametrize("words", ["q=nguyen+thi", "q=LAN", "post=economic_staff"])
def test_list_finds_lan(by_keeper, lan, minh, words):
    page = by_keeper.get(f"/people/?{words}")
    assert [line.person for line in page.context["page"].object_list] == [lan]


def test_list_costs_the_same_for_many(by_keeper, person, commune, django_assert_max_num_queries):
    for number in range(30):
        person(f"nguoi{number}", f"Người Số {number}", "police", commune)
    with django_assert_max_num_queries(16):
        assert len(by_keeper.get("/people/").context["page"].object_list) == 31


def test_who_left_is_in_a_list_of_their_own(by_keeper, lan):
    by_keeper.post(reverse("person-leave", args=[lan.pk]))
    here = by_keeper.get("/people/").context["page"].object_list
    left = by_keeper.get("/people/?state=left").context["page"].object_list
    assert lan not in [line.person for line in here]
    assert [line.person for line in left] == [lan]


def test_leader_reads_and_changes_nothing(client, minh, lan):
    client.force_login(minh)
    assert client.get("/people/").status_code == 200
    assert client.get(f"/people/{lan.pk}/").status_code == 200
    assert client.get("/people/new/").status_code == 403
    assert client.post(f"/people/{lan.pk}/leave/").status_code == 403
    assert client.post(f"/people/{lan.pk}/link/new/").status_code == 403


def test_clerk_does_not_see_the_list(client, lan):
    client.force_login(lan)
    assert client.get("/people/").status_code == 403


def test_invited_person_gets_a_name_a_post_and_no_password(by_keeper, keeper, commune):
    answer = by_keeper.post("/people/new/", invited())
    thu = User.objects.get(username="thu.pham")
    assert answer.url == reverse("person-link", args=[thu.pk])
    assert not thu.has_usable_password()
    assert [(post.role.code, post.commune) for post in thu.memberships.all()] == [("police", commune)]
    assert deeds() == [Deed.INVITED, Deed.POST_GIVEN, Deed.LINK_MADE]
    assert set(Event.objects.filter(person=thu).values_list("commune", "actor")) == {(commune.pk, keeper.pk)}


def test_second_person_of_the_name_is_asked_about_and_numbered(by_keeper):
    by_keeper.post("/people/new/", invited())
    again = by_keeper.post("/people/new/", invited())
    assert "is_another" in again.context["form"].errors
    assert User.objects.filter(full_name="Phạm Thị Thu").count() == 1
    by_keeper.post("/people/new/", invited(is_another="on"))
    assert User.objects.filter(username="thu.pham2").exists()


@pytest.mark.parametrize("words", [{"post": "village_collaborator"}, {"username": "Thu Phạm"}, {"full_name": ""},
                                   {"email": "thu"}, {"phone": "12"}, {"until": "01/01/2020"}])  # fmt: skip
def test_invitation_with_a_fault_stores_nothing(by_keeper, words):
    before = User.objects.count()
    assert by_keeper.post("/people/new/", invited(**words)).status_code == 200
    assert User.objects.count() == before
    assert deeds() == []


def test_collaborator_is_invited_with_the_village(by_keeper, village):
    by_keeper.post("/people/new/", invited(post="village_collaborator", village=village.pk))
    assert Membership.objects.get(user__username="thu.pham").village == village


@pytest.mark.parametrize("words", [{"post": "city_viewer"}, {"scope": "all", "post": "administrator"}])
def test_commune_administrator_gives_no_post_over_the_city(by_keeper, commune, words):
    by_keeper.post("/people/new/", invited(**words))
    assert not Membership.objects.filter(commune=None).exists()


def test_city_administrator_gives_one(client, city, commune):
    client.force_login(city)
    client.post("/people/new/", invited(post="city_viewer", scope="all"))
    assert Membership.objects.get(user__username="thu.pham").commune is None


def test_taken_user_name_is_refused_and_tells_nothing_of_the_other(by_keeper, tuan):
    page = by_keeper.post("/people/new/", invited(username="tuan")).content.decode()
    assert tuan.full_name not in page
    assert "/people/known/?username=tuan" in page


def test_neighbour_gets_a_post_here_and_stays_out_of_reach(by_keeper, tuan, commune):
    role = Role.objects.get(code="police")
    answer = by_keeper.post("/people/known/", {"username": "tuan", "role": role.pk})
    assert answer.url == reverse("person", args=[tuan.pk])
    assert tuan.memberships.filter(commune=commune).exists()
    tuan.email = "tuan@example.vn"
    tuan.save()
    assert "tuan@example.vn" not in by_keeper.get(f"/people/{tuan.pk}/").content.decode()
    for deed in TAKE_OVERS:
        assert by_keeper.post(reverse(deed, args=[tuan.pk]), {"full_name": "Tuấn"}).status_code == 403, deed
    here = tuan.memberships.get(commune=commune)
    by_keeper.post(reverse("post-end", args=[tuan.pk, here.pk]))
    assert list(tuan.memberships.current()) == list(tuan.memberships.exclude(commune=commune))


TAKE_OVERS = [
    "person-edit", "person-link-new", "person-link-send", "person-link-withdraw", "person-leave", "person-back",
    "person-sessions-end", "person-second-factor-reset",
]  # fmt: skip


@pytest.mark.parametrize("deed", TAKE_OVERS)
def test_nobody_touches_a_log_in_of_another_commune(by_keeper, tuan, deed):
    before = User.objects.filter(pk=tuan.pk).values().get()
    assert by_keeper.post(reverse(deed, args=[tuan.pk]), {"full_name": "Ai Đó"}).status_code == 404
    assert User.objects.filter(pk=tuan.pk).values().get() == before


@pytest.mark.parametrize("deed", TAKE_OVERS)
def test_nobody_touches_a_superuser_but_their_like(client, by_keeper, keeper, city, commune, person, deed):
    root = person("root", "Quản Trị Máy", "police", commune)
    User.objects.filter(pk=root.pk).update(is_superuser=True)
    before = User.objects.filter(pk=root.pk).values().get()
    for administrator in (keeper, city):
        client.force_login(administrator)
        assert client.post(reverse(deed, args=[root.pk]), {"full_name": "Ai Đó"}).status_code == 403
    assert User.objects.filter(pk=root.pk).values().get() == before


@pytest.mark.parametrize("deed", [deed for deed in TAKE_OVERS if deed != "person-edit"])
def test_nobody_does_it_to_oneself(by_keeper, keeper, deed):
    assert by_keeper.post(reverse(deed, args=[keeper.pk])).status_code == 403
    keeper.refresh_from_db()
    assert keeper.is_active


def test_city_post_keeps_an_account_from_the_commune(by_keeper, lan):
    Membership.objects.create(user=lan, role=Role.objects.get(code="city_viewer"))
    assert by_keeper.post(f"/people/{lan.pk}/link/new/").status_code == 403
    assert by_keeper.get(f"/people/{lan.pk}/").status_code == 200


def test_post_that_ended_elsewhere_last_keeps_an_account_from_being_taken(by_keeper, tuan, commune):
    """Tuấn held a post here long ago, and left the neighbours last week."""
    police = Role.objects.get(code="police")
    Membership.objects.create(user=tuan, role=police, commune=commune, until="2020-01-01")
    tuan.memberships.filter(commune__code="00640").update(until="2026-01-01")
    assert by_keeper.post(f"/people/{tuan.pk}/link/new/").status_code == 403
    by_keeper.post("/people/known/", {"username": "tuan", "role": police.pk})
    assert by_keeper.post(reverse("post-give", args=[tuan.pk]), {"role": police.pk}).status_code == 404
    assert not tuan.memberships.current().exists()


def test_unknown_user_name_and_one_out_of_reach_get_the_same_answer(by_keeper, tuan):
    tuan.memberships.update(until="2026-01-01")
    role = Role.objects.get(code="police").pk
    answers = [
        by_keeper.post("/people/known/", {"username": name, "role": role}).context["who"].errors
        for name in ("tuan", "khongai")
    ]
    assert answers[0] == answers[1] != {}


def test_who_left_can_no_longer_log_in_and_keeps_authorship(by_keeper, client, lan, pond, commune):
    pond.created_by = lan
    pond.save()
    client_of_lan = type(client)()
    client_of_lan.force_login(lan)
    Session.objects.filter(user=lan).get()
    by_keeper.post(f"/people/{lan.pk}/leave/")
    lan.refresh_from_db()
    assert (lan.is_active, lan.left_on) == (False, timezone.localdate())
    assert not Session.objects.filter(user=lan).exists()
    assert not lan.memberships.current().exists()
    assert client_of_lan.get("/").status_code == 302
    tried = type(client)().post("/login/", {"username": "lan", "password": PASSWORD})
    assert not tried.wsgi_request.user.is_authenticated
    pond.refresh_from_db()
    assert pond.created_by == lan
    assert deeds() == [Deed.PERSON_LEFT, Deed.POST_ENDED]


def test_who_came_back_needs_a_new_password_and_a_post(by_keeper, lan):
    by_keeper.post(f"/people/{lan.pk}/leave/")
    by_keeper.post(f"/people/{lan.pk}/back/")
    lan.refresh_from_db()
    assert (lan.is_active, lan.left_on, lan.has_usable_password()) == (True, None, False)
    role = Role.objects.get(code="economic_staff")
    by_keeper.post(reverse("post-give", args=[lan.pk]), {"role": role.pk})
    assert lan.memberships.count() == lan.memberships.current().count() == 1
    assert deeds()[-2:] == [Deed.PERSON_BACK, Deed.POST_GIVEN]


def test_changed_e_mail_is_recorded_and_kills_the_link(by_keeper, lan, commune):
    by_keeper.post(f"/people/{lan.pk}/link/new/")
    lan.refresh_from_db()
    token = links.tokens.make_token(lan)
    by_keeper.post(f"/people/{lan.pk}/edit/", {"full_name": lan.full_name, "email": "lan@example.vn"})
    lan.refresh_from_db()
    assert lan.email == "lan@example.vn"
    assert not links.tokens.check_token(lan, token)
    event = Event.objects.get(deed=Deed.PERSON_CHANGED)
    assert (event.commune, list(event.details["changes"])) == (commune, ["email"])


def test_own_e_mail_is_not_changed_here_where_no_password_is_asked(by_keeper, keeper):
    by_keeper.post(f"/people/{keeper.pk}/edit/", {"full_name": "Ngô Bá Quân", "email": "thief@example.vn"})
    keeper.refresh_from_db()
    assert keeper.email == ""


def test_old_address_is_told_of_the_new_one(by_keeper, lan, settings):
    settings.SENDS_MAIL = True
    User.objects.filter(pk=lan.pk).update(email="old@example.vn")
    by_keeper.post(f"/people/{lan.pk}/edit/", {"full_name": lan.full_name, "email": "new@example.vn"})
    assert [message.to for message in mail.outbox] == [["old@example.vn"]]


def test_all_log_ins_of_a_person_end(by_keeper, client, lan):
    browser = type(client)()
    browser.force_login(lan)
    by_keeper.post(f"/people/{lan.pk}/sessions/end/")
    assert not Session.objects.filter(user=lan).exists()
    assert deeds() == [Deed.SESSION_ENDED]


def test_second_factor_is_reset(by_keeper, lan):
    from django_otp.plugins.otp_static.models import StaticDevice
    from django_otp.plugins.otp_totp.models import TOTPDevice

    TOTPDevice.objects.create(user=lan, name="telephone")
    StaticDevice.objects.create(user=lan, name="recovery")
    by_keeper.post(f"/people/{lan.pk}/second-factor/reset/")
    assert not TOTPDevice.objects.exists() and not StaticDevice.objects.exists()
    assert deeds() == [Deed.SECOND_FACTOR_OFF]


def test_name_holds_no_sign_that_turns_the_words_beside_it_around(by_keeper, lan):
    by_keeper.post(f"/people/{lan.pk}/edit/", {"full_name": "Nguyễn \u202e Thị\u200b Lan"})
    lan.refresh_from_db()
    assert lan.full_name == "Nguyễn Thị Lan"
    by_keeper.post(f"/people/{lan.pk}/edit/", {"full_name": "\u202e\u200b"})
    lan.refresh_from_db()
    assert lan.full_name == "Nguyễn Thị Lan"
