"""The demo has what plans, coverage and ways to school stand on."""

from datetime import timedelta

import numpy as np
import pytest
from django.conf import settings
from django.db.models import Count, F, Sum
from shapely import from_wkb, get_coordinates, points

from areas.models import ChildCount, Commune, PopulatedArea, Village
from hazards.models import HazardSite
from hazards.status import Status
from playspaces.coverage import with_coverage
from playspaces.dangers import dangers_near
from playspaces.models import (
    Candidate,
    EquipmentFault,
    EquipmentInspection,
    PlaySpace,
    PublicLand,
    SwimmingClass,
)
from roads.around import network_around
from roads.models import Road
from roads.network import Network
from schools.models import Gate, PupilCount, School
from tests.conftest import TODAY


@pytest.fixture
def demo(loaded, db) -> Commune:
    return Commune.objects.get()


@pytest.fixture
def network(demo) -> Network:
    found = network_around(demo.boundary, margin_m=500)
    assert found is not None
    return found


def shapes(rows, field="geom") -> np.ndarray:
    return from_wkb([bytes(geom.wkb) for geom in rows.values_list(field, flat=True)])


def test_roads_lead_from_every_village_to_every_other(demo, network):
    centres = shapes(Village.objects.existing_on(TODAY), "centre")
    for centre in centres:
        assert np.isfinite(network.distances([centre], centres, limit_m=10_000)).all()


def test_roads_lead_to_every_gate_and_play_space(demo, network):
    centres = shapes(Village.objects.existing_on(TODAY), "centre")
    gates = shapes(Gate.objects.all())
    corners = points(get_coordinates(shapes(PlaySpace.objects.all())))
    assert (network.distances(centres, [*gates, *corners], limit_m=1_500) < 1_000).all()


def test_roads_go_around_ponds_and_buildings(demo):
    roads = shapes(Road.objects.all())
    for model in (HazardSite, PlaySpace, School, PublicLand):
        for place in shapes(model.objects.all()):
            core = place.buffer(-3e-6)  # degrees: 0.3 m
            assert not any(road.intersects(core) for road in roads)


def test_people_live_in_every_village(demo):
    for village in Village.objects.existing_on(TODAY):
        assert PopulatedArea.objects.filter(geom__within=village.boundary).count() == 1


def test_head_counts_are_told_by_age_and_the_ages_are_the_whole(demo):
    counts = ChildCount.objects.annotate(told=Sum("by_age__children"), bands=Count("by_age"))
    assert counts.count() == 60
    assert not counts.exclude(told=F("children"), bands=3).exists()
    assert set(ChildCount.objects.values_list("by_age__age_from", "by_age__age_to")) == {
        (0, 6), (6, 11), (11, 16),
    }  # fmt: skip


def test_each_school_has_one_main_gate_at_its_edge(demo):
    for school in School.objects.prefetch_related("gates"):
        [main] = [gate for gate in school.gates.all() if gate.is_main]
        assert main.geom.distance(school.geom) < 2e-6  # degrees: 0.2 m
    assert Gate.objects.filter(is_main=False).exists()


def test_every_village_sends_its_children_to_one_school_of_each_level(demo):
    for village in Village.objects.existing_on(TODAY):
        levels = list(village.schools_drawn_to.values_list("level__code", flat=True))
        assert levels.count("kindergarten") == levels.count("upper_secondary") == 1
        assert levels.count("primary") + levels.count("mixed") >= 1
    assert not School.objects.filter(draws_from=None).exists()


def test_pupils_are_counted_in_three_school_years_and_a_school_says_the_last(demo):
    assert set(PupilCount.objects.values_list("school_year", flat=True)) == {2023, 2024, 2025}
    for school in School.objects.prefetch_related("pupil_counts"):
        assert school.pupil_counts.all()[0].pupils == school.pupils


def test_schools_can_be_reached_and_name_no_person(demo):
    assert not School.objects.filter(phone="").exists()
    assert set(School.objects.values_list("contact_name", flat=True)) == {"Văn phòng nhà trường"}
    assert School.objects.values("phone").distinct().count() == 12


def test_play_spaces_say_for_whom_they_are_what_they_have_and_who_looks_after_them(demo):
    spaces = PlaySpace.objects.annotate(has=Count("facilities"))
    assert spaces.filter(age_from__lte=F("age_to"), capacity__gte=10, has__gte=1).count() == 27
    assert not spaces.filter(manager_unit=None).exists()
    assert {True, False} == set(spaces.values_list("is_lit", flat=True))
    assert {"none", "some", "most"} == set(spaces.values_list("shade", flat=True))


def test_pool_is_safe_and_teaches_two_classes(demo):
    pool = PlaySpace.objects.get(kind__is_water=True)
    assert (float(pool.depth_max_m), pool.is_fenced, pool.has_lifeguard, pool.has_rescue_gear) == (
        1.4, True, True, True,
    )  # fmt: skip
    now = SwimmingClass.objects.get(begins_on__lte=TODAY, ends_on__gte=TODAY)
    later = SwimmingClass.objects.get(begins_on__gt=TODAY)
    assert {now.playspace, later.playspace} == {pool}
    assert (now.enrolled == now.places, later.enrolled < later.places) == (True, True)


def test_equipment_has_a_small_fault_a_dangerous_one_and_mended_ones(demo):
    still_there = EquipmentFault.objects.filter(fixed_on=None)
    assert sorted(still_there.values_list("severity", flat=True)) == ["dangerous", "minor"]
    assert EquipmentFault.objects.exclude(fixed_on=None).exists()
    old = TODAY - timedelta(days=180)
    assert EquipmentInspection.objects.filter(on__lt=old).exists()
    assert EquipmentInspection.objects.filter(on__gte=old).exists()


def test_a_play_point_lies_near_a_pond_that_nobody_made_safe(demo):
    spaces = list(PlaySpace.objects.all())
    near = dangers_near(spaces, day=TODAY, radius_m=settings.PLAY_DANGER_M)
    named = {space.name: near.get(space.pk, []) for space in spaces}
    [pond] = [danger.site for danger in named["Sân chơi khu sinh thái Thái Lộc"]]
    assert pond.name == "Ao Xóm Trong"
    assert HazardSite.objects.with_status(TODAY).get(pk=pond.pk).status == Status.UNPROTECTED
    assert not named["Sân chơi thôn Văn Lãng"]


def test_candidates_could_cover_every_village_that_has_no_play_point(demo):
    bare = with_coverage(Village.objects.existing_on(TODAY), TODAY).filter(is_covered=False)
    priced = set(Candidate.objects.exclude(cost=None).values_list("village__name", flat=True))
    assert set(bare.values_list("name", flat=True)) - priced == {"Hạ Lạc", "Hòa Lộc"}


def test_one_candidate_has_no_cost_yet(demo):
    assert Candidate.objects.count() == 13
    assert Candidate.objects.get(cost=None).name == "Sân chơi Hòa Lộc"


@pytest.mark.parametrize("model", [Candidate, PublicLand])
def test_plans_lie_in_the_commune(demo, model):
    assert model.objects.exists()
    for thing in model.objects.all():
        assert demo.boundary.covers(thing.geom)
