"""The history of a site as people read it."""

import re
from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import Unit
from hazards import services
from hazards.models import BulkEdit, Finding, HazardKind, HazardSite, Inspection, Measure, Photo
from hazards.reasons import because
from hazards.timeline import PAGE_SIZE, timeline
from tests.shapes import point, square

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_english():
    from django.utils import translation

    with translation.override("en"):
        yield


def change(record, by, **values):
    for name, value in values.items():
        setattr(record, name, value)
    record._history_user = by
    record.save_edit(seen_version=record.version)


def photo(site, by=None):
    made = Photo(site=site, width=10, height=10, sent_sha256="0" * 64, hash_a=1, hash_b=2, hash_c=3, hash_d=4)
    made._history_user = by
    made.save()
    return made


def latest(site, reader):
    return timeline(site, reader).events[0]


def said(event) -> dict[str, tuple[str, str]]:
    return {change.label: (change.before, change.after) for change in event.changes}


def test_a_change_tells_who_and_each_value_before_and_after(pond, lan, unit, other_village):
    change(
        pond, lan, depth_m=Decimal("1.80"), bank="steep", near_path=True, deadline=date(2026, 7, 31), likelihood=5,
        responsible_unit=unit, responsible_person=lan, village=other_village,
        kind=HazardKind.objects.get(code="canal"),
    )  # fmt: skip
    event = latest(pond, lan)
    assert (event.who, event.what) == ("Nguyễn Thị Lan", "Changed the place.")
    assert said(event) == {
        "Kind": ("Pond", "Canal"),
        "Village": ("thôn Đại Áng", "thôn Lạc Thị"),
        "Likelihood": ("4/5", "5/5"),
        "Depth (m)": ("–", "1.8"),
        "Bank": ("–", "steep"),
        "Beside a path that children use": ("no", "yes"),
        "Responsible unit": ("–", "Phòng Kinh tế"),
        "Responsible person": ("–", "Nguyễn Thị Lan"),
        "Deadline": ("–", "31/07/2026"),
    }


def test_a_place_that_was_moved_is_drawn_with_its_distance_and_size(pond, lan):
    change(pond, lan, geom=square(10.5, 10, 2))
    drawing = latest(pond, lan).drawing
    assert drawing.old.path and drawing.new.path
    assert drawing.sentence.startswith("moved by 118 m")
    assert "area 11," in drawing.sentence and "m² → 46," in drawing.sentence
    assert drawing.scale_m == 100


def test_a_point_drawn_as_an_area_says_so(pond, lan):
    change(pond, lan, geom=point(10.5, 10.5))
    assert "area → point" in latest(pond, lan).drawing.sentence


def test_required_measures_are_listed_before_and_after(pond, lan, measure_kind):
    services.edit_site(pond, required=[measure_kind("fence")], seen_version=1)
    assert said(latest(pond, lan)) == {"Required measures": ("–", "Fence or barrier")}
    services.edit_site(pond, required=[measure_kind("lifebuoy")], seen_version=2)
    assert said(latest(pond, lan)) == {"Required measures": ("Fence or barrier", "Lifebuoy")}


def test_a_new_site_with_its_list_of_measures_is_one_event(pond, lan, measure_kind):
    site = HazardSite(kind=pond.kind, name="Ao mới", geom=point(3, 3), commune=pond.commune)
    services.log_site(site, required=[measure_kind("fence")])
    (event,) = timeline(site, lan).events
    assert event.what == "Logged the place."
    assert said(event)["Required measures"] == ("", "Fence or barrier")


def test_an_owner_is_shown_as_changed_to_those_who_may_not_know_owners(pond, lan, hoa, commune):
    household = Unit.objects.create(commune=commune, name="Hộ ông Tư", type="owner")
    change(pond, lan, owner_name="Ông Tư Hải", owner_phone="0912 345 678", responsible_unit=household)
    assert said(latest(pond, lan))["Owner"] == ("–", "Ông Tư Hải")
    event = latest(pond, hoa)
    assert [found.is_hidden for found in event.changes if found.label.startswith("Owner")] == [True, True]
    assert "Tư" not in str(event) and not re.search(r"(?<![\w-])0912", str(event))


