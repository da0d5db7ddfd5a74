"""The posts that people hold: given, changed, ended, and the rules for who holds one."""

from django.urls import reverse

from accounts.models import Membership, PostRule, Role, Unit
from audit.log import Deed
from audit.models import Event
from tests.accounts.conftest import deeds


def test_last_administrator_of_a_commune_stays(client, city, keeper, person, commune):
    client.force_login(city)
    client.post(f"/people/{keeper.pk}/leave/")
    keeper.refresh_from_db()
    assert keeper.is_active
    post = keeper.memberships.get()
    client.post(reverse("post-end", args=[keeper.pk, post.pk]))
    assert keeper.memberships.current().exists()
    person("hai", "Người Thứ Hai", "administrator", commune)
    client.post(f"/people/{keeper.pk}/leave/")
    keeper.refresh_from_db()
    assert not keeper.is_active


def test_last_administrator_gets_no_last_day(client, city, keeper):
    client.force_login(city)
    address = reverse("post-change", args=[keeper.pk, keeper.memberships.get().pk])
    assert client.post(address, {"until": "31/12/2030"}).context["form"].errors
    assert keeper.memberships.get().until is None


def test_invited_administrator_does_not_count_as_one(client, city, keeper, person, commune):
    second = person("hai", "Người Thứ Hai", "administrator", commune)
    second.set_unusable_password()
    second.save()
    client.force_login(city)
    client.post(f"/people/{keeper.pk}/leave/")
    keeper.refresh_from_db()
    assert keeper.is_active


def test_administrator_does_not_end_the_own_post(by_keeper, keeper, person, commune):
    person("hai", "Người Thứ Hai", "administrator", commune)
    by_keeper.post(reverse("post-end", args=[keeper.pk, keeper.memberships.get().pk]))
    assert keeper.memberships.current().exists()


def test_ended_post_gives_no_rights_at_once(by_keeper, client, lan):
    browser = type(client)()
    browser.force_login(lan)
    assert browser.get("/hazards/new/").status_code == 200
    by_keeper.post(reverse("post-end", args=[lan.pk, lan.memberships.get().pk]))
    assert browser.get("/hazards/new/").status_code == 403
    assert deeds().count(Deed.POST_ENDED) == 1


def test_changed_post_is_recorded_before_and_after(by_keeper, person, commune, village, other_village):
    thu = person("thu", "Phạm Thị Thu", "village_collaborator", commune, village)
    post = thu.memberships.get()
    by_keeper.post(
        reverse("post-change", args=[thu.pk, post.pk]), {"village": other_village.pk, "until": "31/12/2030"}
    )
    event = Event.objects.get(deed=Deed.POST_CHANGED)
    assert event.details["changes"] == {"village": ["Đại Áng", "Lạc Thị"], "until": ["", "31/12/2030"]}


def test_post_of_another_commune_is_not_changed(by_keeper, lan, neighbour):
    post = neighbour.memberships.get()
    assert by_keeper.post(reverse("post-end", args=[neighbour.pk, post.pk])).status_code == 404
    assert by_keeper.post(reverse("post-end", args=[lan.pk, post.pk])).status_code == 404


def test_unit_of_another_commune_is_not_offered(by_keeper, lan, other_commune):
    foreign = Unit.objects.create(commune=other_commune, name="Phòng Kinh tế")
    page = by_keeper.post(
        reverse("post-change", args=[lan.pk, lan.memberships.get().pk]), {"unit": foreign.pk}
    )
    assert "unit" in page.context["form"].errors


def test_post_given_by_a_program_is_recorded_too(lan, commune):
    event = Event.objects.get(deed=Deed.POST_GIVEN, person=lan)
    assert (event.commune, event.actor) == (commune, None)


def test_person_who_is_deleted_with_the_posts_leaves_a_line(person, commune):
    """Somebody of whom the log knows nothing yet; others can't be deleted."""
    newcomer, role = person("moi", "Người Mới"), Role.objects.get(code="police")
    Membership.objects.bulk_create([Membership(user=newcomer, role=role, commune=commune)])
    newcomer.delete()
    assert Event.objects.get(deed=Deed.POST_ENDED).about == "Người Mới"


def test_rule_of_a_post_is_stored_for_the_commune_alone(by_keeper, commune):
    by_keeper.post("/people/rules/?where=all", {"roles": ["police"]})
    rule = PostRule.objects.get()
    assert (rule.role.code, rule.commune, rule.needs_two_factor) == ("police", commune, True)
    by_keeper.post("/people/rules/", {"roles": ["police"]})
    assert deeds() == [Deed.RULE_CHANGED]
    by_keeper.post("/people/rules/", {})
    rule.refresh_from_db()
    assert not rule.needs_two_factor


def test_rule_everywhere_is_for_those_who_administer_all(client, city, commune):
    client.force_login(city)
    client.post("/people/rules/?where=all", {"roles": ["police", "city_viewer"]})
    assert set(PostRule.objects.values_list("role__code", "commune")) == {
        ("police", None),
        ("city_viewer", None),
    }
