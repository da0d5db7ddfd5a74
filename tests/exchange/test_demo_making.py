"""The demo is made by a script with a fixed seed, and comes out the same each time."""

import json

import pytest
from shapely.geometry import shape

from exchange.demo.loading import FILE
from fixtures.make_demo import as_text
from fixtures.maker.commune import demo
from fixtures.maker.sites import INTERVAL_DAYS, USUAL_INTERVAL_DAYS
from hazards.models import HazardKind

PLACED = (
    "sites", "duplicates", "incidents", "play_spaces", "schools", "public_land", "candidates", "homes",
    "roads",
)  # fmt: skip
PLOTS = ("schools", "play_spaces", "public_land")
SAME_PLACE = 2e-6  # degrees: 0.2 m, for geometry libraries that round otherwise


@pytest.fixture(scope="module")
def made() -> dict:
    return json.loads(as_text(demo()))


@pytest.fixture(scope="module")
def kept() -> dict:
    return json.loads(FILE.read_text(encoding="utf-8"))


def shapes(data: dict) -> dict:
    """Every geometry by what it is of."""
    found = {"commune": shape(data["commune"]["boundary"])}
    for village in data["villages"]:
        if "boundary" in village:
            found["village", village["name"]] = shape(village["boundary"])
    for group in PLACED:
        found |= {(group, row["id"]): shape(row["geom"]) for row in data[group]}
    for school in data["schools"]:
        found |= {("gates", school["id"], gate["name"]): shape(gate["geom"]) for gate in school["gates"]}
    signs = (measure for site in data["sites"] for measure in site["measures"] if "geom" in measure)
    return found | {("signs", sign["id"]): shape(sign["geom"]) for sign in signs}


def without_shapes(data: dict) -> dict:
    """Everything else; places are compared with a tolerance."""
    rest = json.loads(json.dumps(data))
    del rest["commune"]["boundary"]
    measures = [measure for site in rest["sites"] for measure in site["measures"]]
    gates = [gate for school in rest["schools"] for gate in school["gates"]]
    for rows in (measures, gates, *(rest[group] for group in ("villages", *PLACED))):
        for row in rows:
            row.pop("boundary", None)
            row.pop("geom", None)
    return rest


def test_making_it_twice_gives_the_same_text(made):
    assert as_text(demo()) == as_text(made)


def test_file_is_what_the_script_makes(made, kept):
    assert without_shapes(made) == without_shapes(kept)
    ours, stored = shapes(made), shapes(kept)
    assert ours.keys() == stored.keys()
    apart = {name: geometry.hausdorff_distance(stored[name]) for name, geometry in ours.items()}
    assert max(apart.values()) < SAME_PLACE


def test_file_is_small():
    assert FILE.stat().st_size < 1_000_000


def test_shapes_are_valid_and_do_not_lie_on_each_other(kept):
    drawn = shapes(kept)
    assert all(geometry.is_valid for geometry in drawn.values())
    plots = [geometry for (group, *_name), geometry in drawn.items() if group in PLOTS]
    assert not any(one.intersects(other) for at, one in enumerate(plots) for other in plots[:at])


def test_demo_knows_the_intervals_between_inspections(db):
    days = {kind.code: INTERVAL_DAYS.get(kind.code, USUAL_INTERVAL_DAYS) for kind in HazardKind.objects.all()}
    assert days == dict(HazardKind.objects.values_list("code", "inspection_interval_days"))
