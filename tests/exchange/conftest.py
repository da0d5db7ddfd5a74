"""Files of the kind that communes send, tiny; what a run says comes back in English."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.utils import translation
from geopandas import GeoDataFrame
from shapely import from_wkt

SHARED = Path(settings.BASE_DIR).parent / "shared" / "data"


@pytest.fixture
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def shared_data() -> Path:
    if not SHARED.is_dir():
        pytest.skip(f"the real data is not beside the project ({SHARED})")
    return SHARED


@pytest.fixture
def write(tmp_path):
    """Writes features: `write("ao.geojson", [{"kind": "pond", "geometry": square(0, 0, 1)}])`.

    A geometry is a GEOS shape in EPSG:4326, a WKT text or None; `crs` is what the file is in.
    """

    def make(name, rows, *, crs=4326, reproject=True, **options) -> Path:
        wkt = [getattr(row["geometry"], "wkt", row["geometry"]) for row in rows]
        facts = [{key: value for key, value in row.items() if key != "geometry"} for row in rows]
        features = GeoDataFrame(facts, geometry=[text and from_wkt(text) for text in wkt], crs=4326)
        features = features.to_crs(crs) if reproject else features.set_crs(crs, allow_override=True)
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        features.to_file(path, **options)
        return path

    return make


@pytest.fixture
def run(english):
    """Runs a command with --json and gives back its object; "error" is what it failed with."""

    def call(*arguments) -> dict:
        out, failure = StringIO(), None
        try:
            call_command(*map(str, arguments), "--json", stdout=out, stderr=StringIO())
        except CommandError as error:
            failure = str(error)
        said = json.loads(out.getvalue()) if out.getvalue() else {}
        return said | ({"error": failure} if failure else {})

    return call


def counts(said: dict) -> tuple[int, int, int]:
    """Created, updated, unchanged."""
    return said["created"], said["updated"], said["unchanged"]


def refusals(said: dict) -> list[tuple]:
    return [(entry["row"], entry["name"], entry["reason"]) for entry in said["refused"]]
