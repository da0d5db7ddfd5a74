"""Children within reach of play points, computed a second time on the ellipsoid.

For the demo commune from its file, for part of Hà Nội from the extract as loaded, and for xã Ngọc
Hồi with the cells of a population raster. Nothing here asks how the product does it.
"""

import json
from datetime import date, timedelta

import numpy as np
import pytest
import rasterio
import shapely
from django.conf import settings as django_settings
from shapely.geometry import shape

from areas.models import ChildCount, Commune, PopulatedArea, Village
from exchange.demo import load_demo
from maps.coverage import coverage
from maps.nearness import By, nearness
from playspaces.models import PlaySpace, PlaySpaceKind
from playspaces.spread import BOUNDARY, CENTRE, POPULATED, RASTER
from tests.exchange.conftest import english, run, shared_data  # noqa: F401  (fixtures)
from tests.exchange.test_openstreetmap import EXTRACT, SORTED
from tests.geodesics import area_m2, share_within

DISTANCES = [100, 400, 1_000]
LOADED_ON = date(2026, 6, 30)
pytestmark = pytest.mark.django_db


def ago(row: dict, name: str) -> date | None:
    days = row.get("days_ago", {}).get(name)
    return None if days is None else LOADED_ON - timedelta(days=days)


def lasts_on(day: date, begins: date | None, ends: date | None) -> bool:
    return (begins is None or begins <= day) and (ends is None or ends > day)


def open_places(demo: dict, day: date) -> list:
    return [
        shape(row["geom"])
        for row in demo["play_spaces"]
        if row["for_children"]
        and lasts_on(day, ago(row, "opened_on"), ago(row, "closed_on"))
        and not any(
            ago(spell, "since") <= day and (ago(spell, "until") is None or ago(spell, "until") > day)
            for spell in row["closures"]
        )
    ]


def ground_of(row: dict, homes: list):
    """Where the children of a village of the file live, and from what that is known."""
    if "boundary" not in row:
        return shape({"type": "Point", "coordinates": row["centre"]}), CENTRE
    boundary = shape(row["boundary"])
    lived_in = shapely.union_all([home.intersection(boundary) for home in homes])
    return (lived_in, POPULATED) if lived_in.area else (boundary, BOUNDARY)


@pytest.mark.parametrize(("day", "count"), [(LOADED_ON, "this_year"), (date(2025, 6, 30), "last_year")])
def test_children_near_play_points_of_the_demo_commune(day, count):
    load_demo(today=LOADED_ON)
    demo = json.loads((django_settings.BASE_DIR / "fixtures" / "demo.json").read_text(encoding="utf-8"))
    homes, places = [shape(row["geom"]) for row in demo["homes"]], open_places(demo, day)
    commune = Commune.objects.get(code="00679")
    frame = nearness([commune], day, By.STRAIGHT).frame
    names = dict(Village.objects.values_list("pk", "name"))
    found = {names[key]: row for key, row in frame.iterrows()}
    existing = [
        row for row in demo["villages"] if lasts_on(day, ago(row, "founded_on"), ago(row, "dissolved_on"))
    ]
    counted = [row for row in existing if row.get("children")]
    assert set(found) == {row["name"] for row in counted}
    in_all = np.zeros(3)
    for row in counted:
        ground, basis = ground_of(row, homes)
        children = row["children"][count]
        near = [children * share_within(ground, places, metres) for metres in DISTANCES]
        in_all += near
        assert (found[row["name"]]["children"], found[row["name"]]["basis"]) == (children, basis)
        assert [found[row["name"]][metres] for metres in DISTANCES] == pytest.approx(near, rel=1e-3, abs=0.05)
    assert [near.children for near in nearness([commune], day, By.STRAIGHT).in_all] == pytest.approx(
        in_all, rel=1e-3
    )
    assert 0 < in_all[0] < in_all[1] < in_all[2]
    figures = coverage([commune], day)
    assert figures.villages.denominator == len(existing)
    assert figures.children.denominator == sum(row["children"][count] for row in counted)


