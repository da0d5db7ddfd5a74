"""`inbox` answers from the index, and the index survives migrations."""

import pytest
from django.contrib.gis.geos import Polygon
from django.db import connection

from areas.models import Village
from foundation.spatial_index import restore_spatial_indexes
from hazards.models import HazardKind, HazardSite
from tests.shapes import at, line, point, square

spatialite_only = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="only SpatiaLite keeps its index in a table of its own"
)


def box(x: float, y: float, size: float) -> Polygon:
    return Polygon.from_bbox((*at(x, y), *at(x + size, y + size)))


@pytest.fixture
def sites(commune):
    kind = HazardKind.objects.get(code="pond")
    shapes = {"inside": point(5, 5), "across": line((8, 8), (20, 8)), "far": square(50, 50, 5)}
    for name, shape in shapes.items():
        HazardSite.objects.create(kind=kind, name=name, geom=shape, commune=commune)


def names(x, y, size):
    return set(HazardSite.objects.in_box(box(x, y, size)).values_list("name", flat=True))


def test_box_finds_what_it_meets(sites):
    assert names(0, 0, 10) == {"inside", "across"}
    assert names(12, 7, 3) == {"across"}
    assert names(52, 52, 1) == {"far"}  # a box within a polygon
    assert names(80, 80, 5) == set()


def test_box_follows_a_moved_site(sites):
    site = HazardSite.objects.get(name="far")
    site.geom = point(81, 81)
    site.save()
    assert names(80, 80, 5) == {"far"}
    assert names(50, 50, 5) == set()


def test_column_of_another_row_can_be_the_box(sites, village):
    from django.db.models import Exists, OuterRef

    near = HazardSite.objects.filter(geom__inbox=OuterRef("boundary"))
    assert Village.objects.filter(Exists(near)).get() == village


def test_plan_uses_the_index(sites):
    plan = HazardSite.objects.in_box(box(0, 0, 10)).explain().lower()
    assert "idx_hazards_hazardsite_geom" in plan if connection.vendor == "sqlite" else "scan" in plan


@spatialite_only
def test_every_geometry_column_has_its_index_after_migrating(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT f_table_name FROM geometry_columns WHERE spatial_index_enabled = 0")
        assert cursor.fetchall() == []


@spatialite_only
def test_lost_index_is_made_anew(sites):
    with connection.cursor() as cursor:
        cursor.execute("SELECT DisableSpatialIndex('hazards_hazardsite', 'geom')")
    assert restore_spatial_indexes() == ["hazards_hazardsite"]
    assert names(0, 0, 10) == {"inside", "across"}
    assert restore_spatial_indexes() == []
