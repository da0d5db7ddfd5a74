"""What Hoa is told of the dangers around her school, and what she is not."""

import json
import uuid
from datetime import date, timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from hazards import services
from hazards.bulk import Changes
from hazards.events import Change, Deed, SiteEvent, happened
from hazards.measure_state import Step
from hazards.models import HazardKind, HazardSite, Inspection, Measure, MeasureKind
from hazards.services.effects import importing
from notices.models import Notice
from schools.models import SchoolStaff
from tests.shapes import point, square


@pytest.fixture
def by_the_school(school, make_site) -> HazardSite:
    """A pond 100 m east of the grounds, with no deed told yet."""
    return make_site("Ao cạnh trường", point(22, 20.5))


def log(site_like, by, *, at=None, name="Ao mới") -> HazardSite:
    site = HazardSite(
        kind=site_like.kind, name=name, geom=at or point(22, 20.5), commune=site_like.commune, created_by=by
    )
    services.log_site(site)
    return site


def told(person) -> list[str]:
    return list(person.notices.order_by("pk").values_list("kind", flat=True))


def fence_off(site, by, on=None) -> Measure:
    """Everything that a pond requires."""
    kinds = site.kind.required_measures.all() or MeasureKind.objects.filter(code="fence")
    measures = [
        Measure(site=site, kind=kind, installed_on=on or timezone.localdate(), created_by=by)
        for kind in kinds
    ]
    for measure in measures:
        services.add_measure(measure)
    return measures[0]


def test_hoa_is_told_of_a_new_danger_with_its_distance(teacher, lan, by_the_school, school):
    site = log(by_the_school, lan)
    notice = teacher.notices.get()
    assert notice.words == {"site": "Ao mới", "metres": "104", "school": school.name}
    assert "104 m" in notice.text
    assert notice.url == f"/schools/{school.pk}/#danger-{site.pk}"
    assert not lan.notices.exists()


def test_danger_beyond_the_last_radius_is_told_to_nobody(teacher, lan, by_the_school):
    log(by_the_school, lan, at=point(31, 20.5))
    assert told(teacher) == []


def test_what_is_sent_twice_is_told_once(teacher, lan, by_the_school):
    site = log(by_the_school, lan)
    again = HazardSite.objects.get(pk=site.pk)
    assert not services.log_site(again)
    assert told(teacher) == ["school-danger-logged"]


def test_danger_that_is_protected_and_comes_back_is_told_each_time(teacher, lan, by_the_school):
    fence = fence_off(by_the_school, lan)
    services.record_step(
        fence, step=Step.DAMAGED, on=timezone.localdate(), seen_version=fence.version, by=lan
    )
    services.record_step(
        fence, step=Step.REPAIRED, on=timezone.localdate(), seen_version=fence.version, by=lan
    )
    assert told(teacher) == ["school-danger-protected", "school-danger-reopened", "school-danger-protected"]


def test_mere_look_is_no_news(teacher, lan, by_the_school):
    services.record_inspection(
        Inspection(site=by_the_school, on=timezone.localdate(), created_by=lan), conditions={}
    )
    assert told(teacher) == []


def test_end_of_a_danger_is_told_and_its_return_too(teacher, lan, by_the_school):
    services.eliminate_site(by_the_school, on=timezone.localdate(), seen_version=1, by=lan)
    services.eliminate_site(by_the_school, on=None, seen_version=2, by=lan)
    assert told(teacher) == ["school-danger-gone", "school-danger-reopened"]


def test_site_that_moves_near_is_told_and_one_that_moves_a_little_is_not(teacher, lan, make_site):
    far = make_site("Ao xa", point(40, 40))
    far.geom = point(22, 20.5)
    services.edit_site(far, required=[], seen_version=1, by=lan)
    far.geom = point(22.1, 20.5)
    services.edit_site(far, required=[], seen_version=2, by=lan)
    assert told(teacher) == ["school-danger-nearer"]


def test_restored_site_is_told_as_a_new_one(teacher, lan, by_the_school):
    by_the_school.withdraw(reason="Nhầm", seen_version=1)
    services.restore_site(by_the_school, reason="Có thật", seen_version=2, by=lan)
    assert told(teacher) == ["school-danger-logged"]


