"""Metres, bands and counts around schools, reckoned a second time by geopandas and pyproj.

The second reckoning finds the nearest points in an azimuthal equidistant projection centred on each
school, and measures the geodesic between them; it shares no code with `areas.distance`.
"""

from datetime import date

import geopandas as gpd
import pytest
import shapely
from django.conf import settings
from django.core.management import call_command
from django.utils import timezone
from pyproj import Geod

from accounts.models import User
from exchange.demo import load_demo
from hazards.models import HazardSite
from hazards.status import OPEN
from schools.models import School
from schools.nearby import dangers_around
from schools.page import bands_of
from tests.conftest import TODAY
from tests.exchange.conftest import SHARED

WARDS = SHARED / "boundaries" / "wards"
EXTRACT = SHARED / "osm" / "bbbike_hanoi_2026-05_features.gpkg"
GEOD = Geod(ellps="WGS84")
SEARCHED_M = 1_200


def frame(rows) -> gpd.GeoDataFrame:
    shapes = [shapely.from_wkb(bytes(row.geom.wkb)) for row in rows]
    return gpd.GeoDataFrame({"pk": [row.pk for row in rows]}, geometry=shapes, crs=4326)


def metres_around(school: School, sites: gpd.GeoDataFrame) -> dict[object, float]:
    grounds = frame([school])
    middle = grounds.geometry.iloc[0].centroid
    local = f"+proj=aeqd +lat_0={middle.y} +lon_0={middle.x} +ellps=WGS84 +units=m"
    here, there = grounds.to_crs(local).geometry.iloc[0], sites.to_crs(local)
    near = there[there.distance(here) < SEARCHED_M]
    lines = gpd.GeoSeries(shapely.shortest_line(here, near.geometry.values), crs=local).to_crs(4326)
    return {pk: GEOD.geometry_length(line) for pk, line in zip(near["pk"], lines, strict=True)}


def compared(reader: User, day: date) -> int:
    """How many dangers were found the same both ways."""
    sites = list(HazardSite.objects.existing_on(day).with_status(day))
    status, table, number = {site.pk: site.status for site in sites}, frame(sites), 0
    for school in School.objects.all():
        expected = metres_around(school, table)
        found = dangers_around(school, reader=reader, day=day)
        assert {one.site.pk for one in found} == {pk for pk, metres in expected.items() if metres <= 1_000}
        for one in found:
            assert one.metres == pytest.approx(expected[one.site.pk], rel=1e-3, abs=0.01)
        for band in bands_of(found):
            within = [pk for pk, metres in expected.items() if metres <= band.radius_m]
            assert (band.all, band.open) == (len(within), sum(status[pk] in OPEN for pk in within))
        number += len(found)
    return number


def test_setting_is_searched_whole():
    assert settings.SCHOOL_DISTANCES_M[-1] < SEARCHED_M


def test_demo_commune(db):
    load_demo(TODAY)
    reader = User.objects.filter(memberships__role__code="leader").first()
    assert School.objects.count() == 12
    assert compared(reader, TODAY) > 20


@pytest.mark.skipif(not EXTRACT.exists(), reason="the real data does not lie beside the project")
def test_water_and_schools_of_the_real_extract(person, capsys):
    call_command("load_areas", str(WARDS), "--json")
    for noun in ("hazards", "schools"):
        call_command("load_features", noun, str(EXTRACT), "--map", "osm", "--json")
    reader = person("thanhpho", "Đặng Thùy Dương", "city_viewer")
    assert School.objects.count() > 20
    assert compared(reader, timezone.localdate()) > 100
