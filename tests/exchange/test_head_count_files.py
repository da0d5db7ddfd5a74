"""A table of head counts is sent, mended and stored: by Thu, who counts children at the commune."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from areas.models import ChildCount, Village
from audit.log import Deed
from audit.models import Event
from exchange.models import HeadCountFile
from tests.exchange.sheets import xlsx

pytestmark = pytest.mark.django_db

YEAR = timezone.localdate().year
MESSY = (
    "UBND XÃ NGỌC HỒI;;;;\n"
    "STT;Tên thôn;0–5;6–15;Tổng số\n"
    "1;Thôn DAI ANG;50;70;120\n"
    "2;Lac Thi cu;40;55;95\n"
    "3;Trường bắn;1;1;2\n"
    ";Tổng cộng;91;126;217\n"
    ";Người lập biểu;;;\n"
)


@pytest.fixture
def as_user(db):
    def log_in(user) -> Client:
        client = Client(headers={"accept-language": "en"})
        client.force_login(user)
        return client

    return log_in


@pytest.fixture
def thu(person, commune):
    """Culture staff: counts children."""
    return person("thu", "Hoàng Thị Thu", "culture_staff", commune)


@pytest.fixture
def villages(village, other_village):
    return village, other_village


@pytest.fixture
def send(as_user, thu, villages):
    """Sends a table; the answer is the page that it leads to, or the form with what is wrong."""

    def post(text: str | bytes = MESSY, name="so-tre-2025.csv", user=thu, key="", **words):
        data = text if isinstance(text, bytes) else text.encode()
        file = SimpleUploadedFile(name, data)
        sent = {"id": key or str(uuid.uuid4()), "file": file, "year": "2025"} | words
        return as_user(user).post(reverse("head-counts-new"), sent)

    return post


@pytest.fixture
def mend(as_user, thu):
    """Sends what was settled: `mend(file, {4: {"village": 7}})`, by row."""

    def post(file, rows, user=thu, **words):
        sent = {"version": file.version, "year": file.year, "row": list(rows)} | words
        for number, answers in rows.items():
            sent |= {f"r{number}-{name}": value for name, value in answers.items()}
        return as_user(user).post(reverse("head-count-file", args=[file.pk]), sent)

    return post


@pytest.fixture
def store(as_user, thu):
    def post(file, user=thu, version=None):
        file.refresh_from_db()
        return as_user(user).post(
            reverse("head-count-store", args=[file.pk]), {"version": version or file.version}
        )

    return post


def sent_file() -> HeadCountFile:
    return HeadCountFile.objects.get()


def stored() -> dict[tuple[str, int], int]:
    return {(count.village.name, count.year): count.children for count in ChildCount.objects.all()}


def refusal(response, field: str) -> str:
    assert response.status_code == 200
    assert not HeadCountFile.objects.exists()
    return " ".join(response.context["form"].errors.get(field, []))


# --- from the file to the figures ----------------------------------------------------------


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


# --- what has to be settled ------------------------------------------------------------------


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


# --- what is said and left as it is -----------------------------------------------------------


def page_of(as_user, thu) -> str:
    return as_user(thu).get(reverse("head-count-file", args=[sent_file().pk])).content.decode()


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


# --- years -------------------------------------------------------------------------------------


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


# --- columns -----------------------------------------------------------------------------------


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


# --- communes --------------------------------------------------------------------------------------

CITY = (
    "Mã xã;Xã;Thôn;Số trẻ em\n00679;Ngọc Hồi;Đại Áng;120\n640;Thanh Trì;Đông Phù;88\n00001;Ba Đình;Tổ 1;5\n"
)


@pytest.fixture
def dong_phu(other_commune):
    return Village.objects.create(commune=other_commune, name="Đông Phù")


def test_rows_of_other_communes_are_left_out_and_said(send, as_user, thu, dong_phu):
    send(CITY)
    file = sent_file()
    assert [row["name"] for row in file.rows] == ["Đại Áng"]
    page = page_of(as_user, thu)
    assert "Thanh Trì: 1" in page
    assert "Đông Phù" not in page


def test_whoever_counts_in_several_communes_gets_a_file_for_each(send, store, person, dong_phu):
    an = person("an", "Vũ Thị An", "administrator")
    send(CITY, user=an)
    files = {file.commune.name: file for file in HeadCountFile.objects.all()}
    assert set(files) == {"Ngọc Hồi", "Thanh Trì"}
    store(files["Thanh Trì"], user=an)
    assert stored() == {("Đông Phù", 2025): 88}


# --- who may ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "sees", "sends"),
    [
        ("culture_staff", 200, 200),
        ("economic_staff", 200, 403),
        ("leader", 200, 403),
        ("service_centre", 200, 403),
        ("village_collaborator", 403, 403),
        ("health_station", 403, 403),
    ],
)
def test_each_post_has_its_right(as_user, person, commune, role, sees, sends):
    client = as_user(person("x", "X", role, commune))
    assert client.get(reverse("head-counts")).status_code == sees
    assert client.get(reverse("head-counts-new")).status_code == sends


def test_a_file_of_another_commune_is_not_there(send, as_user, person, other_commune):
    send()
    binh = person("binh", "Binh", "culture_staff", other_commune)
    for name in ("head-count-file", "head-count-columns", "head-count-store", "head-count-withdraw"):
        assert as_user(binh).get(reverse(name, args=[sent_file().pk])).status_code == 404


def test_a_draft_is_for_those_who_may_store_it(send, store, as_user, minh):
    send("Thôn;Số trẻ em\nĐại Áng;120\n")
    address = reverse("head-count-file", args=[sent_file().pk])
    assert as_user(minh).get(address).status_code == 403
    store(sent_file())
    assert as_user(minh).get(address).status_code == 200


def test_a_file_is_put_away_unless_it_is_stored(send, store, as_user, thu):
    send("Thôn;Số trẻ em\nĐại Áng;120\n")
    first = sent_file()
    address = reverse("head-count-withdraw", args=[first.pk])
    assert as_user(thu).post(address, {"version": 1}).status_code == 302
    assert as_user(thu).get(reverse("head-count-file", args=[first.pk])).status_code == 404
    send("Thôn;Số trẻ em\nĐại Áng;121\n")
    second = HeadCountFile.objects.get(withdrawn_at=None)
    store(second)
    assert (
        as_user(thu).post(reverse("head-count-withdraw", args=[second.pk]), {"version": 2}).status_code == 403
    )


def test_many_rows_cost_no_more_queries(send, as_user, thu, commune, django_assert_max_num_queries):
    Village.objects.bulk_create(Village(commune=commune, name=f"Thôn {n}") for n in range(1, 60))
    lines = "".join(f"Thôn {n};{n + 20}\nLạ {n};5\n" for n in range(1, 60))
    send(f"Thôn;Số trẻ em\n{lines}")
    client = as_user(thu)
    with django_assert_max_num_queries(22):
        client.get(reverse("head-count-file", args=[sent_file().pk]))
