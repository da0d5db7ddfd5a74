"""The pages of the reports that have to be sent: begun, worded, issued, read, compared, withdrawn."""

import json
import uuid
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audit.models import Event
from reports import services
from reports.duties import duties_of
from reports.files import FORMS
from reports.models import PeriodReport
from reports.register import Period
from reports.reminders import remind
from tests.reports.pages import DUTY, path, said, stored, text_of, typed

pytestmark = pytest.mark.django_db

# --- the calendar ---------------------------------------------------------------------------------


def test_calendar_says_what_is_due_by_which_document_and_how_far_it_is(draft, as_user, lan):
    page = said(as_user(lan).get("/period-reports/?year=2026"))
    assert "<strong>19/05/2026</strong>" in page and "1481/BYT-BMTE" in page and "138/KH-UBND" in page
    assert "begun by Nguyễn Thị Lan" in page and "days late" in page
    assert page.count("Not begun") == 2


def test_days_left_are_told_in_words(as_user, lan, monkeypatch):
    def look(day: date) -> str:
        monkeypatch.setattr(timezone, "localdate", lambda *args: day)
        return said(as_user(lan).get("/period-reports/"))

    assert "10 days left" in look(date(2026, 5, 9))
    assert "1 day left" in look(date(2026, 5, 18))
    assert "Today is the last day" in look(date(2026, 5, 19))
    assert "1 day late" in look(date(2026, 5, 20))


def due(client) -> str:
    return said(client.get("/period-reports/due/", headers={"HX-Request": "true"}))


def test_leaders_page_tells_what_is_to_be_sent_and_begins_it_with_one_click(
    as_user, lan, minh, nga, tuan, commune, monkeypatch
):
    def on(day: date, client) -> str:
        monkeypatch.setattr(timezone, "localdate", lambda *args: day)
        return due(client)

    page = on(date(2026, 5, 9), as_user(minh))
    assert "10 days left" in page and page.count("Begin<") == 3 and "year, to the city" in page
    assert "Begin<" not in due(as_user(nga)) and "10 days left" in due(as_user(nga))
    assert as_user(minh).post("/period-reports/begin/", DUTY).status_code == 302
    report = PeriodReport.objects.get()
    page = due(as_user(minh))
    assert f'href="{path(report)}"' in page and "Go on" in page and page.count("Begin<") == 2
    assert str(report.pk) not in due(as_user(nga))
    services.issue(report, number=5, sign="BC-UBND", on=date(2026, 5, 9), by=minh, seen_version=1)
    page = due(as_user(minh))
    assert str(report.pk) not in page and "10 days left" not in page and page.count("Begin<") == 2
    assert as_user(tuan).get(f"/period-reports/due/?commune={commune.code}").status_code == 403


def test_once_all_is_sent_the_first_of_the_next_year_is_named(as_user, minh, commune, monkeypatch):
    day = date(2026, 12, 20)
    monkeypatch.setattr(timezone, "localdate", lambda *args: day)
    for number, duty in enumerate(duties_of(2026), 1):
        report = services.begin(commune, duty.kind, Period(*duty.period_on(day)), by=minh, duty=duty)
        services.issue(report, number=number, sign="BC-UBND", on=day, by=minh, seen_version=1)
    page = due(as_user(minh))
    assert "Every report of 2026 has been issued." in page
    assert "<strong>19/05/2027</strong>" in page and "Begin<" not in page


def test_what_is_due_costs_few_queries(draft, as_user, minh, commune):
    client = as_user(minh)
    due(client)
    with CaptureQueriesContext(connection) as asked:
        due(client)
    assert len(asked) <= 6


def test_what_is_due_is_the_calendar_without_scripts(as_user, minh, commune):
    answer = as_user(minh).get("/period-reports/due/")
    assert answer["Location"] == f"/period-reports/?commune={commune.code}"


def test_year_that_is_none_gets_a_sentence(as_user, lan):
    for year in ("1066", "9999", "x", "\0", "9" * 5000):
        response = as_user(lan).get("/period-reports/", {"year": year})
        assert response.status_code == 400 and "field-error" in said(response), year


def test_a_duty_is_begun_once_although_two_ask(as_user, lan, minh):
    first = as_user(lan).post("/period-reports/begin/", DUTY)
    second = as_user(minh).post("/period-reports/begin/", DUTY)
    report = PeriodReport.objects.get()
    assert first["Location"] == second["Location"] == path(report, "edit/")
    assert report.created_by == lan and report.due_on == date(2026, 5, 20)


def test_a_duty_whose_period_is_to_come_is_not_begun(as_user, lan):
    coming = {"kind": "half_year", "year": str(timezone.localdate().year + 1)}
    response = as_user(lan).post("/period-reports/begin/", coming, follow=True)
    assert "still to come" in said(response) and not PeriodReport.objects.exists()


