"""`/period-reports/…/issue/`: a report goes out under a number, is kept, compared and withdrawn."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from audit.models import Event
from deliveries.models import Delivery
from deliveries.services import cancel, make
from hazards.models import HazardKind, HazardSite
from reports import services
from reports.files import FORMS
from reports.models import PeriodReport
from reports.register import Period
from tests.reports.pages import DUTY, number, path, said, stored, typed
from tests.shapes import point

pytestmark = pytest.mark.django_db

# --- issuing ----------------------------------------------------------------------------------------------


def test_leader_sees_what_will_be_frozen_and_issues_it(draft, pond, as_user, minh, empty_log):
    page = said(as_user(minh).get(path(draft, "issue/")))
    assert 'name="number" value="1"' in page and "Drowning sites that exist" in page
    response = as_user(minh).post(path(draft, "issue/"), number(draft))
    assert response["Location"] == path(draft)
    report = stored(draft)
    assert (report.number, report.issued_on, report.issued_by) == (5, date(2026, 5, 19), minh)
    assert report.history.first().history_user == minh
    assert {file.form for file in report.files.all()} == set(FORMS)
    page = said(as_user(minh).get(path(draft)))
    assert "Report 05/BC-UBND" in page and "issued by Trần Văn Minh" in page
    assert "01 điểm nguy cơ" in page


def test_double_click_issues_once(draft, as_user, minh):
    client = as_user(minh)
    for _click in range(2):
        assert client.post(path(draft, "issue/"), number(draft)).status_code == 302
    assert stored(draft).version == 2 and Delivery.objects.count() == 1


def test_two_who_issue_at_once_issue_it_once(draft, as_user, minh, person, commune, monkeypatch):
    monkeypatch.setattr("deliveries.tasks.make_delivery", type("Queue", (), {"enqueue": lambda *words: None}))
    binh = person("binh", "Vũ Bình", "leader", commune)
    as_user(minh).post(path(draft, "issue/"), number(draft))
    as_user(minh).post(path(draft, "issue/"), number(draft))
    as_user(binh).post(path(draft, "issue/"), number(draft, number="6"))
    orders = list(Delivery.objects.order_by("asked_at"))
    assert [order.user for order in orders] == [minh, binh]
    for order in orders:
        make(order)
    assert [order.state for order in Delivery.objects.order_by("asked_at")] == ["done", "failed"]
    assert stored(draft).number == 5 and stored(draft).files.count() == 3


def test_cancelling_in_time_leaves_the_draft_as_it_was(draft, as_user, minh, monkeypatch):
    monkeypatch.setattr("deliveries.tasks.make_delivery", type("Queue", (), {"enqueue": lambda *words: None}))
    monkeypatch.setattr("deliveries.progress.EVERY_S", 0)
    as_user(minh).post(path(draft, "issue/"), number(draft))
    order = Delivery.objects.get()

    def cancelled(paper):
        cancel(order)
        return b"x"

    monkeypatch.setitem(services.MAKERS, "docx", cancelled)
    make(order)
    assert not stored(draft).is_issued and not stored(draft).files.exists()
    assert "It was cancelled." in said(as_user(minh).get(path(draft)))


@pytest.mark.parametrize("moment", ["the last file", "putting it away"])
def test_nobody_is_told_that_an_issued_report_was_cancelled(draft, as_user, minh, monkeypatch, moment):
    monkeypatch.setattr("deliveries.tasks.make_delivery", type("Queue", (), {"enqueue": lambda *words: None}))
    as_user(minh).post(path(draft, "issue/"), number(draft))
    order, store_file, told = Delivery.objects.get(), services.store_file, []

    def last_file(paper):
        told.append(cancel(order))
        return b"x"

    def put_away(*words):
        told.append(cancel(order))
        return store_file(*words)

    if moment == "the last file":
        monkeypatch.setitem(services.MAKERS, "xlsx", last_file)
    else:
        monkeypatch.setattr(services, "store_file", put_away)
    make(order)
    assert stored(draft).is_issued == (moment == "putting it away")
    assert any(told) != stored(draft).is_issued


def test_number_that_is_taken_gets_a_sentence_at_its_field(issued, commune, lan, minh, as_user):
    other = services.begin(commune, "period", Period(date(2026, 1, 1), date(2026, 3, 31)), by=lan)
    page = said(as_user(minh).post(path(other, "issue/"), number(other)))
    assert 'id="id_number_error">The number 05/BC-UBND was given to another report of 2026' in page
    assert 'value="5"' in page and not stored(other).is_issued


@pytest.mark.parametrize(
    "changed, sentence",
    [
        ({"issued_on": "18/05/2026"}, "before its period is over"),
        ({"issued_on": "01/01/2035"}, "in the future"),
        ({"number": "0"}, "greater than or equal to 1"),
        ({"number": "9" * 400}, "less than or equal to 99999"),
        ({"sign": "BC\nUBND"}, "letters, digits and hyphens"),
        ({"sign": "BC\0"}, "Null characters"),
    ],
)
def test_what_speaks_against_issuing_is_told_at_its_field(draft, as_user, minh, changed, sentence):
    page = said(as_user(minh).post(path(draft, "issue/"), number(draft, **changed)))
    assert sentence in page.replace("’", "'") and not stored(draft).is_issued


def test_wording_that_changed_meanwhile_is_read_again_before_it_is_issued(draft, as_user, lan, minh):
    as_user(lan).post(path(draft, "edit/"), typed(draft, place="Đại Áng"))
    page = said(as_user(minh).post(path(draft, "issue/"), number(draft)))
    assert "Nguyễn Thị Lan changed this report" in page and not stored(draft).is_issued
    assert 'name="version" value="2"' in page


def test_what_went_wrong_in_the_background_stands_on_the_page(draft, as_user, minh, monkeypatch):
    def refused(*args, **words):
        raise services.ReportRefused("Số 05 đã được dùng.", "number")

    monkeypatch.setattr("reports.services.issue", refused)
    page = said(as_user(minh).post(path(draft, "issue/"), number(draft), follow=True))
    assert "The report was not issued." in page and "Số 05 đã được dùng." in page


def test_report_that_is_being_issued_says_so_and_loads_itself_again(draft, as_user, minh, lan, monkeypatch):
    monkeypatch.setattr("deliveries.tasks.make_delivery", type("Queue", (), {"enqueue": lambda *words: None}))
    page = said(as_user(minh).post(path(draft, "issue/"), number(draft), follow=True))
    assert "Trần Văn Minh issues this report" in page and 'hx-trigger="every 2s"' in page
    assert path(draft, "issue/") not in page
    client = as_user(lan)
    assert "Trần Văn Minh issues" in said(
        client.get(path(draft, "progress/"), headers={"HX-Request": "true"})
    )
    services.issue(draft, number=5, sign="BC-UBND", on=date(2026, 5, 19), by=minh, seen_version=1)
    assert client.get(path(draft, "progress/"), headers={"HX-Request": "true"})["HX-Refresh"] == "true"


def test_who_writes_does_not_issue(draft, as_user, lan):
    assert as_user(lan).get(path(draft, "issue/")).status_code == 403
    assert "The leaders of the commune issue it." in said(as_user(lan).get(path(draft)))


def test_issued_report_is_worded_no_more(issued, as_user, lan):
    page = said(as_user(lan).post(path(issued, "edit/"), typed(issued, place="Đại Áng")))
    assert "issued or withdrawn meanwhile" in page and 'value="Đại Áng"' in page
    assert stored(issued).place == "Ngọc Hồi"
    assert as_user(lan).get(path(issued, "edit/"))["Location"] == path(issued)


# --- issued ------------------------------------------------------------------------------------------------


def test_files_come_as_they_were_issued_and_that_is_written_down(issued, as_user, lan, empty_log):
    page = said(as_user(lan).get(path(issued)))
    for form in FORMS:
        response = as_user(lan).get(path(issued, f"files/{form}/"))
        assert response["Content-Disposition"].endswith(f'so-05.{form}"')
        assert hashlib.sha256(response.content).hexdigest() in page
    assert Event.objects.filter(deed="exported", actor=lan, details__what="period_report").count() == 3


def test_issued_files_are_read_by_nobody_else_on_the_machine(issued):
    for file in issued.files.all():
        path = Path(file.stored.path)
        assert (path.stat().st_mode & 0o777, path.parent.stat().st_mode & 0o777) == (0o600, 0o700)


def test_late_record_shows_in_the_comparison_and_not_in_the_report(issued, commune, as_user, lan):
    HazardSite.objects.create(
        kind=HazardKind.objects.get(code="pond"), name="Ao mới", geom=point(3, 3), commune=commune,
        found_on=date(2026, 3, 1),
    )  # fmt: skip
    page = said(as_user(lan).get(path(issued, "compared/")))
    row = page.split("Drowning sites that exist")[1].split("</tr>")[0]
    assert (
        'data-label="As issued">1<' in row and 'data-label="Today">2<' in row and "<strong>+1</strong>" in row
    )
    assert "figures are the same" in page
    assert "01 điểm nguy cơ" in said(as_user(lan).get(path(issued)))


def test_withdrawn_report_keeps_number_and_files_and_leaves_the_calendar(issued, as_user, minh, lan):
    client = as_user(minh)
    page = said(client.post(path(issued, "withdraw/"), {"version": "2", "reason": ""}))
    assert "Please say why." in page and not stored(issued).withdrawn_at
    page = said(
        client.post(path(issued, "withdraw/"), {"version": "2", "reason": "sai số liệu"}, follow=True)
    )
    assert "sai số liệu" in page and "withdrawn" in page
    assert client.get(path(issued, "files/pdf/")).status_code == 200
    calendar = said(client.get("/period-reports/?year=2026"))
    assert "05/BC-UBND was withdrawn" in calendar and calendar.count("Not begun") == 3
    assert as_user(lan).post("/period-reports/begin/", DUTY)["Location"] != path(issued, "edit/")


def test_withdrawing_what_was_issued_meanwhile_asks_again(draft, as_user, lan, minh):
    services.issue(draft, number=5, sign="BC-UBND", on=date(2026, 5, 19), by=minh, seen_version=1)
    assert as_user(lan).post(path(draft, "withdraw/"), {"version": "1", "reason": "x"}).status_code == 403
    page = said(as_user(minh).post(path(draft, "withdraw/"), {"version": "1", "reason": "x"}))
    assert "changed this report since you opened it" in page and not stored(draft).withdrawn_at


def test_draft_is_withdrawn_and_another_begun(draft, as_user, lan):
    client = as_user(lan)
    page = said(client.post(path(draft, "withdraw/"), {"version": "1", "reason": "làm lại"}, follow=True))
    assert "withdrawn before it was issued" in page
    client.post("/period-reports/begin/", DUTY)
    assert PeriodReport.objects.in_force().count() == 1
