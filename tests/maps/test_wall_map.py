"""The wall map: one sheet, in vectors, with what everybody who passes may read."""

import numpy as np
import pypdfium2
import pytest
from django.urls import reverse
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE, FPDF_PAGEOBJ_PATH

from foundation.pdf import PrintingUnavailable
from hazards.models import HazardSite
from maps.wall.labels import Taken, beside, shared, square
from maps.wall.paper import SHEETS, WallFrame
from maps.wall.wall import MOST_NUMBERED, Wall
from tests.conftest import TODAY
from tests.shapes import point


@pytest.fixture
def take(client, minh):
    def ask(**words):
        client.force_login(minh)
        return client.post(
            reverse("take-wall"),
            {"in": "00679", "as_of": TODAY.isoformat(), "sheet": "a3-landscape", **words},
        )

    return ask


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_sheet_is_as_large_as_asked_for(take, pond, sheet):
    answer = take(sheet=sheet)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    first = pypdfium2.PdfDocument(answer.content)[0]
    width, height = (round(float(side) / 72 * 25.4) for side in first.get_size())
    assert {width, height} == ({297, 420} if sheet.startswith("a3") else {210, 297})
    assert (width > height) == sheet.endswith("landscape")
    text = first.get_textpage().get_text_bounded()
    assert "Ngọc Hồi" in text
    assert "30/06/2026" in text


def test_the_whole_commune_is_on_the_map_and_the_grid_crosses_it(commune):
    bounds = commune.boundary.extent
    for sheet in SHEETS:
        frame = WallFrame.around(bounds, sheet)
        for x, y in [(bounds[0], bounds[1]), (bounds[2], bounds[3])]:
            across, down = frame.frame.place(x, y)
            assert 0 < across < frame.width
            assert 0 < down < frame.height
        lines = frame.grid()
        assert any(line.is_upright for line in lines)
        assert any(not line.is_upright for line in lines)


def test_the_grid_says_the_kilometres_of_vn_2000(commune):
    """105.8542 east, 20.9 north is E 588,668 N 2,312,119 there: 588.7 and 2312.1 km."""
    frame = WallFrame.around((105.8492, 20.895, 105.8592, 20.905), "a4-landscape")
    labels = {
        line.is_upright: [float(one.label) for one in frame.grid() if one.is_upright == line.is_upright]
        for line in frame.grid()
    }
    middle_x, _ = frame.frame.place(105.8542, 20.9)
    assert min(abs(label - 588.668) for label in labels[True]) < 0.2
    assert min(abs(label - 2312.119) for label in labels[False]) < 0.2
    easting = min(
        (one for one in frame.grid() if one.is_upright), key=lambda one: abs(float(one.label) - 588.668)
    )
    metres = (easting.at[0] - middle_x) / frame.units(1000) * 1000
    assert metres == pytest.approx((float(easting.label) - 588.668) * 1000, abs=15)


def test_places_of_households_bear_the_name_of_their_kind(minh, household_pond):
    HazardSite.objects.filter(pk=household_pond.pk).update(name="Ao nhà ông Bảy")
    wall = Wall(minh, household_pond.commune, TODAY, "a4-portrait")
    assert [one.name for one in wall.sites] == ["Ao"]


def test_too_many_sites_bear_no_numbers(minh, pond, commune):
    HazardSite.objects.bulk_create(
        HazardSite(
            kind=pond.kind,
            name=f"Ao {n}",
            geom=point(n % 90, n // 9),
            commune=commune,
            found_on=pond.found_on,
        )
        for n in range(MOST_NUMBERED)
    )
    assert {one.number for one in Wall(minh, commune, TODAY, "a3-landscape").sites} == {0}


def test_symbols_are_smaller_where_sites_stand_close(minh, pond, commune):
    few = Wall(minh, commune, TODAY, "a4-portrait").symbol_size
    HazardSite.objects.bulk_create(
        HazardSite(
            kind=pond.kind,
            name=f"Ao {n}",
            geom=point(n % 90, n // 9),
            commune=commune,
            found_on=pond.found_on,
        )
        for n in range(900)
    )
    assert Wall(minh, commune, TODAY, "a4-portrait").symbol_size < few == 20


def test_numbers_and_names_hide_no_symbol_where_there_is_room(minh, pond, village, commune):
    for number in range(3):
        HazardSite.objects.create(
            kind=pond.kind,
            name=f"Ao {number}",
            geom=point(20 + 1.5 * number, 20),
            commune=commune,
            found_on=pond.found_on,
        )
    wall = Wall(minh, commune, TODAY, "a3-landscape")
    numbers, names = wall.words
    assert [text for _spot, text in numbers] == ["1", "2", "3", "4"]
    assert [text for _spot, text in names] == ["Đại Áng"]
    symbols = np.array([square(one.at, wall.symbol_size) for one in wall.sites])
    words = np.array([square(spot, 7) for spot, _text in numbers])
    assert shared(words, symbols).sum() == 0
    assert np.triu(shared(words, words), 1).sum() == 0


def test_a_word_stays_on_the_sheet():
    corner = (95.0, 50.0)
    assert Taken([square(corner, 10)], 100, 100).put(20, 8, beside(corner, 10, 20, 8)) == (80.0, 50.0)


@pytest.mark.parametrize("sheet", SHEETS)
def test_the_sheet_is_drawn_in_vectors(take, pond, fence, village, sheet):
    """No picture of dots anywhere in it: it stays sharp at any size."""
    pages = list(pypdfium2.PdfDocument(take(sheet=sheet).content))
    drawn = [thing.type for page in pages for thing in page.get_objects(max_depth=8)]
    assert FPDF_PAGEOBJ_PATH in drawn
    assert FPDF_PAGEOBJ_IMAGE not in drawn


def test_a_commune_with_nothing_on_record_gets_a_map_that_says_so(take, commune):
    page = pypdfium2.PdfDocument(take().content)[0]
    assert "Chưa ghi nhận điểm nguy cơ nào" in page.get_textpage().get_text_bounded()


def test_without_the_libraries_the_server_says_so(take, pond, monkeypatch):
    def missing(*args, **words):
        raise PrintingUnavailable

    monkeypatch.setattr("maps.wall.wall.pdf_of", missing)
    assert take().status_code == 503
