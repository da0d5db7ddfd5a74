"""A school prints the dangers around it for pupils and parents."""

import re
from dataclasses import replace

import pypdfium2
import pytest
from django.urls import reverse

from areas.crs import GEOD
from foundation import pdf
from hazards.models import HazardKind
from hazards.small_map import plain
from schools.models import Gate
from schools.pupil_words import FOR_ANY_OTHER, FOR_PUPILS, for_pupils
from schools.sheet import MOST, sheet_of
from schools.sheet_map import MARK, SheetMap, free_place
from tests.conftest import TODAY
from tests.shapes import at, line, point, square

A4 = (595.3, 841.9)  # points


@pytest.fixture
def sheet(client, teacher, school):
    """`sheet()` is the PDF that Hoa gets of her school."""
    opened = []

    def fetch(**words) -> pypdfium2.PdfDocument:
        client.force_login(teacher)
        answer = client.get(reverse("school-sheet", args=[school.pk]), {"as_of": "2026-06-30"} | words)
        assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf"
        opened.append(pypdfium2.PdfDocument(answer.content))
        return opened[-1]

    yield fetch
    for document in opened:
        document.close()


def text_of(document: pypdfium2.PdfDocument) -> str:
    return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_sheet_is_a4_on_one_or_two_pages(sheet, make_site):
    for x in range(20):
        make_site(f"Ao số {x}", point(22 + x / 4, 20 + x / 4))
    document = sheet()
    assert len(document) <= 2
    for page in document:
        assert page.get_size() == pytest.approx(A4, abs=0.5)


def test_sheet_tells_place_distance_direction_and_whom_to_call_in_vietnamese(sheet, make_site):
    make_site("Ao cá Đại Áng", point(22, 20.5))
    text = text_of(sheet())
    for words in (
        "Tiểu học Đại Áng", "tính đến ngày 30/06/2026", "Ao cá Đại Áng", "104 m về phía đông",
        "Không tắm, không đến gần ao khi không có người lớn.", "111", "0243.2233.111",
    ):  # fmt: skip
        assert words in text


def test_each_number_stands_on_the_map_and_in_the_list(sheet, make_site):
    """The legend shows 1 and 2, the foot counts the pages: the others stand twice."""
    for x, name in enumerate("ABCDE"):
        make_site(f"Ao {name}", point(22 + x, 20))
    text = text_of(sheet())
    assert [len(re.findall(rf"(?<![\d.,]){number}(?![\d.,])", text)) for number in (3, 4, 5)] == [2, 2, 2]


def test_household_is_not_named(sheet, make_site):
    make_site("Ao hộ ông Bảy", point(22, 20.5), is_household=True, owner_name="Ông Bảy")
    text = text_of(sheet())
    assert "Bảy" not in text and "Ao" in text


def test_more_dangers_than_fit_are_told_by_their_number(sheet, make_site):
    for x in range(MOST + 4):
        make_site(f"Ao số {x}", point(22 + x / 4, 20))
    assert "Và 4 điểm khác" in text_of(sheet())


def test_school_without_dangers_gets_a_calm_sheet(sheet):
    text = text_of(sheet())
    assert "chưa ghi nhận nơi nguy hiểm nào" in text and "111" in text
    assert "đánh số" not in text and "1.000 m" in text


def test_sheet_draws_gates_lines_and_areas(school, teacher, make_site, sheet):
    Gate.objects.create(school=school, geom=point(20, 20.5), is_main=True)
    make_site("Kênh", line((15, 22), (40, 22)), kind="canal")
    make_site("Hồ", square(23, 18, 2), kind="lake")
    told = sheet_of(school, reader=teacher, day=TODAY, address="https://antoan.vn/")
    assert len(told.gates) == 1 and all(item.path.startswith("M") for item in told.items)
    sheet()


def test_code_leads_to_the_live_page(client, school, teacher, settings, monkeypatch):
    settings.PUBLIC_URL = "https://antoan.vn"
    asked = []
    monkeypatch.setattr("schools.sheet.segno.make", lambda address, **words: asked.append(address) or Code())
    client.force_login(teacher)
    client.get(reverse("school-sheet", args=[school.pk]))
    assert asked == [f"https://antoan.vn/schools/{school.pk}/"]


class Code:
    def svg_inline(self, **words) -> str:
        return ""


def test_bad_day_is_told(client, school, teacher):
    client.force_login(teacher)
    answer = client.get(reverse("school-sheet", args=[school.pk]), {"as_of": "mai"})
    assert answer.status_code == 400 and "30/06/2026" in answer.content.decode()


def test_neighbour_gets_no_sheet(client, school, tuan):
    client.force_login(tuan)
    assert client.get(reverse("school-sheet", args=[school.pk])).status_code == 404


def test_machine_without_the_printing_library_says_so(client, school, teacher, monkeypatch):
    def missing():
        raise pdf.PrintingUnavailable("cannot load library 'libpango-1.0-0'")

    monkeypatch.setattr(pdf, "printer", missing)
    client.force_login(teacher)
    answer = client.get(reverse("school-sheet", args=[school.pk]))
    assert answer.status_code == 503 and "thiếu một thư viện để in" in answer.content.decode()


# --- its parts --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a.css",
        "file:///etc/passwd",
        "file:///static/../config/settings.py",
        "file:///static/%2e%2e/config/settings.py",
        "file:///static/css/nowhere.css",
        "file:///static/js/print.js",
    ],
)
def test_printer_fetches_nothing_but_our_own_style(url):
    with pytest.raises(ValueError, match="not one of our static files"):
        pdf.static_file(url)


def test_every_kind_of_danger_has_a_sentence_for_pupils(db):
    codes = set(HazardKind.objects.values_list("code", flat=True))
    assert codes - {"other"} == set(FOR_PUPILS)
    assert for_pupils("made-by-the-commune") == str(FOR_ANY_OTHER)


def test_marks_of_places_side_by_side_do_not_hide_one_another():
    taken: list[tuple[float, float]] = []
    for _ in range(8):
        taken.append(free_place((200, 200), taken))
    pairs = [(one, other) for one in taken for other in taken if one < other]
    assert all((a - c) ** 2 + (b - d) ** 2 >= (MARK - 0.2) ** 2 for (a, b), (c, d) in pairs)


def test_name_of_a_village_leaves_the_words_of_a_ring_alone(school):
    drawn = SheetMap.around(plain(school.geom), 500)
    ring = drawn.ring(plain(school.geom), 200)
    ground = drawn.box.buffer(-0.0005)
    assert drawn.label(ground, "thôn Đại Áng", []) is not None
    moved = replace(ring, label=drawn.spot(ground))
    assert drawn.label(ground, "thôn Đại Áng", [], [moved]) is None


def test_scale_bar_is_as_long_as_it_says(school):
    """Held against the geodesic, along the middle of the map."""
    drawn = SheetMap.around(plain(school.geom), 500)
    west, latitude = at(20, 20)
    east, _, _ = GEOD.fwd(west, latitude, 90, drawn.scale_m)
    span = drawn.frame.place(east, latitude)[0] - drawn.frame.place(west, latitude)[0]
    assert span == pytest.approx(drawn.scale_width, rel=0.01)
