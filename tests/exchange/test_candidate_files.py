"""A file of candidate places: what is fit comes in, what is not comes back with its reason and is mended."""

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from playspaces.models import Candidate
from tests.shapes import at

ADDRESS = "/plans/candidates/import/"
TABLE = """Danh sách vị trí;;;;;
Tên;Vĩ độ;Kinh độ;Chi phí;Loại;Ghi chú
Sân kho;20,91;105,82;350 triệu;Sân chơi;Gần đình
Bãi cỏ;20.92;105.83;;;
Không rõ chỗ;;;100 triệu;;
Xa lắc;10,0;106,0;100 triệu;;
Giá lạ;20,91;105,84;nhiều;;
Loại lạ;20,91;105,85;;Sân bay;
"""


@pytest.fixture
def binh(person, commune):
    return person("binh", "Hoàng Thanh Bình", "service_centre", commune)


@pytest.fixture
def send(client, binh, village):
    client.force_login(binh)

    def sent(content, name="vi-tri.csv"):
        data = content.encode() if isinstance(content, str) else content
        return client.post(ADDRESS, {"file": SimpleUploadedFile(name, data)})

    return sent


def errors(response) -> dict[str, list[str]]:
    return {form["name"].value(): list(form.errors) for form in response.context["formset"]}


def test_rows_that_are_fit_come_in_and_every_other_says_why(send, village):
    response = send(TABLE)
    court, grass = Candidate.objects.order_by("-cost")[::-1]
    assert {one.name: one.cost for one in (court, grass)} == {"Sân kho": 350_000_000, "Bãi cỏ": None}
    made = Candidate.objects.get(name="Sân kho")
    assert (made.village, made.kind.code, made.origin, made.note) == (
        village,
        "playground",
        "imported",
        "Gần đình",
    )
    assert errors(response) == {
        "Không rõ chỗ": ["coordinates"],
        "Xa lắc": ["coordinates"],
        "Giá lạ": ["cost"],
        "Loại lạ": ["kind"],
    }
    assert [form["number"].value() for form in response.context["formset"]] == ["5", "6", "7", "8"]


def test_mended_rows_are_sent_again_on_the_page(send, client):
    formset = send(TABLE).context["formset"]
    data = dict(formset.data)
    data |= {"rows-0-coordinates": "20.915, 105.825", "rows-2-cost": "90 triệu"}
    response = client.post(ADDRESS, data)
    assert {one.name for one in response.context["taken"].added} == {"Không rõ chỗ", "Giá lạ"}
    assert errors(response) == {"Xa lắc": ["coordinates"], "Loại lạ": ["kind"]}


def test_same_file_again_adds_nothing(send):
    send(TABLE)
    taken = send(TABLE).context["taken"]
    assert (taken.added, taken.known, Candidate.objects.count()) == ([], 2, 2)


def test_map_layer_comes_in(send):
    feature = {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": at(20, 20)},
        "properties": {"name": "Sân đình", "cost": 200_000_000},
    }
    line = {**feature, "geometry": {"type": "LineString", "coordinates": [at(1, 1), at(2, 2)]}}
    layer = {"type": "FeatureCollection", "features": [feature, line]}
    response = send(json.dumps(layer), "vi-tri.geojson")
    assert Candidate.objects.get().cost == 200_000_000
    assert list(errors(response).values()) == [["coordinates"]]


def test_place_in_the_neighbours_commune_is_not_taken(send, other_commune):
    response = send("Tên;Tọa độ\nSân bên;20.91, 105.95\n")
    assert "Thanh Trì" in str(response.context["formset"].forms[0].errors["coordinates"])
    assert not Candidate.objects.exists()


@pytest.mark.parametrize(
    ("content", "name"),
    [
        ("", "trong.csv"),
        ("không có gì\n1;2\n", "la.csv"),
        ("{}", "la.geojson"),
        ("[" * 5_000, "sau.geojson"),
        ('{"features": [7]}', "la.geojson"),
        (b"PK\x03\x04 broken", "hong.xlsx"),
        ("Tên;Tọa độ\n", "vi-tri.pdf"),
        ("Tên;Tọa độ\n" + "a;b\n" * 1_001, "dai.csv"),
    ],
)
def test_file_that_cannot_be_read_gets_a_sentence(send, content, name):
    response = send(content, name)
    assert response.status_code == 200
    assert list(response.context["form"].errors) == ["file"]


@pytest.mark.parametrize("total", ["", "x", "-1", "9" * 30, "\0"])
def test_broken_form_is_no_breakdown(client, binh, village, total):
    client.force_login(binh)
    assert client.post(ADDRESS, {"rows-TOTAL_FORMS": total, "rows-INITIAL_FORMS": "0"}).status_code == 200
