"""Communes from files: `manage.py load_areas`."""

import json
import subprocess
import sys

import pytest
from django.conf import settings

from areas.models import Commune
from tests.exchange.conftest import counts, refusals
from tests.shapes import area, line, point, square

pytestmark = pytest.mark.django_db

# Two triangles that meet in the middle: its outline crosses itself at (105.85, 20.95).
BOW_TIE = "POLYGON ((105.8 20.9, 105.9 21, 105.9 20.9, 105.8 21, 105.8 20.9))"
NGOC_HOI = {"code": "00679", "name": "Ngọc Hồi", "geometry": square(0, 0, 10)}
THANH_TRI = {"code": "00640", "name": "Thanh Trì", "geometry": square(10, 0, 10)}


def test_all_communes_of_hanoi_come_in_with_one_run_and_a_second_changes_nothing(run, shared_data):
    wards = shared_data / "boundaries" / "wards"
    nothing = {
        "unchanged": 0,
        "passed_over": 0,
        "far_away": 0,
        "mended": [],
        "kept": [],
        "refused": [],
        "noted": [],
    }
    assert run("load_areas", wards) == nothing | {"created": 126, "updated": 0}
    ngoc_hoi = Commune.objects.get(code="00679")
    assert (ngoc_hoi.full_name, float(ngoc_hoi.area_km2)) == ("xã Ngọc Hồi", 13.35)
    assert "vietnamese-provinces-database" in ngoc_hoi.credit
    assert Commune.objects.filter(type=Commune.Type.PHUONG).count() == 51
    assert run("load_areas", wards) == nothing | {"created": 0, "updated": 0, "unchanged": 126}


def test_a_table_beside_the_boundaries_gives_population_and_province(run, shared_data):
    folder = shared_data / "boundaries"
    table = folder / "hanoi_126_attributes_sapnhapbando.csv"
    run("load_areas", folder / "wards", "--table", table, "--on", "gisServerId=a02_xa")
    ngoc_hoi = Commune.objects.get(code="00679")
    assert (ngoc_hoi.population, ngoc_hoi.province_name) == (43864, "Hà Nội")
    assert not Commune.objects.filter(population=None).exists()


@pytest.mark.parametrize("name", ["xa.geojson", "xa.gpkg", "xa.shp", "xa.shp.zip"])
def test_every_format_loads_the_same(run, write, name):
    assert counts(run("load_areas", write(name, [NGOC_HOI, THANH_TRI]))) == (2, 0, 0)
    ngoc_hoi = Commune.objects.get(code="00679")
    assert ngoc_hoi.boundary.equals(area(square(0, 0, 10)))
    assert ngoc_hoi.search_key == "ngoc hoi"


def test_a_folder_stands_for_the_files_in_it(run, write, tmp_path):
    write("xa/1.geojson", [NGOC_HOI])
    write("xa/2.gpkg", [THANH_TRI])
    (tmp_path / "xa" / "readme.txt").write_text("not a map")
    assert counts(run("load_areas", tmp_path / "xa")) == (2, 0, 0)


def test_type_and_name_come_out_of_the_full_name(run, write):
    rows = [{"code": "1", "fullName": "Phường Kim Liên", "geometry": square(0, 0, 1)}]
    run("load_areas", write("p.geojson", rows))
    assert Commune.objects.get().full_name == "phường Kim Liên"


def test_only_what_differs_is_updated_and_a_demo_commune_stays_one(run, write, commune):
    Commune.objects.update(is_demo=True, population=43864)
    said = run("load_areas", write("xa.geojson", [NGOC_HOI, THANH_TRI]), "--credit", "Sở TN&MT")
    assert counts(said) == (1, 1, 0)
    commune.refresh_from_db()
    assert (commune.is_demo, commune.population, commune.credit) == (True, 43864, "Sở TN&MT")
    assert commune.boundary.equals(area(square(0, 0, 10)))


def test_a_name_is_searched_under_its_new_spelling_after_an_update(run, write, commune):
    run("load_areas", write("xa.geojson", [NGOC_HOI | {"name": "Ngọc Hồi Mới"}]))
    assert Commune.objects.get(search_key="ngoc hoi moi") == commune


def test_a_bow_tie_is_mended_and_said(run, write):
    said = run("load_areas", write("xa.geojson", [NGOC_HOI | {"geometry": BOW_TIE}]))
    assert said["mended"] == [
        {
            "file": "xa.geojson",
            "row": 1,
            "name": "Ngọc Hồi",
            "reason": "Its outline crossed or touched itself at 105.85, 20.95 and was made valid.",
        }
    ]
    assert Commune.objects.get().boundary.valid


def test_an_open_outline_is_closed_and_said(run, tmp_path):
    corners = [[105.8, 20.9], [105.9, 20.9], [105.9, 21.0], [105.8, 21.0]]
    feature = {
        "type": "Feature",
        "properties": {"code": "00679", "name": "Ngọc Hồi"},
        "geometry": {"type": "Polygon", "coordinates": [corners]},
    }
    path = tmp_path / "open.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert run("load_areas", path)["mended"][0]["reason"] == "Its outline was open and was closed."
    assert Commune.objects.get().boundary.equals(area(square(0, 0, 100)))


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ({"geometry": None}, "It has no place: the geometry is missing, empty or unreadable."),
        (
            {"geometry": "POLYGON ((105 20, 106 20, 105 20, 105 20))"},
            "Its corners all lie on one point or line: no shape is left.",
        ),
        (
            {"geometry": line((0, 0), (9, 9))},
            "Its geometry is of the wrong type: a boundary must be a polygon.",
        ),
        ({"geometry": point(0, 0)}, "Its geometry is of the wrong type: a boundary must be a polygon."),
        (
            {"geometry": "POLYGON ((20 105, 20 106, 21 106, 20 105))"},
            "Longitude and latitude are swapped (20, 105): the longitude of Vietnam is 102 to 118.",
        ),
        (
            {"geometry": "POLYGON ((2 48, 3 48, 3 49, 2 48))"},
            "It lies outside Vietnam (longitude 2, latitude 48).",
        ),
        ({"code": ""}, "It has no official code."),
        ({"name": ""}, "It has no name."),
    ],
)
def test_what_cannot_be_mended_is_refused_with_its_reason_and_the_rest_loaded(run, write, row, reason):
    said = run("load_areas", write("xa.geojson", [THANH_TRI, NGOC_HOI | row]))
    name = "Ngọc Hồi" if row.get("name") is None else ""
    assert refusals(said) == [(2, name, reason)]
    assert (said["created"], "error" in said) == (1, False)


