"""The ranking, reckoned a second time by geopandas and pyproj, which share no code with the database."""

from datetime import date

import pytest
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from pyproj import Proj, Transformer

from exchange.demo import load_demo
from hazards.models import HazardSite
from hazards.status import OPEN
from schools.models import School
from schools.priority import band, remaining_risk
from schools.ranking import tallies
from schools.scale import scale_at
from tests.conftest import TODAY
from tests.schools.test_nearby_independently import EXTRACT, WARDS, frame, metres_around


def compared(day: date) -> int:
    """How many pairs of a school and a site were counted the same both ways."""
    known = HazardSite.objects.existing_on(day).with_status(day)
    sites = {site.pk: site for site in known}
    found, table, number = tallies(School.objects.all(), known), frame(sites.values()), 0
    radii = settings.SCHOOL_DISTANCES_M
    for school in School.objects.all():
        metres = {pk: apart for pk, apart in metres_around(school, table).items() if apart <= radii[-1]}
        tally = found.get(school.pk)
        assert bool(tally) == bool(metres)
        if not tally:
            continue
        points = [
            remaining_risk(sites[pk].risk, sites[pk].status, band(apart, radii))
            for pk, apart in metres.items()
        ]
        opened = {pk: apart for pk, apart in metres.items() if sites[pk].status in OPEN}
        assert tally.within == [
            (
                sum(apart <= radius for apart in opened.values()),
                sum(apart <= radius for apart in metres.values()),
            )
            for radius in radii
        ]
        assert (tally.points, tally.worst) == (sum(points), max(points))
        if opened:
            nearest = tally.nearest_open
            assert nearest.metres == pytest.approx(min(opened.values()), abs=0.005)
            assert nearest.metres == pytest.approx(opened[nearest.site], abs=0.005)
        number += len(metres)
    return number


def test_demo_commune(db):
    load_demo(TODAY)
    assert compared(TODAY) > 100


@pytest.mark.skipif(not EXTRACT.exists(), reason="the real data does not lie beside the project")
def test_water_and_schools_of_the_real_extract(db, capsys):
    call_command("load_areas", str(WARDS), "--json")
    for noun in ("hazards", "schools"):
        call_command("load_features", noun, str(EXTRACT), "--map", "osm", "--json")
    assert compared(timezone.localdate()) > 100


@pytest.mark.parametrize(
    ("lon", "lat", "off"),
    [(105, 21, 1e-7), (105.85, 20.9, 1e-7), (106.9, 20.4, 1e-7), (102.2, 22.4, 1e-7), (108.2, 16.0, 2e-6)],
)
def test_scale_of_the_zone_is_that_of_pyproj(lon, lat, off):
    """Lào Cai to Hải Phòng to a tenth of a millimetre in a kilometre, Đà Nẵng to two."""
    easting, _ = Transformer.from_crs(4326, 32648, always_xy=True).transform(lon, lat)
    assert scale_at(easting) == pytest.approx(Proj(32648).get_factors(lon, lat).meridional_scale, rel=off)
