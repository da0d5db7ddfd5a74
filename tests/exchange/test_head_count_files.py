"""A table of head counts is sent and stored: by Thu, who counts children at the commune."""

import uuid

import pytest
from django.urls import reverse

from areas.models import ChildCount
from audit.log import Deed
from audit.models import Event
from exchange.models import HeadCountFile
from tests.exchange.head_count_files import refusal, sent_file, stored
from tests.exchange.sheets import xlsx

pytestmark = pytest.mark.django_db


# --- from the file to the figures ----------------------------------------------------------------


def test_a_messy_table_is_mended_and_stored(send, mend, store, as_user, thu, villages):
    dai_ang, lac_thi = villages
    page = as_user(thu).get(send().url).content.decode()
    assert "No village here has this name or code." in page
    assert "217, but the rows that count add up to 120." in page
    file = sent_file()
    mend(file, {4: {"village": lac_thi.pk}, 5: {"left_out": "no_village"}})
    assert stored() == {}
    response = store(file)
    assert response.url == f"{reverse('head-counts')}?year=2025&commune=00679"
    assert stored() == {("Đại Áng", 2025): 120, ("Lạc Thị", 2025): 95}
    ages = ChildCount.objects.get(village=dai_ang).by_age.values_list("age_from", "age_to", "children")
    assert list(ages) == [(0, 6, 50), (6, 16, 70)]
    page = as_user(thu).get(response.url).content.decode()
    assert "so-tre-2025.csv" in page
    assert "Hoàng Thị Thu" in page


def test_storing_is_written_down_with_who_did_it(send, mend, store, thu, villages):
    send("Thôn;Số trẻ em\nĐại Áng;120\n")
    store(sent_file())
    event = Event.objects.get(deed=Deed.IMPORTED)
    assert (event.actor, event.details["created"], event.details["files"]) == (thu, 1, ["so-tre-2025.csv"])
    count = ChildCount.objects.get()
    assert count.history.get().history_user == thu


def test_counts_of_the_year_are_replaced_and_those_not_named_stay(send, store, as_user, thu, villages):
    dai_ang, lac_thi = villages
    old = ChildCount.objects.create(village=dai_ang, year=2025, children=100)
    old.by_age.create(age_from=0, age_to=16, children=100)
    ChildCount.objects.create(village=lac_thi, year=2025, children=95)
    send("Thôn;Số trẻ em\nĐại Áng;120\n")
    page = as_user(thu).get(reverse("head-count-store", args=[sent_file().pk])).content.decode()
    assert "not in the file, stays" in page
    assert "Replace and store" in page
    store(sent_file())
    assert stored() == {("Đại Áng", 2025): 120, ("Lạc Thị", 2025): 95}
    old.refresh_from_db()
    assert not old.by_age.exists()
    assert [entry.children for entry in old.history.all()] == [120, 100]


def test_the_same_table_stored_again_changes_nothing(send, store, as_user, thu):
    text = "Thôn;0–5;6–15\nĐại Áng;50;70\n"
    send(text)
    store(sent_file())
    first = ChildCount.objects.get()
    response = send(text)
    assert "sent before" in response.client.get(response.url).content.decode()
    store(HeadCountFile.objects.get(stored_at=None))
    assert ChildCount.objects.get() == first
    assert first.history.count() == 1
    assert first.by_age.first().history.count() == 1


def test_a_file_that_is_stored_is_stored_once(send, store):
    send("Thôn;Số trẻ em\nĐại Áng;120\n")
    file = sent_file()
    store(file)
    ChildCount.objects.update(children=1)
    assert store(file).url == reverse("head-count-file", args=[file.pk])
    assert ChildCount.objects.get().children == 1


def test_a_form_sent_twice_keeps_one_file_and_another_file_is_asked_about(send):
    key = str(uuid.uuid4())
    assert send(key=key).url == send(key=key).url
    response = send("Thôn;Số trẻ em\nĐại Áng;1\n", key=key)
    assert "already sent" in str(response.context["form"].non_field_errors())
    assert HeadCountFile.objects.count() == 1


