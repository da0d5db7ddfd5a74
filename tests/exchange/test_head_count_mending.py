"""What a table of head counts leaves open is settled row by row, or said."""

from datetime import date

import pytest
from django.urls import reverse

from areas.models import ChildCount, Village
from tests.exchange.head_count_files import page_of, sent_file, stored

pytestmark = pytest.mark.django_db


# --- what has to be settled ----------------------------------------------------------------------


def test_two_rows_of_one_village_are_added_up_or_one_left_out(send, mend, store):
    send("Thôn;Số trẻ em\nĐại Áng;70\nThôn Đại Áng;50\n")
    file = sent_file()
    store(file)
    assert stored() == {}
    mend(file, {2: {"add_up": "on"}, 3: {"add_up": "on"}})
    store(file)
    assert stored() == {("Đại Áng", 2025): 120}


def test_one_of_two_rows_is_left_out(send, mend, store):
    send("Thôn;Số trẻ em\nĐại Áng;70\nThôn Đại Áng;50\n")
    file = sent_file()
    mend(file, {2: {"left_out": "twice"}})
    store(file)
    assert stored() == {("Đại Áng", 2025): 50}


@pytest.mark.parametrize(("trust", "children", "bands"), [("total", 100, 0), ("ages", 120, 2)])
def test_ages_against_the_total_are_a_persons_choice(send, mend, store, trust, children, bands):
    send("Thôn;0–5;6–15;Tổng số\nĐại Áng;50;70;100\n")
    file = sent_file()
    assert store(file).url == reverse("head-count-file", args=[file.pk])
    mend(file, {2: {"trust": trust}})
    store(file)
    assert stored() == {("Đại Áng", 2025): children}
    assert ChildCount.objects.get().by_age.count() == bands


@pytest.mark.parametrize("wrong", ["mười hai", "-3", "12,5", "", "99999"])
def test_a_wrong_figure_is_corrected_on_the_spot(send, mend, store, wrong):
    send(f"Thôn;Số trẻ em\nĐại Áng;{wrong}\nLạc Thị;95\n")
    file = sent_file()
    store(file)
    assert stored() == {}
    mend(file, {2: {"total": "1.200"}})
    store(file)
    assert stored() == {("Đại Áng", 2025): 1200, ("Lạc Thị", 2025): 95}


def test_a_row_with_a_wrong_figure_is_left_out_as_it_stands(send, mend, store):
    send("Thôn;Số trẻ em\nĐại Áng;mười hai\nLạc Thị;95\n")
    file = sent_file()
    mend(file, {2: {"total": "mười hai", "left_out": "other"}})
    store(file)
    assert stored() == {("Lạc Thị", 2025): 95}


def test_a_wrong_correction_keeps_what_was_typed(send, mend, villages):
    send()
    file = sent_file()
    response = mend(file, {4: {"village": villages[1].pk, "total": "nhiều"}})
    page = response.content.decode()
    assert "Please give a whole number" in page
    assert 'value="nhiều"' in page
    file.refresh_from_db()
    assert file.version == 1


def test_half_mended_files_wait(send, mend, as_user, thu, villages):
    send()
    mend(sent_file(), {4: {"village": villages[1].pk}, 5: {}})
    page = as_user(thu).get(reverse("head-counts")).content.decode()
    assert "so-tre-2025.csv" in page
    page = as_user(thu).get(reverse("head-count-file", args=[sent_file().pk])).content.decode()
    assert "Row 5" in page
    assert 'id="row-4"' not in page


def test_a_clear_row_can_be_opened_and_changed(send, mend, store, as_user, thu):
    send("Thôn;Số trẻ em\nĐại Áng;120\n")
    file = sent_file()
    page = as_user(thu).get(reverse("head-count-file", args=[file.pk]) + "?row=2").content.decode()
    assert 'id="row-2"' in page
    mend(file, {2: {"total": "121"}})
    store(file)
    assert stored() == {("Đại Áng", 2025): 121}


def test_two_clerks_on_one_file_see_each_other(send, mend, person, commune, villages):
    send()
    file = sent_file()
    mend(file, {5: {"left_out": "no_village"}})
    an = person("an", "Vũ Thị An", "culture_staff", commune)
    response = mend(file, {5: {"village": villages[0].pk}}, user=an)
    page = response.content.decode()
    assert "Hoàng Thị Thu changed this file" in page
    assert "Stored now:" in page
    assert sent_file().rows[2]["left_out"] == "no_village"
    mend(sent_file(), {5: {"village": villages[0].pk}}, user=an)
    assert sent_file().rows[2]["village"] == villages[0].pk


def test_a_file_changed_meanwhile_is_not_stored(send, store):
    send("Thôn;Số trẻ em\nĐại Áng;120\n")
    store(sent_file(), version=7)
    assert stored() == {}


# --- what is said and left as it is --------------------------------------------------------------


def test_villages_that_the_file_does_not_name_are_listed(send, as_user, thu):
    send("Thôn;Số trẻ em\nĐại Áng;120\n")
    assert "<li>thôn Lạc Thị</li>" in page_of(as_user, thu)


@pytest.mark.parametrize(("children", "warned"), [(120, False), (180, True), (40, True)])
def test_a_jump_against_the_year_before_is_said(send, as_user, thu, village, children, warned):
    ChildCount.objects.create(village=village, year=2024, children=110)
    send(f"Thôn;Số trẻ em\nĐại Áng;{children}\n")
    assert ("Before it were 110 (2024)" in page_of(as_user, thu)) is warned


@pytest.mark.parametrize(
    ("dates", "words"),
    [
        ({"dissolved_on": date(2025, 12, 31)}, "no longer existed"),
        ({"founded_on": date(2026, 1, 1)}, "did not exist yet"),
    ],
)
def test_a_village_that_was_not_there_on_the_last_day_is_said(send, as_user, thu, village, dates, words):
    Village.objects.filter(pk=village.pk).update(**dates)
    send("Thôn;Số trẻ em\nĐại Áng;120\n")
    assert words in page_of(as_user, thu)


def test_another_name_under_a_known_code_is_said(send, as_user, thu, village):
    Village.objects.filter(pk=village.pk).update(code="0001")
    send("Mã thôn;Thôn;Số trẻ em\n1;Tên cũ;120\n")
    assert "the file calls it “Tên cũ”" in page_of(as_user, thu)