def test_a_value_that_does_not_fit_is_named(run, write):
    said = run("load_areas", write("xa.geojson", [NGOC_HOI | {"population": "many"}]))
    [(row, name, reason)] = refusals(said)
    assert (row, name) == (1, "Ngọc Hồi")
    assert "population" in reason and "many" in reason


def test_the_second_of_two_rows_with_one_code_is_refused(run, write):
    said = run("load_areas", write("xa.geojson", [NGOC_HOI, NGOC_HOI | {"name": "Lần hai"}]))
    assert said["created"] == 1
    assert refusals(said) == [(2, "Lần hai", "The same key, 00679, stands already in row 1 of xa.geojson.")]


def test_zeros_that_a_spreadsheet_dropped_come_back_and_are_said(run, write, commune):
    said = run("load_areas", write("xa.geojson", [NGOC_HOI | {"code": 679}]))
    assert counts(said) == (0, 1, 0)
    assert said["mended"][0]["reason"] == "Its code 679 was completed to 00679."


def test_vn2000_comes_out_where_it_is_on_the_ground(run, write):
    path = write("xa.gpkg", [NGOC_HOI], crs=5897)
    assert counts(run("load_areas", path)) == (1, 0, 0)
    west, south, east, north = Commune.objects.get().boundary.extent
    assert (west, south, east, north) == pytest.approx((105.8, 20.9, 105.81, 20.91), abs=1e-7)


def test_a_shapefile_without_coordinate_system_is_refused_with_the_cure(run, write):
    path = write("xa.shp", [NGOC_HOI], crs=5897)
    path.with_suffix(".prj").unlink()
    said = run("load_areas", path)
    [(row, name, reason)] = refusals(said)
    assert (row, name) == (None, "")
    assert "Add its .prj file, or name the system with --crs" in reason
    assert said["error"] == "Files that could not be read: 1."
    assert counts(run("load_areas", path, "--crs", "EPSG:5897")) == (1, 0, 0)


def test_a_coordinate_system_that_is_not_tied_to_the_globe_is_refused(run, write):
    """MapInfo leaves the datum out of a VN-2000 file: taking it as WGS 84 is 200 m wrong."""
    path = write("xa.shp", [NGOC_HOI], crs=5897)
    prj = path.with_suffix(".prj")
    prj.write_text(prj.read_text().replace("D_Vietnam_2000", "D_MapInfo").replace("GCS_VN_2000", "unnamed"))
    [(_row, _name, reason)] = refusals(run("load_areas", path))
    assert "doesn't say how it is tied to WGS 84" in reason


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("xa.geojson", '{"type": "FeatureCollection", "features": [', "may be damaged"),
        ("xa.gpkg", "not a database", "may be damaged"),
        ("xa.shp", "", "xa.shx, xa.dbf is not beside this one"),
    ],
)
def test_a_file_that_cannot_be_read_fails_the_run_but_not_its_neighbours(
    run, write, tmp_path, name, content, reason
):
    write("in/good.geojson", [THANH_TRI])
    (tmp_path / "in" / name).write_text(content)
    said = run("load_areas", tmp_path / "in")
    assert said["created"] == 1
    assert said["error"] == "Files that could not be read: 1."
    assert said["refused"][0]["file"] == name
    assert reason in said["refused"][0]["reason"]


def test_a_path_that_leads_nowhere_and_an_empty_folder_are_said(run, tmp_path):
    reasons = [reason for _row, _name, reason in refusals(run("load_areas", tmp_path / "no", tmp_path))]
    assert reasons == [
        "There is no file or folder here.",
        "The folder holds no file of a format that can be read.",
    ]


def test_an_unknown_layer_is_refused_with_the_layers_there_are(run, write):
    path = write("xa.gpkg", [NGOC_HOI], layer="ranh_gioi")
    assert refusals(run("load_areas", path, "--layer", "xa"))[0][2] == (
        "The file has no layer “xa”. It has: ranh_gioi."
    )


def test_the_report_for_people_names_every_row(write, english, capsys):
    from django.core.management import call_command

    call_command("load_areas", str(write("xa.geojson", [NGOC_HOI, THANH_TRI | {"geometry": None}])))
    printed = capsys.readouterr()
    assert "Created: 1. Updated: 0. Unchanged: 0." in printed.out
    assert "  xa.geojson, row 2, Thanh Trì: It has no place" in printed.out
    assert "Reading files: 1 / 1" in printed.err


def test_the_command_ends_with_1_and_keeps_stdout_clean(write, tmp_path):
    """As a shell sees it, on a database that is not there: usage is checked first."""
    code = [sys.executable, "manage.py", "load_areas", str(tmp_path), "--json", "--table", "x.csv"]
    ended = subprocess.run(code, cwd=settings.BASE_DIR, capture_output=True, text=True, check=False)  # noqa: S603
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "--table" in ended.stderr
