"""Hoa says that her school has read of a danger; when it comes back, she is asked anew."""

from datetime import date

import pytest
from django.utils import timezone

from hazards import services
from hazards.models import HazardSite, Report
from schools.models import Acknowledgement, SchoolReport
from tests.shapes import point


@pytest.fixture
def danger(school, make_site) -> HazardSite:
    return make_site("Ao cạnh trường", point(22, 20.5))


def key(site, since="2026-01-01") -> str:
    return f"{site.pk}:{since}"


@pytest.fixture
def as_hoa(client, teacher):
    client.force_login(teacher)
    return client


def read(client, school, *keys):
    return client.post(f"/schools/{school.pk}/read/", {"read": keys})


def page(client, school, **words) -> str:
    return client.get(f"/schools/{school.pk}/", words).content.decode()


def test_new_danger_is_unread_until_hoa_ticks_it(as_hoa, school, danger, teacher):
    assert "chưa đọc" in page(as_hoa, school)
    assert read(as_hoa, school, key(danger)).status_code == 302
    said = Acknowledgement.objects.get()
    assert (said.school, said.site, said.since, said.by) == (school, danger, date(2026, 1, 1), teacher)
    shown = page(as_hoa, school)
    assert "chưa đọc" not in shown
    assert str(teacher) in shown


def test_sent_twice_it_is_stored_once(as_hoa, school, danger):
    read(as_hoa, school, key(danger))
    read(as_hoa, school, key(danger))
    assert Acknowledgement.objects.count() == 1


def test_danger_that_comes_back_is_to_be_read_anew(as_hoa, school, danger):
    read(as_hoa, school, key(danger))
    HazardSite.objects.filter(pk=danger.pk).update(reopened_on=date(2026, 6, 1))
    assert "trở lại ngày 01/06/2026, chưa đọc" in page(as_hoa, school)
    read(as_hoa, school, key(danger, "2026-06-01"))
    assert Acknowledgement.objects.count() == 2


def test_danger_that_came_back_since_the_page_was_opened_is_not_taken_for_read(as_hoa, school, danger):
    HazardSite.objects.filter(pk=danger.pk).update(reopened_on=date(2026, 6, 1))
    answer = read(as_hoa, school, key(danger))
    assert "đã thay đổi sau khi anh/chị mở trang" in answer.content.decode()
    assert not Acknowledgement.objects.exists()


@pytest.mark.parametrize("keys", [(), ("\0",), ("nothing:2026-01-01",)])
def test_nothing_ticked_or_nonsense_gets_a_sentence(as_hoa, school, danger, keys):
    assert read(as_hoa, school, *keys).context["form"].errors["read"]
    assert not Acknowledgement.objects.exists()


def test_the_school_speaks_for_itself(client, school, danger, culture, lan, tuan, person, commune):
    colleague = person("mai", "Trần Mai", "school_staff", commune)
    for user in (culture, lan, colleague):
        client.force_login(user)
        assert read(client, school, key(danger)).status_code == 403
    client.force_login(tuan)
    assert client.get(f"/schools/{school.pk}/").status_code == 404
    assert not Acknowledgement.objects.exists()


def test_lan_sees_on_the_page_of_the_site_which_school_has_read_of_it(
    client, as_hoa, school, danger, lan, make_school, teacher
):
    make_school("THCS Đại Áng", geom=point(23, 20.5))
    read(as_hoa, school, key(danger))
    client.force_login(lan)
    shown = client.get(f"/hazards/{danger.pk}/").content.decode()
    assert "Tiểu học Đại Áng, cách 100 m" in shown
    assert f"{timezone.localdate():%d/%m/%Y}: {teacher}" in shown
    assert shown.count("chưa xác nhận đã đọc") == 1


def test_who_read_it_is_not_told_to_a_teacher_of_another_school(
    client, as_hoa, school, danger, person, commune
):
    read(as_hoa, school, key(danger))
    client.force_login(person("mai", "Trần Mai", "school_staff", commune))
    for address in (f"/hazards/{danger.pk}/", f"/schools/{school.pk}/"):
        shown = client.get(address).content.decode()
        assert "Lê Thị Hoa" not in shown
        assert "đã đọc ngày" in shown


# --- reports ------------------------------------------------------------------------------


def send(client, school, **words):
    words = {
        "id": "6e6a3d5a-0f0b-4a4e-8f43-2a5f8a1b2c3d", "coordinates": "20.9205, 105.8215", "words": "Hố sâu không nắp",
    } | words  # fmt: skip
    return client.post(f"/schools/{school.pk}/report/", words)


def test_report_of_a_school_reaches_the_staff_who_see_where_it_comes_from(
    as_hoa, client, school, lan, teacher
):
    assert send(as_hoa, school).status_code == 302
    send(as_hoa, school)
    report = Report.objects.get()
    assert (report.created_by, report.from_school.school) == (teacher, school)
    assert lan.notices.get().kind == "danger-reported"
    client.force_login(lan)
    assert school.name in client.get(f"/hazards/reports/{report.pk}/").content.decode()
    form = client.get("/hazards/new/", {"report": report.pk}).context["form"]
    assert form.initial["information_source"] == HazardSite.InformationSource.SCHOOL


def test_the_school_sees_what_became_of_its_report(as_hoa, school, lan):
    send(as_hoa, school)
    services.turn_down(Report.objects.get(), "Đã san lấp", by=lan, seen_version=1)
    assert "Đã san lấp" in page(as_hoa, school)


def test_report_without_place_or_words_keeps_what_was_typed(as_hoa, school):
    answer = send(as_hoa, school, coordinates="", words="Hố")
    assert "geometry" in answer.context["form"].errors
    assert "Hố" in answer.content.decode()
    assert not Report.objects.exists()


def test_nobody_reports_for_a_school_but_those_who_work_there(client, school, lan, culture):
    for user in (lan, culture):
        client.force_login(user)
        assert send(client, school).status_code == 403
    assert not SchoolReport.objects.exists()