def test_children_of_the_demo_commune_walk_farther_than_the_crow_flies():
    load_demo(today=LOADED_ON)
    communes = list(Commune.objects.all())
    straight, walking = (nearness(communes, LOADED_ON, by).in_all for by in By)
    assert [near.of for near in straight] == [near.of for near in walking]
    # The grid on which walking is counted is 25 metres wide, which is a tenth of the shortest distance.
    assert 0 < walking[1].children < straight[1].children
    assert straight[2].children / 2 < walking[2].children < straight[2].children


@pytest.fixture
def hanoi(run, shared_data):  # noqa: F811
    run("load_areas", shared_data / "boundaries" / "wards")
    return shared_data / "osm"


def test_children_near_play_points_of_the_real_extract(run, hanoi):  # noqa: F811
    """Each ward of the extract as one village of a thousand children, most of whom live where houses are mapped."""
    layer = ["--layer", "schools_playspaces"]
    run("load_features", "playspaces", hanoi / SORTED, *layer, "--map", "osm")
    run("load_features", "populated", hanoi / EXTRACT)
    communes = list(Commune.objects.filter(playspace__isnull=False).distinct())
    assert len(communes) >= 3
    for commune in communes:
        village = Village.objects.create(commune=commune, name="Cả phường", boundary=commune.boundary)
        ChildCount.objects.create(village=village, year=2026, children=1_000)
    frame = nearness(communes, date(2026, 6, 30), By.STRAIGHT).frame
    places = [shapely.from_wkb(bytes(one.geom.wkb)) for one in PlaySpace.objects.filter(for_children=True)]
    homes = shapely.from_wkb([bytes(one.geom.wkb) for one in PopulatedArea.objects.all()])
    populated = shapely.union_all(homes)
    for village in Village.objects.filter(pk__in=frame.index):
        boundary = shapely.from_wkb(bytes(village.boundary.wkb))
        lived_in = populated.intersection(boundary)
        ground = lived_in if lived_in.area else boundary
        near = [1_000 * share_within(ground, places, metres) for metres in DISTANCES]
        assert frame.loc[village.pk, DISTANCES].tolist() == pytest.approx(near, rel=1e-3, abs=0.05)
    assert frame[1_000].sum() > 0


def test_children_spread_by_the_people_of_a_real_raster(settings, shared_data):  # noqa: F811
    """Xã Ngọc Hồi as one village, its thousand children as the people of WorldPop's cells of a kilometre."""
    path = shared_data / "rasters" / "worldpop_2020_1km_south_hanoi.tif"
    settings.POPULATION_RASTER = str(path)
    ward = json.loads((shared_data / "boundaries" / "wards" / "00679_ngoc_hoi.geojson").read_text())
    boundary = shape((ward["features"][0] if "features" in ward else ward)["geometry"])
    commune = Commune.objects.create(code="00679", name="Ngọc Hồi", boundary=boundary.wkt)
    village = Village.objects.create(commune=commune, name="Cả xã", boundary=boundary.wkt)
    ChildCount.objects.create(village=village, year=2026, children=1_000)
    middle = boundary.representative_point()
    PlaySpace.objects.create(
        kind=PlaySpaceKind.objects.first(), name="Sân chơi", geom=middle.wkt, commune=commune, village=village
    )
    frame = nearness([commune], date(2026, 6, 30), By.STRAIGHT).frame
    near, people = np.zeros(3), 0.0
    with rasterio.open(path) as raster:
        west, north, step = raster.bounds.left, raster.bounds.top, raster.res[0]
        values, known = raster.read(1), raster.read_masks(1) > 0
    for row, column in zip(*np.nonzero(known), strict=True):
        x, y = west + column * step, north - row * step
        cell = shapely.box(x, y - step, x + step, y)
        part = cell.intersection(boundary)
        if part.area:
            lived = float(values[row, column]) * area_m2(part) / area_m2(cell)
            people += lived
            near += [lived * share_within(part, [middle], metres) for metres in DISTANCES]
    assert frame.loc[village.pk, "basis"] == RASTER
    assert frame.loc[village.pk, DISTANCES].tolist() == pytest.approx(1_000 * near / people, rel=1e-3)
    # Houses stand closer in some cells than in others: spread evenly, the answer is another.
    even = 1_000 * share_within(boundary, [middle], 1_000)
    assert abs(frame.loc[village.pk, 1_000] - even) > 0.02 * even
