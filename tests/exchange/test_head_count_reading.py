"""What is what in a table of head counts: headings, ages, figures, names of villages."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exchange.head_counts.ages import Band, band_of, cover_childhood, overlap, settled
from exchange.head_counts.figures import MOST, Fault, figure
from exchange.head_counts.headings import Role, columns_of, tells_of_single_children
from exchange.head_counts.lines import lines_of
from exchange.head_counts.matching import How, Known, Villages
from foundation.vietnamese import fold

# --- ages --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("heading", "ages"),
    [
        ("0–5 tuổi", (0, 6)),
        ("0 - 5", (0, 6)),
        ("Từ 6 đến 10 tuổi", (6, 11)),
        ("Từ 6 tuổi đến dưới 11 tuổi", (6, 11)),
        ("11 đến < 16", (11, 16)),
        ("Dưới 6 tuổi", (0, 6)),
        ("Trẻ em dưới 16 tuổi", (0, 16)),
        ("11 tuổi trở lên", (11, 16)),
        ("Trên 10 tuổi", (11, 16)),
        ("12 tuổi", (12, 13)),
        ("6–10 years", (6, 11)),
        ("16–18 tuổi", None),
        ("0–36 tháng", None),
        ("Năm 2025", None),
        ("Tính đến 31/12/2025", None),
        ("Số trẻ em", None),
    ],
)
def test_ages_are_read_from_a_heading(heading, ages):
    band = band_of(heading)
    assert (band and tuple(band)[:2]) == ages


@pytest.mark.parametrize(
    ("headings", "ages"),
    [
        (["0-5", "6-10", "11-15"], [(0, 6), (6, 11), (11, 16)]),
        (["0-6", "6-11", "11-16"], [(0, 6), (6, 11), (11, 16)]),
        (["0-6", "7-10", "11-16"], [(0, 7), (7, 11), (11, 16)]),
        (["0-16"], [(0, 16)]),
    ],
)
def test_ages_of_one_table_are_read_together(headings, ages):
    bands = settled([band_of(heading) for heading in headings])
    assert [tuple(band)[:2] for band in bands] == ages
    assert cover_childhood(bands)


def test_ages_that_overlap_are_noticed():
    assert overlap([Band(0, 6), Band(4, 11)])
    assert not cover_childhood([Band(0, 6), Band(7, 16)])


# --- figures -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "number"),
    [
        ("120", 120), ("1.234", 1234), ("1,234", 1234), ("1 234", 1234), ("12.0", 12), ("12,00", 12), (12.0, 12), (0, 0),
        ("", Fault.MISSING), (None, Fault.MISSING), ("-", Fault.MISSING), ("…", Fault.MISSING),
        ("12,5", Fault.DECIMAL), (1.234, Fault.DECIMAL), (0.5, Fault.DECIMAL),
        ("-3", Fault.NEGATIVE), (-3, Fault.NEGATIVE), ("(3)", Fault.NEGATIVE),
        ("mười hai", Fault.NO_NUMBER), ("120 trẻ", Fault.NO_NUMBER), ("1.23.4", Fault.NO_NUMBER),
        (MOST + 1, Fault.TOO_MANY), ("9" * 40, Fault.TOO_MANY),
    ],
)  # fmt: skip
def test_a_cell_is_a_number_of_children_or_says_why_not(cell, number):
    assert figure(cell) == number


@given(st.text(max_size=30) | st.integers() | st.floats(allow_nan=False, allow_infinity=False))
def test_any_cell_is_a_number_in_bounds_or_a_fault(cell):
    found = figure(cell)
    assert isinstance(found, Fault) or 0 <= found <= MOST


# --- headings ----------------------------------------------------------------------------

TITLES = [["UBND XÃ NGỌC HỒI"], ["BIỂU THỐNG KÊ TRẺ EM NĂM 2025"], []]


def test_headings_stand_below_titles():
    columns = columns_of([*TITLES, ["STT", "Mã thôn", "Tên thôn", "Số trẻ em"], [1, "001", "Đại Áng", 12]])
    assert columns.are_told
    assert columns.first_row == 4
    assert columns.places == {Role.CODE: 1, Role.NAME: 2, Role.TOTAL: 3}


def test_merged_headings_take_two_rows():
    columns = columns_of(
        [
            *TITLES,
            ["STT", "Thôn/TDP", "Trẻ em theo độ tuổi", "", "", "Tổng số", "Ghi chú"],
            ["", "", "0–5", "6–10", "11–15", "", ""],
            [1, "Đại Áng", 4, 5, 3, 12, ""],
        ]
    )
    assert columns.are_told
    assert (columns.first_row, columns.places[Role.TOTAL]) == (5, 5)
    assert {place: band.key for place, band in columns.ages.items()} == {2: "0-6", 3: "6-11", 4: "11-16"}


def test_numbers_of_girls_and_of_all_people_are_not_taken_for_children():
    columns = columns_of(
        [
            ["Thôn", "Dân số", "", "Trẻ em dưới 16 tuổi", "", ""],
            ["", "Tổng số", "Nữ", "Nam", "Nữ", "Tổng số"],
            ["Đại Áng", 900, 450, 70, 50, 120],
        ]
    )
    assert columns.are_told
    assert (columns.places[Role.TOTAL], columns.first_row) == (5, 2)


def test_two_columns_that_could_be_all_children_are_left_to_a_person():
    assert not columns_of([["Thôn", "Tổng số", "Tổng cộng"], ["Đại Áng", 1, 2]]).are_told


@pytest.mark.parametrize(
    "head",
    [
        ["Cột 1", "Cột 2"],
        ["Thôn", "Ghi chú"],
        ["Số trẻ em"],
        ["Thôn", "0–5", "6–10"],
        ["Thôn", "0–6", "4–15"],
    ],
)
def test_what_is_not_enough_is_left_to_a_person(head):
    assert not columns_of([head, ["Đại Áng", 3, 4][: len(head)]]).are_told


def test_children_by_name_are_noticed():
    assert tells_of_single_children([["STT", "Họ và tên", "Ngày sinh", "Thôn"], [1, "…", "01/02/2020", "…"]])
    assert tells_of_single_children([["a", "b"], *[["x", f"0{day}/02/2020"] for day in range(1, 4)]])


def test_days_on_which_villages_were_checked_are_no_birthdays():
    rows = [[f"Thôn {number}", 12, f"0{number}/12/2025"] for number in range(1, 6)]
    assert not tells_of_single_children([["Thôn", "Số trẻ em", "Ngày rà soát"], *rows])
    assert tells_of_single_children([["Cột A", "Cột B", "Cột C"], *rows])


def test_signature_below_the_table_names_no_child():
    table = [
        ["Thôn", "Số trẻ em"],
        ["Đại Áng", 12],
        ["Ngọc Hồi, ngày 15/01/2026"],
        ["(Ký, ghi rõ họ tên)"],
        ["Họ và tên"],
    ]
    assert not tells_of_single_children(table)


def test_lines_are_numbered_as_in_the_file_and_totals_known():
    rows = [
        ["STT", "Thôn", "Số trẻ em"],
        ["(1)", "(2)", "(3)"],
        [1, "Đại Áng", 12],
        [],
        ["Tổng cộng", "", 12],
    ]
    told = lines_of(rows, columns_of(rows))
    lines = [line for line, _code, _commune in told]
    assert [(line.number, line.name, line.is_sum) for line in lines] == [
        (3, "Đại Áng", False),
        (5, "Tổng cộng", True),
    ]


def test_commune_of_a_merged_cell_is_that_of_the_rows_below():
    rows = [["Xã", "Thôn", "Số trẻ em"], ["Ngọc Hồi", "A", 1], ["", "B", 2], ["Thanh Trì", "C", 3]]
    told = lines_of(rows, columns_of(rows))
    assert [commune for _line, _code, commune in told] == ["Ngọc Hồi", "Ngọc Hồi", "Thanh Trì"]


# --- names -------------------------------------------------------------------------------

VILLAGES = Villages(
    [
        Known(1, "0679-01", "Đại Áng"),
        Known(2, "", "Đông Áng"),
        Known(3, "", "Đồng Áng"),
        Known(4, "007", "5"),
        Known(5, "", "Cộng Hòa"),
        Known(6, "", "Tố Hữu"),
    ]
)


@pytest.mark.parametrize(
    ("code", "name", "village"),
    [
        ("", "Đại Áng", 1), ("", "THÔN ĐẠI ÁNG", 1), ("", "dai ang", 1), ("", "Thôn  Đại-Áng.", 1), ("", "Làng Đại Áng", 1),
        ("", unicodedata.normalize("NFD", "Đại Áng"), 1), ("0679-01", "", 1),
        ("", "Đông Áng", 2), ("", "thôn đồng áng", 3),
        ("", "Tổ dân phố số 5", 4), ("", "TDP 05", 4), ("", "Tổ 5", 4), ("7", "", 4), ("007", "tên khác", 4),
        ("", "Cộng Hoà", 5), ("", "Tố Hữu", 6), ("9", "Tố Hữu", 6),
    ],
)  # fmt: skip
def test_a_village_is_found_however_it_is_written(code, name, village):
    assert VILLAGES.find(code, name).village == village


def test_what_could_be_two_villages_is_not_decided():
    assert VILLAGES.find("", "Dong Ang").how == How.SEVERAL
    assert VILLAGES.find("", "Dong Ang").candidates == (2, 3)
    assert VILLAGES.find("0679-01", "Đông Áng").how == How.TWO_WAYS
    assert VILLAGES.find("", "Trại lính").how == How.NOT_FOUND


NAMES = ["Đại Áng", "Lạc Thị", "Yên Kiện", "Vĩnh Trung", "Đông Phù", "Ngọc Hồi", "Nhị Châu", "Lưu Phái"]
ALL = Villages(Known(key, "", name) for key, name in enumerate(NAMES, 1))


@given(
    place=st.integers(0, len(NAMES) - 1),
    front=st.sampled_from(["", "thôn ", "Thôn  ", "TDP ", "tổ dân phố ", "làng "]),
    capitals=st.lists(st.booleans(), min_size=30, max_size=30),
    bare=st.booleans(),
    form=st.sampled_from(["NFC", "NFD"]),
    blanks=st.integers(1, 4),
)
def test_no_way_of_writing_a_name_leads_to_another_village(place, front, capitals, bare, form, blanks):
    name = fold(NAMES[place]) if bare else NAMES[place]
    mixed = "".join(sign.upper() if up else sign.lower() for sign, up in zip(name, capitals, strict=False))
    written = unicodedata.normalize(form, front + (" " * blanks).join(mixed.split()))
    assert ALL.find("", written).village == place + 1