def test_bell_leads_to_the_calendar_of_that_year(lan, village, as_user):
    remind(date(2026, 5, 12))
    notice = lan.notices.get()
    assert notice.url == "/period-reports/?commune=00679&year=2026"
    assert "half-year report" in said(as_user(lan).get(notice.url)).lower()


def test_calendar_asks_as_often_however_many_reports_there_are(
    commune, lan, minh, as_user, django_assert_max_num_queries
):
    for place in range(25):
        period = Period(date(2026, 1, 1), date(2026, 2, 1) + timedelta(place))
        report = services.begin(commune, "period", period, by=lan)
        if place % 2:
            PeriodReport.objects.filter(pk=report.pk).update(
                number=place, issued_on=date(2026, 3, 1), issue_year=2026, issued_by=minh
            )
    client = as_user(lan)
    with django_assert_max_num_queries(11):
        client.get("/period-reports/")


# --- any period ---------------------------------------------------------------------------------------


def test_report_about_other_days_is_begun_once_however_often_it_is_sent(as_user, lan):
    words = {"id": str(uuid.uuid4()), "from_on": "01/02/2026", "to_on": "28/02/2026"}
    client = as_user(lan)
    assert client.post("/period-reports/new/", words).status_code == 302
    assert client.post("/period-reports/new/", words).status_code == 302
    assert PeriodReport.objects.get().kind == "period"
    other = client.post("/period-reports/new/", words | {"to_on": "27/02/2026"})
    assert "already begun from this form" in said(other) and PeriodReport.objects.count() == 1


@pytest.mark.parametrize(
    "first, last, sentence",
    [
        ("01/03/2026", "28/02/2026", "ends before it starts"),
        ("01/03/2026", "01/01/2035", "ends in the future"),
        ("\0", "28/02/2026", "Please write the day, the month and the year"),
        ("01/03/2026", "31/02/2026", "Please write the day, the month and the year"),
        ("", "28/02/2026", "Please give the date"),
        ("01/01/0001", "28/02/2026", "Please check the year"),
    ],
)
def test_days_that_are_no_period_get_a_sentence(as_user, lan, first, last, sentence):
    response = as_user(lan).post("/period-reports/new/", {"from_on": first, "to_on": last})
    assert sentence in said(response) and not PeriodReport.objects.exists()


def test_commune_with_nothing_logged_and_no_village_has_no_data(draft, as_user, minh):
    paper = said(as_user(minh).get(path(draft)))
    assert "chưa có số liệu" in paper and "100%" not in paper.split('id="paper"')[1]
    assert "Nothing is on record" in said(as_user(minh).get(path(draft, "issue/")))


# --- wording --------------------------------------------------------------------------------------------


def test_figures_stand_beside_the_words_for_them(draft, pond, as_user, lan):
    page = said(as_user(lan).get(path(draft, "edit/")))
    assert 'data-word="{số điểm đuối nước}"' in page and "Drowning sites that exist" in page
    assert '<span class="word-value" lang="vi">01</span>' in page


def test_wording_is_saved_and_stands_in_the_paper(draft, pond, as_user, lan):
    words = typed(
        draft, text_direction="Đã họp 03 lần về {số điểm nguy cơ} điểm.", signer_name="Trần Văn Minh"
    )
    response = as_user(lan).post(path(draft, "edit/"), words, follow=True)
    assert "Đã họp 03 lần về 01 điểm." in said(response)
    assert text_of(stored(draft), "direction") == "Đã họp 03 lần về {số điểm nguy cơ} điểm."


def test_unknown_word_gets_a_sentence_at_its_field_and_nothing_typed_is_lost(draft, as_user, lan):
    words = typed(draft, text_direction="Có {số điểm quá hạm} điểm.", place="Đại Áng")
    page = said(as_user(lan).post(path(draft, "edit/"), words))
    assert "Do you mean {số điểm quá hạn}?" in page
    assert "Có {số điểm quá hạm} điểm." in page and 'value="Đại Áng"' in page
    assert stored(draft).version == 1


@pytest.mark.parametrize("text", ["Có {số điểm", "Có số điểm}", "Có {{số điểm quá hạn}} điểm"])
def test_lone_brace_gets_a_sentence(draft, as_user, lan, text):
    page = said(as_user(lan).post(path(draft, "edit/"), typed(draft, text_direction=text)))
    assert "A brace stands alone here" in page