def test_spreadsheets_are_taken_too(send, store):
    table = [["Thôn", "Số trẻ em"], ["Đại Áng", 120.0], ["Lạc Thị", 95]]
    send(xlsx({"Ghi chú": [["Xem trang sau"]], "Số liệu": table}), "so-tre.xlsx")
    store(sent_file())
    assert stored() == {("Đại Áng", 2025): 120, ("Lạc Thị", 2025): 95}


# --- years ---------------------------------------------------------------------------------------


def test_the_year_is_taken_from_the_title_or_asked_for(send):
    send("THỐNG KÊ TRẺ EM NĂM 2024;\nThôn;Số trẻ em\nĐại Áng;120\n", "so-tre.csv", year="")
    assert sent_file().year == 2024


@pytest.mark.parametrize(
    ("year", "words"), [("", "which year"), ("1999", "from 2000"), ("2999", "from 2000"), ("x", "whole")]
)
def test_a_year_that_can_not_be_is_refused(send, year, words):
    assert words in refusal(send(name="so-tre.csv", year=year), "year")


def test_the_year_can_be_changed_before_storing(send, mend, store):
    send("Thôn;Số trẻ em\nĐại Áng;120\n")
    mend(sent_file(), {}, year=2024)
    store(sent_file())
    assert stored() == {("Đại Áng", 2024): 120}


# --- columns -------------------------------------------------------------------------------------


def test_columns_that_can_not_be_told_are_chosen(send, as_user, thu, store):
    response = send("Nơi;Cột B;Cột C\nĐại Áng;120;7\nLạc Thị;95;8\n")
    file = sent_file()
    assert file.rows == []
    client = as_user(thu)
    columns = reverse("head-count-columns", args=[file.pk])
    assert client.get(response.url).url == columns
    assert "Đại Áng" in client.get(columns).content.decode()
    wrong = client.post(
        columns, {"version": 1, "first_row": "2", "role-0": "name", "role-1": "unused", "role-2": "unused"}
    )
    assert "all children" in str(wrong.context["form"].errors)
    client.post(
        columns, {"version": 1, "first_row": "2", "role-0": "name", "role-1": "total", "role-2": "unused"}
    )
    file.refresh_from_db()
    assert "sheets" not in file.reading
    store(file)
    assert stored() == {("Đại Áng", 2025): 120, ("Lạc Thị", 2025): 95}


def test_of_several_tables_in_a_workbook_a_person_chooses(send, as_user, thu):
    table = [["Thôn", "Số trẻ em"], ["Đại Áng", 120]]
    send(xlsx({"Quý I": table, "Quý II": table}), "so-tre.xlsx")
    page = as_user(thu).get(reverse("head-count-columns", args=[sent_file().pk]) + "?sheet=1")
    assert "Quý II" in page.content.decode()


@pytest.mark.parametrize("sheet", ["9", "-1", "x", "\0", "9" * 30])
def test_a_sheet_that_is_not_there_is_the_first(send, as_user, thu, sheet):
    send("Nơi;Cột B\nĐại Áng;120\n")
    page = as_user(thu).get(reverse("head-count-columns", args=[sent_file().pk]), {"sheet": sheet})
    assert page.status_code == 200


# --- what must not come in -----------------------------------------------------------------------


def test_a_list_of_children_is_refused_and_nothing_of_it_kept(send):
    words = refusal(send("STT;Họ và tên;Ngày sinh;Thôn\n1;Nguyễn Văn X;01/02/2020;Đại Áng\n"), "file")
    assert "single children" in words


def test_a_file_that_can_not_be_read_is_refused(send):
    assert "can't be read" in refusal(send(b"PK\x03\x04", "so-tre.xlsx"), "file")
