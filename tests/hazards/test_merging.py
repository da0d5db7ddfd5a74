"""Two entries turn out to be one pond: everything moves, and old links arrive."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from foundation.records import StaleVersionError
from hazards import services
from hazards.errors import MergeError
from hazards.models import Finding, HazardKind, HazardSite, Incident, Inspection, Measure, Photo
from tests.shapes import point, square

pytestmark = pytest.mark.django_db


@pytest.fixture
def twin(commune, village):
    """The same pond, logged again by its western bank, with a history of its own."""
    return HazardSite.objects.create(
        kind=HazardKind.objects.get(code="pond"), name="Ao ông Tư", geom=point(10.1, 10.5), commune=commune,
        village=village, found_on=date(2025, 11, 1), description="Bờ cao", bank="steep", owner_name="Ông Tư",
    )  # fmt: skip


@pytest.fixture
def recorded(twin, measure_kind, lan):
    """A fence found damaged at an inspection, a photo and an accident at the twin."""
    fence = Measure.objects.create(site=twin, kind=measure_kind("fence"), installed_on=date(2026, 2, 1))
    look = Inspection.objects.create(site=twin, on=date(2026, 3, 1))
    Finding.objects.create(measure=fence, inspection=look, on=look.on, condition="sound")
    Photo.objects.create(
        site=twin, width=10, height=10, sent_sha256="0" * 64, hash_a=1, hash_b=2, hash_c=3, hash_d=4
    )
    Incident.objects.create(
        site=twin, on=date(2026, 1, 5), kind="drowning", outcome="unharmed", geom=point(10, 10),
        commune=twin.commune,
    )  # fmt: skip
    return fence


def merge(keep, gone, **words):
    services.merge_sites(keep, gone, versions=(keep.version, gone.version), **words)
    keep.refresh_from_db()
    gone.refresh_from_db()


def confirm(user, as_user, one, other, **changed):
    answers = {"keep": str(one.pk), f"version_{one.pk}": one.version, f"version_{other.pk}": other.version}
    return as_user(user).post(reverse("site-merge", args=[one.pk, other.pk]), answers | changed)


def test_everything_recorded_moves_with_its_history(pond, twin, recorded, lan):
    merge(pond, twin, by=lan)
    for name in ("measures", "inspections", "photos", "incidents"):
        assert getattr(pond, name).count() == 1, name
        assert not getattr(twin, name).exists(), name
    assert recorded.findings.count() == 1
    moved = recorded.history.first()
    assert (moved.site_id, moved.history_change_reason) == (pond.pk, f"merge {twin.pk}")
    assert moved.history_user == lan


def test_the_one_that_stays_was_found_on_the_earlier_day(pond, twin):
    merge(pond, twin)
    assert pond.found_on == date(2025, 11, 1)
    assert twin.merged_into == pond
    assert twin.withdrawn_at


def test_facts_that_only_the_other_knows_are_taken_where_asked(pond, twin, measure_kind):
    twin.required_measures.set([measure_kind("fence")])
    merge(pond, twin, take=["description", "required_measures", "name"])
    assert pond.description == "Bờ cao"
    assert [kind.code for kind in pond.required_measures.all()] == ["fence"]
    assert (pond.bank, pond.name) == ("", "Ao cá Đại Áng")


def test_what_the_one_that_stays_knows_is_kept(pond, twin):
    pond.description = "Của tôi"
    pond.save()
    merge(pond, twin, take=["description"])
    assert pond.description == "Của tôi"


def test_the_fence_of_the_other_ends_what_was_open(pond, twin, recorded):
    HazardSite.objects.filter(pk=pond.pk).update(reopened_on=date(2026, 1, 1))
    pond.refresh_from_db()
    merge(pond, twin)
    assert pond.reopened_on is None


def test_old_links_arrive_at_the_one_that_stays(as_user, lan, pond, twin):
    merge(pond, twin)
    client = as_user(lan)
    page = client.get(reverse("site", args=[twin.pk]), follow=True)
    assert page.redirect_chain[0][0] == reverse("site", args=[pond.pk])
    assert "turned out to be the same as this one" in page.content.decode()
    card = client.get(reverse("site-card", args=[twin.pk])).content.decode()
    assert f'data-site="{pond.pk}"' in card
    assert "turned out to be the same as this one" in card
    response = client.get(reverse("map"), {"site": twin.pk, "status": "unprotected"})
    assert response.url == f"{reverse('map')}?site={pond.pk}&status=unprotected"


def test_a_measure_typed_for_the_old_entry_is_recorded_at_the_new_one(send, lan, pond, twin, measure_kind):
    merge(pond, twin)
    send(lan, "measure-new", twin.pk, kind=measure_kind("fence").pk, state="installed", on="01/02/2026")
    assert pond.measures.count() == 1


def test_a_change_typed_for_the_old_entry_never_overwrites_the_new_one(as_user, lan, pond, twin, answers):
    merge(pond, twin)
    sent = answers(version=pond.version, name="Tên khác")
    assert as_user(lan).post(reverse("site-edit", args=[twin.pk]), sent).status_code == 404
    pond.refresh_from_db()
    assert pond.name == "Ao cá Đại Áng"


def test_a_chain_of_merges_is_followed_to_its_end(as_user, lan, pond, twin):
    third = HazardSite.objects.create(
        kind=pond.kind, name="Ao thứ ba", geom=square(10, 10, 1), commune=pond.commune, village=pond.village
    )
    merge(twin, third)
    merge(pond, twin)
    assert as_user(lan).get(reverse("site", args=[third.pk])).url == reverse("site", args=[pond.pk])
    with pytest.raises(MergeError, match="merged_already"):
        services.merge_sites(third, pond, versions=(third.version, pond.version))


def test_sites_of_two_communes_stay_two(pond, twin, other_commune):
    twin.commune = other_commune
    twin.save()
    with pytest.raises(MergeError, match="other_commune"):
        merge(pond, twin)
    with pytest.raises(MergeError, match="same"):
        merge(pond, pond)


def test_a_withdrawn_site_is_not_merged(pond, twin):
    twin.withdraw(reason="Ghi nhầm", seen_version=1)
    with pytest.raises(MergeError, match="withdrawn"):
        merge(pond, twin)


@pytest.mark.parametrize("changed", ["pond", "twin"])
def test_a_stale_merge_moves_nothing(pond, twin, recorded, changed):
    HazardSite.objects.filter(pk={"pond": pond, "twin": twin}[changed].pk).update(version=7)
    with pytest.raises(StaleVersionError):
        services.merge_sites(pond, twin, versions=(1, 1))
    assert twin.measures.count() == 1


def test_nearby_ones_of_the_kind_are_offered_with_their_distance(as_user, lan, pond, twin):
    far = HazardSite.objects.create(kind=pond.kind, name="Ao xa", geom=point(40, 40), commune=pond.commune)
    html = as_user(lan).get(reverse("site-merge-choose", args=[pond.pk])).content.decode()
    assert "Ao ông Tư" in html
    assert "at the same spot" in html
    assert far.name not in html
    html = as_user(lan).get(reverse("site-merge-choose", args=[pond.pk]), {"q": "ao XA"}).content.decode()
    assert far.name in html
    assert "to the north-east" in html


def test_the_cost_of_choosing_does_not_grow(as_user, lan, pond, twin, django_assert_num_queries):
    client, address = as_user(lan), reverse("site-merge-choose", args=[pond.pk])
    with CaptureQueriesContext(connection) as first:
        client.get(address)
    for x in range(5):
        HazardSite.objects.create(
            kind=pond.kind,
            name=f"Ao {x}",
            geom=point(10 + x / 10, 10),
            commune=pond.commune,
            village=pond.village,
        )
    with django_assert_num_queries(len(first)):
        client.get(address)


def test_both_are_shown_side_by_side_before_merging(as_user, lan, pond, twin, recorded):
    html = as_user(lan).get(reverse("site-merge", args=[pond.pk, twin.pk])).content.decode()
    for words in ("Ao cá Đại Áng", "Ao ông Tư", "Bờ cao", "steep", "01/11/2025", "measures: 1", "Ông Tư"):
        assert words in html, words
    assert 'name="take" value="bank" checked' in html


def test_a_collaborator_does_not_read_the_owner_while_merging(as_user, person, commune, pond, twin):
    nga = person("nga", "Vũ Thị Nga", "village_collaborator", commune, pond.village)
    twin.name = "Ao phía tây"
    twin.save()
    html = as_user(nga).get(reverse("site-merge", args=[pond.pk, twin.pk])).content.decode()
    assert "Ông Tư" not in html
    confirm(nga, as_user, pond, twin, take=["owner_name"])
    pond.refresh_from_db()
    assert pond.owner_name == ""


def test_the_two_are_merged_once_however_often_it_is_sent(as_user, lan, pond, twin, recorded):
    for _click in range(2):
        response = confirm(lan, as_user, pond, twin, take=["bank"])
        assert response.url == reverse("site", args=[pond.pk])
    pond.refresh_from_db()
    assert (pond.bank, pond.version, pond.measures.count()) == ("steep", 2, 1)


def test_the_other_one_may_be_the_one_that_stays(as_user, lan, pond, twin):
    response = confirm(lan, as_user, pond, twin, keep=str(twin.pk))
    assert response.url == reverse("site", args=[twin.pk])
    pond.refresh_from_db()
    assert pond.merged_into == twin


def test_a_stale_page_is_refused_and_the_choices_are_kept(as_user, lan, pond, twin):
    seen = {f"version_{pond.pk}": 1, f"version_{twin.pk}": 1, "keep": str(twin.pk), "take": ["bank"]}
    pond.save_edit(seen_version=1)
    html = as_user(lan).post(reverse("site-merge", args=[pond.pk, twin.pk]), seen).content.decode()
    assert "Nothing was merged" in html
    assert f'name="version_{pond.pk}" value="2"' in html
    assert f'value="{twin.pk}" checked' in html
    assert 'value="bank" checked' in html
    twin.refresh_from_db()
    assert twin.merged_into is None


@pytest.mark.parametrize("sent", [{}, {"keep": "nonsense"}, {"keep": "x", "take": ["geom", "version"]}])
def test_nonsense_merges_nothing(as_user, lan, pond, twin, sent):
    assert as_user(lan).post(reverse("site-merge", args=[pond.pk, twin.pk]), sent).status_code == 200
    twin.refresh_from_db()
    assert twin.merged_into is None


def test_merging_needs_the_right_to_change_both(
    as_user, minh, tuan, person, commune, other_village, pond, twin
):
    address = reverse("site-merge", args=[pond.pk, twin.pk])
    assert as_user(minh).get(address).status_code == 403
    assert as_user(tuan).get(address).status_code == 404
    nga = person("nga", "Vũ Thị Nga", "village_collaborator", commune, other_village)
    assert as_user(nga).post(address, {"keep": str(pond.pk)}).status_code == 403


def test_a_merged_site_says_why_it_cannot_be_restored(as_user, lan, pond, twin):
    merge(pond, twin)
    html = as_user(lan).get(reverse("site-restore", args=[twin.pk])).content.decode()
    assert "merged into another place" in html
    as_user(lan).post(reverse("site-restore", args=[twin.pk]), {"version": twin.version, "reason": "Nhầm"})
    twin.refresh_from_db()
    assert twin.withdrawn_at


def test_inspections_of_a_day_stay_two_looks(pond, twin, recorded):
    Inspection.objects.create(site=pond, on=date(2026, 3, 1))
    merge(pond, twin)
    assert pond.inspections.count() == 2


def test_a_place_that_had_lost_its_protection_stays_reopened(pond, twin, lan):
    HazardSite.objects.filter(pk=twin.pk).update(reopened_on=date(2026, 3, 1))
    twin.refresh_from_db()
    merge(pond, twin, by=lan)
    assert pond.reopened_on == date(2026, 3, 1)


def test_a_place_that_has_its_protection_again_by_merging_is_not_reopened(pond, fence, twin, lan):
    HazardSite.objects.filter(pk=twin.pk).update(reopened_on=date(2026, 3, 1))
    twin.refresh_from_db()
    merge(pond, twin, by=lan)
    assert pond.reopened_on is None


def test_what_is_added_while_the_entry_goes_reaches_the_one_that_stays(pond, twin, lan, measure_kind):
    """The page was opened before the merge; the deed comes after it."""
    opened = HazardSite.objects.get(pk=twin.pk)
    services.merge_sites(pond, twin, versions=(1, 1), by=lan)
    fence = Measure(site=opened, kind=measure_kind("fence"), installed_on=date(2026, 6, 1), created_by=lan)
    services.add_measure(fence)
    look = Inspection(site=opened, on=date(2026, 6, 2), created_by=lan)
    services.record_inspection(look, conditions={fence: "sound"})
    photo = Photo.objects.create(
        width=10, height=10, sent_sha256="1" * 64, hash_a=1, hash_b=2, hash_c=3, hash_d=4, created_by=lan
    )
    services.attach_photos([photo.pk], site=opened, by=lan)
    assert set(Measure.objects.values_list("site", flat=True)) == {pond.pk}
    assert set(Inspection.objects.values_list("site", flat=True)) == {pond.pk}
    assert set(Photo.objects.values_list("site", flat=True)) == {pond.pk}


def test_an_entry_merged_earlier_follows_on_record(pond, twin, commune, lan):
    third = HazardSite.objects.create(kind=pond.kind, name="Ao chung", geom=point(11, 11), commune=commune)
    services.merge_sites(twin, third, versions=(1, 1), by=lan)
    services.merge_sites(pond, twin, versions=(1, 2), by=lan)
    third.refresh_from_db()
    assert (third.merged_into, third.version) == (pond, 3)
    assert third.history.first().merged_into_id == pond.pk