def test_the_life_of_a_measure_is_told_step_by_step(pond, lan, measure_kind):
    fence = Measure(site=pond, kind=measure_kind("fence"), planned_on=date(2026, 2, 1), cost=12_500_000)
    fence._history_user = lan
    fence.save()
    change(fence, lan, installed_on=date(2026, 2, 3), quantity=Decimal("85.50"), funding="commune")
    Finding.objects.create(measure=fence, on=date(2026, 3, 1), condition="damaged", note="Gãy hai cọc")
    change(fence, lan)  # a finding moves the version alone: no event of its own
    change(fence, lan, removed_on=date(2026, 4, 1))
    events = timeline(pond, lan).events
    assert [event.what for event in events] == [
        "Fence or barrier: removed.",
        "Fence or barrier: damaged.",
        "Fence or barrier: installed.",
        "Planned: Fence or barrier.",
        "Logged the place.",
    ]
    assert said(events[3])["Cost (VND)"] == ("", "12,500,000 đ")
    assert said(events[2])["Quantity"] == ("–", "85.5")
    assert events[1].note == "Gãy hai cọc"


def test_an_inspection_is_told_with_what_it_found(pond, lan, fence):
    look = Inspection(site=pond, on=date(2026, 3, 1), note="Cỏ mọc cao", created_by=lan)
    services.record_inspection(look, conditions={fence: "damaged"})
    event = next(event for event in timeline(pond, lan).events if event.sort == "inspection")
    assert event.what == "Inspected the place on 01/03/2026."
    assert said(event) == {"Fence or barrier": ("", "damaged")}
    assert event.note == "Cỏ mọc cao"
    services.withdraw_inspection(look, reason="Nhầm ao", seen_version=look.version)
    event = latest(pond, lan)
    assert (event.what, event.note) == ("Inspection of 01/03/2026: withdrawn.", "Nhầm ao")
    assert event.restore == reverse("inspection-restore", args=[look.pk])
    services.restore_inspection(look, reason="Đúng ao", seen_version=look.version, by=lan)
    event = latest(pond, lan)
    assert (event.what, event.note, event.restore) == ("Inspection of 01/03/2026: restored.", "Đúng ao", "")


def test_photos_sent_together_are_one_event(pond, lan):
    photos = [photo(pond, lan) for _number in range(3)]
    assert latest(pond, lan).what == "Added 3 photos."
    photos[0].withdraw(reason="Mờ", seen_version=1)
    assert (latest(pond, lan).what, latest(pond, lan).note) == ("Took away a photo.", "Mờ")


def test_restoring_is_offered_to_those_who_may(pond, lan, minh, fence):
    fence.withdraw(reason="Nhầm", seen_version=1)
    assert latest(pond, lan).restore == reverse("measure-restore", args=[fence.pk])
    assert latest(pond, minh).restore == ""
    pond.withdraw(reason="Ghi hai lần", seen_version=1)
    withdrawn = [event.restore for event in timeline(pond, lan).events if event.sort == "withdrawn"]
    assert withdrawn == [reverse("site-restore", args=[pond.pk]), ""]


def test_changes_of_many_sites_and_imports_stand_under_their_own_heading(pond, lan, commune):
    edit = BulkEdit.objects.create(commune=commune, changes={"deadline": "2026-07-31"}, sites_changed=12)
    because(pond, "bulk", edit.pk)
    change(pond, lan, deadline=date(2026, 7, 31))
    assert latest(pond, lan).heading == "Change of many sites (12)"
    because(pond, "import", "")
    change(pond, lan, depth_m=2)
    assert latest(pond, lan).heading == "Read in from a file"


