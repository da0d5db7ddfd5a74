"""How many dangers are around each of many schools, and how much of them remains."""

from datetime import date

import pytest
from django.conf import settings
from hypothesis import HealthCheck, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from areas.distance import way
from hazards.models import HazardKind, HazardSite, Measure, MeasureKind
from hazards.small_map import plain
from hazards.status import Status
from schools.models import School, SchoolLevel
from schools.priority import band, remaining_risk
from schools.ranking import Tally, tallies
from tests.conftest import TODAY
from tests.shapes import line, point, square


def tally_of(school, day=TODAY) -> Tally | None:
    sites = HazardSite.objects.existing_on(day).with_status(day)
    return tallies(School.objects.filter(pk=school.pk), sites).get(school.pk)


def test_each_danger_counts_in_the_nearest_band_that_reaches_it(make_site, school):
    for metres in (100, 300, 450, 900, 1_100):
        make_site("Ao", point(21 + metres / 103.9, 20.5))  # so many metres make a thousandth of a degree
    assert tally_of(school).within == [(1, 1), (3, 3), (4, 4)]


def test_school_without_a_danger_has_no_tally(school):
    assert tally_of(school) is None


def test_what_touches_the_grounds_is_no_metre_away(make_site, school):
    across = make_site("Ao", line((19, 20.5), (22, 20.5)))
    assert tally_of(school).nearest_open == (0, across.pk)


def test_nearest_open_danger_is_named_though_a_protected_one_is_nearer(make_site, school):
    fenced = make_site("Ao", point(22, 20.5))
    kind = MeasureKind.objects.get(code="fence")
    Measure.objects.create(site=fenced, kind=kind, installed_on=date(2026, 5, 1))
    open_one = make_site("Ao", point(24, 20.5))
    found = tally_of(school)
    assert found.nearest_open.site == open_one.pk
    assert (found.open, found.total) == (1, 2)


def test_points_are_those_of_the_one_rule(make_site, school):
    make_site("Ao", point(22, 20.5))  # very high, 104 m
    make_site("Ao", point(25, 20.5), likelihood=1, severity=3)  # low, 416 m
    points = [remaining_risk("very_high", "unprotected", 0), remaining_risk("low", "unprotected", 1)]
    assert (tally_of(school).points, tally_of(school).worst) == (sum(points), max(points))


@pytest.mark.parametrize(
    ("day", "unprotected"), [(date(2025, 12, 31), None), (date(2026, 2, 1), 1), (date(2026, 4, 1), None)]
)
def test_only_what_endangers_children_on_the_day_counts(make_site, school, day, unprotected):
    make_site("Ao", point(22, 20.5), eliminated_on=date(2026, 3, 1))
    found = tally_of(school, day)
    assert (found and found.open) == unprotected


def test_withdrawn_site_counts_nowhere(make_site, school):
    site = make_site("Ao", point(22, 20.5))
    site.withdraw(reason="nhập nhầm", seen_version=1)
    assert tally_of(school) is None


def test_one_query_for_all_schools(make_site, school, django_assert_num_queries):
    make_site("Ao", point(22, 20.5))
    for x in range(3):
        School.objects.create(
            level=school.level, name="Trường", geom=point(22 + x, 21), commune=school.commune
        )
    sites = HazardSite.objects.existing_on(TODAY).with_status(TODAY)
    with django_assert_num_queries(1):
        assert len(tallies(School.objects.all(), sites)) == 4


# --- against a computation of its own ---------------------------------------------------------

places = st.tuples(st.integers(0, 400), st.integers(0, 400)).map(lambda xy: (xy[0] / 10, xy[1] / 10))
shapes = st.one_of(
    places.map(lambda xy: point(*xy)),
    st.tuples(places, st.integers(1, 30)).map(lambda it: square(*it[0], it[1] / 10)),
    st.lists(places, min_size=2, max_size=4, unique=True).map(lambda corners: line(*corners)),
)
dangers = st.tuples(shapes, st.integers(1, 5), st.integers(1, 5))


@limits(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(grounds=st.lists(shapes, min_size=1, max_size=4), sites=st.lists(dangers, max_size=8))
def test_database_agrees_with_each_pair_measured_by_itself(commune, grounds, sites):
    School.objects.all().delete()
    HazardSite.objects.all().delete()
    level = SchoolLevel.objects.first()
    schools = [School(level=level, name="Trường", geom=geom, commune=commune) for geom in grounds]
    School.objects.bulk_create(schools)
    known = [
        HazardSite(kind=HazardKind.objects.first(), name="Ao", geom=geom, commune=commune,
                   found_on=TODAY, likelihood=likelihood, severity=severity)
        for geom, likelihood, severity in sites
    ]  # fmt: skip
    HazardSite.objects.bulk_create(known)
    found = tallies(School.objects.all(), HazardSite.objects.existing_on(TODAY).with_status(TODAY))
    for school in schools:
        near = sorted((way(plain(school.geom), plain(site.geom)).metres, site.risk) for site in known)
        near = [(metres, risk) for metres, risk in near if metres <= 1_000]
        tally = found.get(school.pk)
        assert (tally.total if tally else 0) == len(near)
        if tally:
            radii = settings.SCHOOL_DISTANCES_M
            assert tally.points == sum(
                remaining_risk(risk, Status.UNPROTECTED, band(metres, radii)) for metres, risk in near
            )
            assert tally.nearest_open.metres == pytest.approx(near[0][0], abs=0.003)
