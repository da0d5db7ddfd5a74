"""What leaves for a spreadsheet opens there, and is never run there."""

import csv
import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from foundation.spreadsheets import csv_download, csv_lines, safe_cell


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://evil.example","Ao")', "+84912345678", "-1+1", "@SUM(A1)", "\tleft", "\rleft", "\n=1",
        "  =1+1", "\u200b=1+1", "\ufeff=1", "\0=1",
    ],
)  # fmt: skip
def test_text_that_could_be_a_formula_is_marked_as_text(text):
    assert safe_cell(text) == "'" + text.replace("\0", "")


@pytest.mark.parametrize("value", [0, -5, 2.5, Decimal("-1.25"), "Ao cá", "a = b", ""])
def test_numbers_stay_numbers_and_plain_text_stays_as_it_is(value):
    assert safe_cell(value) == value


def test_days_and_hours_are_written_as_people_here_write_them():
    assert safe_cell(date(2026, 6, 30)) == "30/06/2026"
    assert safe_cell(datetime(2026, 6, 30, 17, 5, tzinfo=UTC)) == "01/07/2026 00:05:00"
    assert safe_cell(None) == ""


def test_file_begins_with_its_mark_and_parts_columns_at_the_semicolon():
    text = "".join(csv_lines([["Tên", "Ghi chú"], ["Ao; cá", "=1"]]))
    assert text.startswith("\ufeffTên;Ghi chú\r\n")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff")), delimiter=";"))
    assert rows[1] == ["Ao; cá", "'=1"]


def test_decimals_stand_behind_a_comma():
    """A point parts thousands in Vietnam: 1.5 would be read as a day, 105.125 as a hundred thousand."""
    text = "".join(csv_lines([[1.5, Decimal("105.125"), 2, "1.5"]]))
    assert text.removeprefix("\ufeff") == "1,5;105,125;2;1.5\r\n"


def test_download_is_a_file_of_utf_8():
    answer = csv_download([["Ngọc Hồi"]], "nhat-ky")
    assert answer["Content-Disposition"] == 'attachment; filename="nhat-ky.csv"'
    assert answer.getvalue().decode("utf-8-sig") == "Ngọc Hồi\r\n"
