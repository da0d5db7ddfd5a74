"""What endangers pupils around their school, the worst first."""

from datetime import date

import pytest

from hazards.models import Measure, MeasureKind
from hazards.status import Status
from schools.nearby import Planned, dangers_around
from tests.conftest import TODAY
from tests.shapes import line, point, square


def around(school, reader, day=TODAY, **words):
    return dangers_around(school, reader=reader, day=day, **words)


def put(site, kind: str, **facts) -> Measure:
    facts = {"recorded_on": date(2026, 2, 1)} | facts
    return Measure.objects.create(site=site, kind=MeasureKind.objects.get(code=kind), **facts)


def test_danger_is_told_from_the_nearest_edge_of_the_grounds(school, hoa, make_site):
    make_site("Ao", square(22, 20, 5))  # its centre lies 3 units off, its edge one
    (danger,) = around(school, hoa)
    assert danger.metres == pytest.approx(104, abs=1)
    assert (danger.direction, danger.band) == ("e", 0)


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ((20.5, 22), "n"),
        ((22, 22), "ne"),
        ((22, 20.5), "e"),
        ((22, 19), "se"),
        ((20.5, 19), "s"),
        ((19, 19), "sw"),
    ],
)
def test_direction_is_that_from_the_grounds(school, hoa, make_site, place, code):
    make_site("Hố", point(*place), kind="well")
    assert [danger.direction for danger in around(school, hoa)] == [code]


def test_danger_in_the_grounds_has_no_direction(school, hoa, make_site):
    make_site("Giếng", point(20.5, 20.5), kind="well")
    (danger,) = around(school, hoa)
    assert (danger.metres, danger.direction) == (0, "in")


def test_only_what_exists_on_the_day_and_lies_within_the_last_radius_counts(school, hoa, make_site):
    make_site("Ao xa", point(35, 20))
    make_site("Ao mới", point(22, 20), found_on=date(2026, 7, 1))
    make_site("Ao đã lấp", point(22, 20), eliminated_on=date(2026, 3, 1))
    withdrawn = make_site("Ao nhầm", point(22, 20))
    withdrawn.withdraw(reason="Nhầm", seen_version=1)
    assert around(school, hoa) == []
    assert [one.name for one in around(school, hoa, date(2026, 2, 1))] == ["Ao đã lấp"]


def test_remaining_risk_decides_the_order_then_the_distance_then_the_name(school, hoa, make_site):
    fenced = make_site("Ao có rào", point(21.5, 20.5))
    put(fenced, "fence", installed_on=date(2026, 2, 1))
    put(fenced, "warning_sign", installed_on=date(2026, 2, 1))
    make_site("Ao gần", point(22, 20.5))
    make_site("Ao B", point(26, 20.5))
    make_site("Ao A", point(26, 20.5))
    make_site("Ao xa hơn một chút", point(22.2, 20.5))
    small = make_site("Hố nông", point(21.1, 20.5), likelihood=1, severity=1)
    found = around(school, hoa)
    assert [one.name for one in found][:4] == ["Ao gần", "Ao xa hơn một chút", "Ao A", "Ao B"]
    assert {one.name: one.points for one in found}[small.name] == 40
    assert {one.name: one.status for one in found}["Ao có rào"] == fenced_status(fenced)


def fenced_status(site) -> Status:
    return Status(type(site).objects.with_status(TODAY).get(pk=site.pk).status)


def test_what_is_planned_is_told_with_its_day(school, hoa, make_site):
    pond = make_site("Ao", point(22, 20), deadline=date(2026, 8, 1))
    put(pond, "warning_sign", planned_on=date(2026, 8, 1))
    put(pond, "fence", planned_on=date(2026, 7, 1))
    put(pond, "lifebuoy", planned_on=date(2026, 7, 1), removed_on=date(2026, 6, 1))
    put(pond, "cover", planned_on=date(2026, 7, 1), recorded_on=date(2026, 7, 1))
    (danger,) = around(school, hoa)
    assert danger.status == Status.IN_PROGRESS
    assert [plan.on for plan in danger.planned] == [date(2026, 7, 1), date(2026, 8, 1)]
    assert danger.deadline == date(2026, 8, 1)


def test_fence_under_repair_is_on_its_way_without_a_day(school, hoa, make_site):
    pond = make_site("Ao", point(22, 20))
    fence = put(pond, "fence", installed_on=date(2026, 2, 1))
    fence.findings.create(on=date(2026, 6, 1), condition="repairing")
    (danger,) = around(school, hoa)
    assert danger.planned == [Planned(fence.kind.name, None)]


def test_danger_next_door_is_told_as_strangers_are_warned_of_it(school, hoa, tuan, make_site, other_commune):
    school.geom = square(98, 20, 1)
    school.save()
    facts = {"commune": other_commune, "deadline": date(2026, 8, 1)}
    mine = make_site("Ao nhà ông Bảy", point(101, 20), is_household=True, **facts)
    make_site("Kênh Hồng Vân", line((102, 20), (102, 30)), kind="canal", **facts)
    put(mine, "fence", planned_on=date(2026, 7, 1))
    found = {one.site.name: one for one in around(school, hoa)}
    assert {one.name for one in found.values()} == {"Ao", "Kênh Hồng Vân"}
    danger = found["Ao nhà ông Bảy"]
    assert danger.is_foreign
    assert (danger.planned, danger.deadline) == ([], None)
    assert danger.status == Status.IN_PROGRESS  # the warnings say as much
    known = {one.name: one for one in around(school, tuan)}["Ao nhà ông Bảy"]
    assert (known.is_foreign, known.public_name, len(known.planned)) == (False, "Ao", 1)


def test_no_owner_leaves_the_database(school, hoa, household_pond):
    household_pond.geom = point(22, 20)
    household_pond.save()
    (danger,) = around(school, hoa)
    assert {"owner_name", "owner_phone", "internal_note"} <= danger.site.get_deferred_fields()


def test_queries_do_not_grow_with_the_dangers(school, hoa, make_site, django_assert_max_num_queries):
    for place in range(8):
        put(make_site(f"Ao {place}", point(22, 20 + place / 10)), "fence", planned_on=date(2026, 8, 1))
    with django_assert_max_num_queries(4):
        found = around(school, hoa)
        assert all(one.planned and one.name for one in found)
    assert len(found) == 8