def test_the_history_of_a_merged_site_goes_along(pond, lan, measure_kind):
    twin = HazardSite.objects.create(
        kind=pond.kind, name="Ao ông Tư", geom=point(10, 10), commune=pond.commune, bank="steep"
    )
    Measure.objects.create(site=twin, kind=measure_kind("fence"), installed_on=date(2026, 2, 1))
    twin.required_measures.set([measure_kind("fence")])
    take = ["bank", "required_measures"]
    services.merge_sites(pond, twin, versions=(1, 1), by=lan, take=take)
    events = timeline(pond, lan).events
    assert [event.what for event in events if event.sort == "merged"] == [
        "Merged “Ao ông Tư” into this place."
    ]
    assert said(events[0]) == {"Bank": ("–", "steep"), "Required measures": ("–", "Fence or barrier")}
    told = [event.what for event in events]
    assert "“Ao ông Tư”: Logged the place." in told
    assert told.count("Recorded: Fence or barrier.") == 1


def test_the_page_shows_the_history_and_another_day_only_what_was_written_by_then(as_user, lan, pond):
    change(pond, lan, bank="steep", geom=square(10.5, 10, 2))
    html = as_user(lan).get(reverse("site", args=[pond.pk])).content.decode()
    for words in ("Changed the place.", "<ins>steep</ins>", "moved by", "drawn-before", "Nguyễn Thị Lan"):
        assert words in html, words
    html = as_user(lan).get(reverse("site", args=[pond.pk]), {"as_of": "2026-01-15"}).content.decode()
    assert "Changed the place." not in html


def test_a_long_history_comes_in_pages(as_user, lan, pond):
    for number in range(PAGE_SIZE + 3):
        change(pond, lan, description=f"Lần {number}")
    client, address = as_user(lan), reverse("site", args=[pond.pk])
    assert "?history=2#history" in client.get(address).content.decode()
    html = client.get(address, {"history": 2}).content.decode()
    assert html.count('class="event"') == 4
    assert "Logged the place." in html
    assert client.get(address, {"history": "nonsense"}).status_code == 200
    assert client.get(address, {"history": 9999}).status_code == 200


def test_the_cost_of_a_history_does_not_grow_with_its_length(
    pond, lan, unit, fence, django_assert_num_queries
):
    def live(times):
        for number in range(times):
            change(pond, lan, description=f"Lần {number}", responsible_unit=unit, responsible_person=lan)
            change(fence, lan, note=f"{number}", responsible_unit=unit)
            look = Inspection(site=pond, on=date(2026, 3, 1))
            services.record_inspection(look, conditions={fence: "sound"})
            photo(pond)

    live(1)
    timeline(pond, lan)  # Lan's rights are asked for once
    with CaptureQueriesContext(connection) as short:
        timeline(HazardSite.objects.select_related("commune", "village").get(pk=pond.pk), lan)
    live(8)
    with django_assert_num_queries(len(short)):
        found = timeline(HazardSite.objects.select_related("commune", "village").get(pk=pond.pk), lan)
    assert len(found.events) > 25


def test_a_stale_edit_draws_both_outlines(as_user, lan, answers, pond):
    change(pond, lan, geom=square(10.5, 10, 2))
    sent = answers(version=1, geometry=square(10, 10, 3).geojson)
    html = as_user(lan).post(reverse("site-edit", args=[pond.pk]), sent).content.decode()
    for words in ("Two versions", "drawn-before", "drawn-after", "stored now"):
        assert words in html, words
    html = as_user(lan).post(reverse("site-edit", args=[pond.pk]), sent | {"geometry": pond.geom.geojson})
    assert "drawn-before" not in html.content.decode()


def test_the_history_is_for_posts_that_may_see_who_did_what(as_user, lan, hoa, minh, pond):
    change(pond, lan, name="Ao cá mới")
    address = reverse("site", args=[pond.pk])
    for reader, sees in ((minh, True), (hoa, False)):
        page = as_user(reader).get(address + "?history=1").content.decode()
        assert ('id="history"' in page) == sees
        assert ("Changed the place." in page) == sees


def test_no_history_is_asked_for_a_reader_who_may_not_see_it(as_user, lan, hoa, pond):
    browser = as_user(hoa)
    with CaptureQueriesContext(connection) as asked:
        assert browser.get(reverse("site", args=[pond.pk])).status_code == 200
    assert not [query["sql"] for query in asked if "hazards_historicalmeasure" in query["sql"]]