def test_two_who_word_it_at_once_see_both_sides(draft, as_user, lan, minh):
    as_user(minh).post(path(draft, "edit/"), typed(draft, text_direction="Minh viết.", place="Thanh Trì"))
    # As a browser sends lines.
    words = typed(draft, text_direction="Lan viết.", recipients=draft.recipients.replace("\n", "\r\n"))
    client = as_user(lan)
    page = said(client.post(path(draft, "edit/"), words))
    both = page.split('id="differences-title"')[1].split("</table>")[0]
    assert "Trần Văn Minh changed this report" in page
    assert "Lan viết." in both and "Minh viết." in both and "Thanh Trì" in both
    assert "Sở Y tế" not in both
    assert text_of(stored(draft), "direction") == "Minh viết."
    client.post(path(draft, "edit/"), words | {"version": "2"})
    assert text_of(stored(draft), "direction") == "Lan viết."


def test_period_of_a_draft_may_be_moved_and_its_subject_follows(draft, as_user, lan):
    words = typed(draft, to_on="30/04/2026", subject="Kết quả đến ngày {đến ngày}")
    page = said(as_user(lan).post(path(draft, "edit/"), words, follow=True))
    assert "Kết quả đến ngày 30/04/2026" in page and stored(draft).to_on == date(2026, 4, 30)
    bad = as_user(lan).post(path(draft, "edit/"), typed(stored(draft), to_on="01/12/2025"))
    assert "ends before it starts" in said(bad)


def test_draft_that_ends_before_it_need_says_so(draft, as_user, minh):
    assert "The period may go on" not in said(as_user(minh).get(path(draft)))
    PeriodReport.objects.update(to_on=date(2026, 5, 1))
    for page in ("", "issue/"):
        assert "The period may go on until 19/05/2026" in said(as_user(minh).get(path(draft, page)))


def test_preview_shows_what_is_typed_and_saves_nothing(draft, as_user, lan):
    words = typed(draft, text_direction="Chưa lưu.")
    part = as_user(lan).post(path(draft, "preview/"), words, headers={"HX-Request": "true"})
    assert "Chưa lưu." in said(part) and "DỰ THẢO" in said(part) and "<html" not in said(part)
    assert "<html" in said(as_user(lan).post(path(draft, "preview/"), words))
    assert stored(draft).version == 1


def test_pictures_of_a_draft_are_drawn_one_by_one(draft, pond, as_user, lan):
    client = as_user(lan)
    for code in ("kinds", "trend", "map"):
        assert client.get(path(draft, f"pictures/{code}/")).content.startswith(b"\x89PNG")
    assert client.get(path(draft, "pictures/other/")).status_code == 404


def test_draft_is_taken_along_marked_as_one_and_that_is_written_down(draft, pond, as_user, lan):
    for form in FORMS:
        response = as_user(lan).get(path(draft, f"draft/{form}/"))
        assert response["Content-Disposition"].endswith(f'du-thao.{form}"') and len(response.content) > 5_000
    events = Event.objects.filter(deed="exported", actor=lan)
    assert [event.details["what"] for event in events] == ["period_report_draft"] * 3


# --- who reads ------------------------------------------------------------------------------------------------


def test_city_reads_what_is_issued_and_nothing_else(issued, commune, lan, nga, as_user):
    other = services.begin(commune, "period", Period(date(2026, 1, 1), date(2026, 3, 31)), by=lan)
    client = as_user(nga)
    page = said(client.get("/period-reports/?commune=00679&year=2026"))
    assert "05/BC-UBND" in page and "Not issued yet" in page and str(other.pk) not in page
    assert "Trần Văn Minh" not in page and "Nguyễn Thị Lan" not in page and "begin/" not in page
    assert "Trần Văn Minh" not in said(client.get(path(issued)))
    assert client.get(path(issued, "files/docx/")).status_code == 200
    assert client.get(path(issued, "compared/")).status_code == 200
    assert client.get(path(other)).status_code == 404
    assert client.get(path(other, "draft/docx/")).status_code == 403


def test_report_of_another_commune_is_not_there(issued, tuan, as_user, draft):
    client = as_user(tuan)
    for deed in ("", "edit/", "preview/", "draft/docx/", "files/pdf/", "compared/", "withdraw/", "progress/"):
        assert client.get(path(issued, deed)).status_code == 404, deed
    assert client.get("/period-reports/?commune=00679").status_code == 403


def test_teacher_has_no_business_here(issued, hoa, as_user):
    assert as_user(hoa).get("/period-reports/").status_code == 403
    assert as_user(hoa).get(path(issued)).status_code == 403


def test_reports_that_bear_a_name_are_among_what_is_stored_about_the_person(issued, lan, minh, hoa, as_user):
    for user, expected in ((lan, [str(issued.pk)]), (minh, [str(issued.pk)]), (hoa, [])):
        told = json.loads(as_user(user).post("/account/my-data/file/").getvalue())
        assert [row["key"] for row in told["period_reports"]] == expected
