"""Tables that people send, however they were saved: the same cells come out."""

import pytest

from exchange.errors import UnreadableFileError
from exchange.tables.letters import decoded, from_tcvn3, from_vni, in_unicode
from exchange.tables.reading import read_sheets
from exchange.tables.workbook import MOST_ROWS
from tests.exchange.sheets import MAIN, xlsx

ROWS = [["Thôn", "Số trẻ em"], ["Đại Áng", "120"], ["Lạc Thị", "95"]]
TEXT = "Thôn;Số trẻ em\nĐại Áng;120\nLạc Thị;95\n"
# The same table as Windows-1258, TCVN3 and VNI write it.
WINDOWS_1258 = b"Th\xf4n;S\xf4\xec tre\xd2 em\n\xd0a\xf2i A\xecng;120\nLa\xf2c Thi\xf2;95\n"
TCVN3 = "Th«n;Sè trÎ em\n§¹i ¸ng;120\nL¹c ThÞ;95\n"
VNI = "Thoân;Soá treû em\nÑaïi AÙng;120\nLaïc Thò;95\n"


def rows_of(name: str, data: bytes) -> list[list]:
    (sheet,) = read_sheets(name, data)
    return sheet.rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_every_unicode_is_read(encoding):
    assert rows_of("so-tre.csv", TEXT.encode(encoding)) == ROWS


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_columns_are_parted_by_whatever_parts_them(separator):
    assert rows_of("so-tre.csv", TEXT.replace(";", separator).encode()) == ROWS


def test_first_line_of_excel_says_the_separator_and_is_no_row():
    assert rows_of("so-tre.csv", ("sep=;\n" + TEXT).encode()) == ROWS


def test_comma_within_a_number_parts_no_columns():
    assert rows_of("so-tre.csv", b"Thon;So tre\nA;1,5\nB;2,5\n")[1] == ["A", "1,5"]


def test_letters_of_windows_1258_are_put_together():
    assert rows_of("so-tre.csv", WINDOWS_1258) == ROWS


@pytest.mark.parametrize(("text", "font"), [(TCVN3, "TCVN3"), (VNI, "VNI")])
def test_old_fonts_are_told_by_their_words(text, font):
    (sheet,) = read_sheets("so-tre.csv", text.encode("latin-1"))
    assert sheet.font == font
    # The capitals of TCVN3 are letters of another font: matching looks at no capitals.
    assert [[str(cell).casefold() for cell in row] for row in sheet.rows] == [
        [cell.casefold() for cell in row] for row in ROWS
    ]


def test_old_fonts_in_a_spreadsheet_too():
    (sheet,) = read_sheets("so-tre.xlsx", xlsx({"A": [["Th«n", "Sè trÎ em"], ["L¹c ThÞ", 95]]}))
    assert (sheet.font, sheet.rows) == ("TCVN3", [["Thôn", "Số trẻ em"], ["Lạc Thị", 95]])


def test_each_letter_of_the_old_fonts():
    assert from_tcvn3("µ¸¶·¹ »¾¼½Æ ÇÊÈÉË ®") == "àáảãạ ằắẳẵặ ầấẩẫậ đ"
    assert from_vni("aøaùaûaõaï aèaéaúaüaë öøöùöûöõöï ñ æ ó ò î") == "àáảãạ ằắẳẵặ ừứửữự đ ỉ ĩ ị ỵ"


def test_unicode_is_left_alone():
    convert, font = in_unicode(["Thôn", "Đại Áng", "Số trẻ em"])
    assert (convert("Đại Áng"), font) == ("Đại Áng", "")


def test_numbers_of_a_spreadsheet_stay_numbers():
    rows = rows_of("so-tre.xlsx", xlsx({"A": [["Đại Áng", 120, 1.5, 1.0]]}))
    assert rows == [["Đại Áng", 120, 1.5, 1]]


def test_empty_sheets_are_passed_over():
    sheets = read_sheets("so-tre.xlsx", xlsx({"Trống": [], "Số liệu": [["Đại Áng", 1]]}))
    assert [sheet.name for sheet in sheets] == ["Số liệu"]


def test_rows_keep_their_numbers_below_empty_ones():
    assert rows_of("so-tre.xlsx", xlsx({"A": [[], [], ["Đại Áng", 1]]}))[2][0] == "Đại Áng"


FAR_CELL = (
    f'<worksheet xmlns="{MAIN}"><sheetData><row r="1"><c r="A1"><v>1</v></c></row>'
    '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>'
)


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("so-tre.pdf", b"%PDF-1.7", "CSV, XLSX, XLS"),
        ("so-tre.csv", b"", "empty"),
        ("so-tre.csv", b"\n\n ; ;\n", "empty"),
        ("so-tre.xlsx", b"PK\x03\x04 no archive", "can't be read"),
        ("so-tre.xlsx", b"<html>", "can't be read"),
        ("so-tre.csv", b"a;b\n" * (MOST_ROWS + 1), "more than 5000 rows"),
        ("so-tre.csv", b"x" * (5 * 2**20 + 1), "larger than 5 MB"),
        ("so-tre.xlsx", xlsx({"A": [["x"]] * (MOST_ROWS + 1)}), "“A” has more than"),
        ("so-tre.xlsx", xlsx({"A": []}, raw=FAR_CELL), "more than can be read"),
    ],
)
def test_what_can_not_be_read_is_refused_with_a_sentence(english, name, data, words):
    with pytest.raises(UnreadableFileError, match=words):
        read_sheets(name, data)


def test_archive_that_unpacks_to_more_than_memory_is_not_unpacked(english):
    bomb = xlsx({"A": []}, raw="<worksheet>" + " " * (101 * 2**20))
    assert len(bomb) < 2**20
    with pytest.raises(UnreadableFileError, match="unpacks to more"):
        read_sheets("so-tre.xlsx", bomb)


@pytest.mark.parametrize("sign", ["\0", "\u200b", "\u202e"])
def test_signs_that_nobody_sees_are_dropped(sign):
    assert rows_of("so-tre.csv", f"Thôn;Số\nĐại{sign} Áng;1\n".encode())[1][0] == "Đại Áng"


def test_any_bytes_become_text():
    assert isinstance(decoded(bytes(range(256))), str)
