"""Real boundaries and a real OpenStreetMap extract, drawn on the map."""

import json

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.exchange.conftest import SHARED

WARDS = SHARED / "boundaries" / "wards"
EXTRACT = SHARED / "osm" / "bbbike_hanoi_2026-05_features.gpkg"
KIM_LIEN = "/map/?commune=00229&at=21.00170,105.83000,15"

pytestmark = pytest.mark.skipif(not EXTRACT.exists(), reason="the real data does not lie beside the project")


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_openstreetmap_extract_is_drawn(page_as, person, phone, shoot, capsys):
    call_command("load_areas", str(WARDS), "--json")
    for noun in ("hazards", "playspaces", "schools"):
        call_command("load_features", noun, str(EXTRACT), "--map", "osm", "--json")
    created = [json.loads(line)["created"] for line in capsys.readouterr().out.splitlines() if line]
    assert created[0] == 126 and min(created[1:]) > 20

    page = page_as(person("thanhpho", "Đặng Thùy Dương", "city_viewer"), phone=phone)
    with page.expect_response(lambda answer: "hazards.geojson" in answer.url) as layer:
        page.goto(KIM_LIEN)
    assert len(layer.value.json()["features"]) > 5
    expect(page.locator("[data-word=site]").nth(5)).to_be_attached()
    page.wait_for_load_state("networkidle")
    shoot(page, "openstreetmap")
