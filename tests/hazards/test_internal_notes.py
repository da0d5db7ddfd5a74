"""Notes that staff write for themselves: who writes them, and whose eyes they never meet."""

import pytest
from django.urls import reverse

from hazards.models import HazardSite

NOTE = "Chủ ao hứa rào trước tháng bảy"

pytestmark = pytest.mark.django_db


@pytest.fixture
def an(person, commune, village):
    return person("an", "Vũ Thị An", "village_collaborator", commune, village)


@pytest.fixture
def noted(pond) -> HazardSite:
    pond.internal_note = NOTE
    pond.save()
    return pond


def whole_page(client, site) -> str:
    return client.get(reverse("site", args=[site.pk])).content.decode()


def test_lan_keeps_a_note_with_the_place_and_leaders_read_it(log, answers, as_user, lan, minh, hoa):
    assert log(answers(internal_note=NOTE)).status_code == 302
    site = HazardSite.objects.get()
    assert site.internal_note == NOTE
    for reader, sees in ((lan, True), (minh, True), (hoa, False)):
        assert (NOTE in whole_page(as_user(reader), site)) == sees


def test_a_collaborator_who_saves_the_place_leaves_the_note_alone(edit, as_user, an, noted):
    form = as_user(an).get(reverse("site-edit", args=[noted.pk])).context["form"]
    assert "internal_note" not in form.fields
    assert edit(an, noted, name="Ao đình", internal_note="").status_code == 302
    noted.refresh_from_db()
    assert (noted.name, noted.internal_note) == ("Ao đình", NOTE)


def test_the_history_says_that_a_note_changed_and_tells_it_to_few(edit, as_user, lan, an, noted):
    edit(lan, noted, internal_note="Đã gặp chủ ao")
    assert "Đã gặp chủ ao" in whole_page(as_user(lan), noted)
    assert NOTE in whole_page(as_user(lan), noted)
    assert "Đã gặp chủ ao" not in whole_page(as_user(an), noted)


def test_both_versions_of_a_note_stand_side_by_side_for_who_may_read_it(edit, lan, an, noted):
    HazardSite.objects.update(version=2, internal_note="Mới", near_homes=True)
    mine = edit(lan, noted, internal_note="Của tôi", version=1)
    assert [
        (row.mine, row.stored) for row in mine.context["differences"] if row.label == "Internal note"
    ] == [("Của tôi", "Mới")]
    theirs = edit(an, noted, version=1).context["differences"]
    assert theirs
    assert "Internal note" not in [row.label for row in theirs]


def test_who_merges_two_places_takes_over_no_note_unread(as_user, an, lan, noted, village):
    twin = HazardSite.objects.create(
        kind=noted.kind, name="Ao sinh đôi", geom=noted.geom, commune=noted.commune, village=village,
        found_on=noted.found_on,
    )  # fmt: skip
    address = reverse("site-merge", args=[twin.pk, noted.pk])
    offered = [fact.name for fact in as_user(lan).get(address).context["facts"]]
    assert "internal_note" in offered
    page = as_user(an).get(address)
    assert page.status_code == 200
    assert NOTE not in page.content.decode()
    sent = {
        "keep": twin.pk,
        "take": "internal_note",
        f"version_{twin.pk}": 1,
        f"version_{noted.pk}": noted.version,
    }
    as_user(an).post(address, sent)
    twin.refresh_from_db()
    assert twin.internal_note == ""