def test_merging_tells_what_became_of_the_place_that_stays(teacher, lan, by_the_school, make_site):
    other = make_site("Ao khác", point(22.1, 20.5))
    fence_off(other, lan)
    teacher.notices.all().delete()
    other.refresh_from_db()
    services.merge_sites(by_the_school, other, versions=(1, other.version), by=lan)
    assert told(teacher) == ["school-danger-protected"]


def test_neither_the_doer_nor_who_left_nor_a_closed_school_is_told(
    teacher, person, commune, school, by_the_school, lan
):
    log(by_the_school, teacher, name="Ao của Hoa")
    assert told(teacher) == []
    teacher.memberships.all().delete()
    log(by_the_school, lan, name="Ao hai")
    assert told(teacher) == []
    school.closed_on = timezone.localdate() - timedelta(days=1)
    school.save()
    log(by_the_school, lan, name="Ao ba")
    assert not Notice.objects.exists()


def test_pond_of_a_household_next_door_is_told_by_its_kind(teacher, tuan, school, make_site, other_commune):
    school.geom = square(98, 20, 1)
    school.save()
    pattern = make_site("Ao", point(150, 20), commune=other_commune)
    site = HazardSite(
        kind=pattern.kind, name="Ao nhà ông Bảy", geom=point(101, 20), commune=other_commune,
        owner_name="Ông Bảy", created_by=tuan,
    )  # fmt: skip
    services.log_site(site)
    assert teacher.notices.get().words["site"] == {"vi": "Ao", "en": "Pond"}


def test_plan_made_for_many_sites_protects_none(teacher, lan, commune, by_the_school):
    plan = Changes({}, MeasureKind.objects.get(code="fence"), date(2030, 1, 1))
    edit = services.edit_many(uuid.uuid4(), changes=plan, seen={by_the_school.pk: 1}, commune=commune, by=lan)
    assert edit.measures_planned == 1
    assert told(teacher) == []


def test_deed_far_from_every_school_costs_one_question(lan, make_site, django_assert_num_queries):
    site = make_site("Ao xa", point(60, 60))
    with django_assert_num_queries(1):
        happened(Deed([SiteEvent(site, Change.LOGGED)], lan))


def test_number_of_schools_and_events_changes_no_number_of_queries(
    make_school, make_site, person, commune, lan, django_assert_max_num_queries
):
    for number in range(6):
        teacher = person(f"gv{number}", f"Giáo viên {number}", "school_staff", commune)
        SchoolStaff.objects.create(
            user=teacher, school=make_school(f"Trường {number}", geom=point(20, 20 + number))
        )
    sites = [make_site(f"Ao {number}", point(21, 20 + number)) for number in range(6)]
    with django_assert_max_num_queries(5):
        happened(Deed([SiteEvent(site, Change.LOGGED) for site in sites], lan))
    assert Notice.objects.count() == 36
    assert Notice.objects.values("user").distinct().count() == 6


def test_import_is_told_in_one_notice_for_each_school(teacher, school, lan, commune):
    kind = HazardKind.objects.get(code="pond")
    sites = [
        HazardSite(kind=kind, name=f"Ao {number}", geom=point(22, 20 + number / 10), commune=commune)
        for number in range(5)
    ]
    with importing(sites, [], by=lan):
        HazardSite.objects.bulk_create(sites)
    notice = teacher.notices.get()
    assert (notice.kind, notice.words) == ("school-dangers", {"school": school.name, "number": "5"})
    assert notice.url == f"/schools/{school.pk}/"


def test_import_that_changes_nothing_here_is_told_to_nobody(teacher, lan, by_the_school):
    with importing([], [by_the_school], by=lan):
        by_the_school.name = "Ao đổi tên"
        by_the_school.save()
    assert told(teacher) == []


def test_file_that_is_loaded_reaches_the_school(teacher, school, village, tmp_path):
    rows = [
        {
            "type": "Feature",
            "properties": {"kind": "pond", "name": f"Ao {x}", "id": str(x)},
            "geometry": {"type": "Point", "coordinates": list(point(x, 20.5).coords)},
        }
        for x in (22, 23, 60)
    ]
    path = tmp_path / "ponds.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": rows}))
    call_command("load_features", "hazards", str(path), "--json")
    assert HazardSite.objects.count() == 3
    assert teacher.notices.get().words["number"] == "2"
