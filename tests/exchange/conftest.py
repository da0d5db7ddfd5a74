"""Files of the kind that communes send, tiny; what a run says comes back in English."""

import json
import uuid
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from geopandas import GeoDataFrame
from shapely import from_wkt

from exchange.demo import load_demo
from tests.conftest import TODAY
from tests.exchange.head_count_files import MESSY

SHARED = Path(settings.BASE_DIR).parent / "shared" / "data"


@pytest.fixture(scope="module")
def loaded(django_db_setup, django_db_blocker):
    """The log-ins of a demo that is loaded once for a file of tests, and rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_demo(TODAY)
        transaction.set_rollback(True)


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


@pytest.fixture
def thu(person, commune):
    """Culture staff: counts children."""
    return person("thu", "Hoàng Thị Thu", "culture_staff", commune)


@pytest.fixture
def villages(village, other_village):
    return village, other_village


@pytest.fixture
def send(as_user, thu, villages):
    """Sends a table; the answer is the page that it leads to, or the form with what is wrong."""

    def post(text: str | bytes = MESSY, name="so-tre-2025.csv", user=thu, key="", **words):
        data = text if isinstance(text, bytes) else text.encode()
        file = SimpleUploadedFile(name, data)
        sent = {"id": key or str(uuid.uuid4()), "file": file, "year": "2025"} | words
        return as_user(user).post(reverse("head-counts-new"), sent)

    return post


@pytest.fixture
def mend(as_user, thu):
    """Sends what was settled: `mend(file, {4: {"village": 7}})`, by row."""

    def post(file, rows, user=thu, **words):
        sent = {"version": file.version, "year": file.year, "row": list(rows)} | words
        for number, answers in rows.items():
            sent |= {f"r{number}-{name}": value for name, value in answers.items()}
        return as_user(user).post(reverse("head-count-file", args=[file.pk]), sent)

    return post


@pytest.fixture
def store(as_user, thu):
    def post(file, user=thu, version=None):
        file.refresh_from_db()
        return as_user(user).post(
            reverse("head-count-store", args=[file.pk]), {"version": version or file.version}
        )

    return post


def counts(said: dict) -> tuple[int, int, int]:
    """Created, updated, unchanged."""
    return said["created"], said["updated"], said["unchanged"]


def refusals(said: dict) -> list[tuple]:
    return [(entry["row"], entry["name"], entry["reason"]) for entry in said["refused"]]
