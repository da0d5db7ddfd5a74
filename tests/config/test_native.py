"""The native libraries live together in one process, whatever is imported first."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

STORIES = {
    "settings first": "import django; django.setup()",
    "django's gdal first": "import django.contrib.gis.gdal; import django; django.setup()",
    "geopandas after": "import django; django.setup(); import geopandas",
    "printing first": "import django; django.setup(); from foundation import pdf; pdf.printer()",
    "pictures first": "import django; django.setup(); import foundation.pictures",
}
THEN = """
from django.db import connection
if connection.vendor == "sqlite":
    connection.prepare_database()
with connection.cursor() as cursor:
    cursor.execute("select 1")
    if connection.vendor == "sqlite":
        cursor.execute("select AsText(Transform(MakePoint(105.8, 20.9, 4326), 32648))")
        assert cursor.fetchone()[0].startswith("POINT(5")
import geopandas, pyproj, shapely
from django.contrib.gis.geos import Point
here = geopandas.GeoSeries([shapely.Point(105.8, 20.9)], crs=4326).to_crs(32648)
there = Point(105.8, 20.9, srid=4326).transform(32648, clone=True)
assert abs(here.x[0] - there.x) < 0.001, (here.x[0], there.x)
from io import BytesIO
from PIL import Image
from foundation import pictures
for kind in ("HEIF", "WEBP", "JPEG"):
    Image.new("RGB", (64, 64), "green").save(sent := BytesIO(), kind)
    assert pictures.clean(sent, most_bytes=10**6).width == 64
from foundation.pdf import pdf_of
assert pdf_of("<p>Đại Áng</p>", style="css/school_sheet.css").startswith(b"%PDF")
assert shapely.make_valid(shapely.from_wkt("POLYGON((0 0,1 1,1 0,0 1,0 0))")).is_valid
"""


@pytest.mark.parametrize("story", STORIES)
def test_process_survives_import_order(story, tmp_path):
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"spatialite:///{tmp_path / 'native.sqlite3'}",
    }
    result = subprocess.run(  # noqa: S603  (our own text)
        [sys.executable, "-c", STORIES[story] + THEN],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr


def test_gdal_and_geos_are_those_of_the_wheels():
    assert "pyogrio" in settings.GDAL_LIBRARY_PATH
    assert "shapely" in settings.GEOS_LIBRARY_PATH


def test_server_starts_without_the_printing_libraries():
    """They are loaded when the first sheet is asked for."""
    story = (
        "import django; django.setup(); from django.urls import get_resolver; get_resolver().url_patterns;"
        " import sys; sys.exit('weasyprint' in sys.modules or 'fontTools' in sys.modules)"
    )
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    result = subprocess.run(  # noqa: S603  (our own text)
        [sys.executable, "-c", story],
        cwd=settings.BASE_DIR,
        env=environment,
        capture_output=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
