"""The yearly self-check: Hoa fills it in part by part and hands it in, Hà sees where all schools stand."""

import uuid
from datetime import date, timedelta

import pytest
from django.utils import timezone

from schools.models import School, SchoolStaff, SelfCheck, SelfCheckAnswer
from schools.school_year import school_year_of
from schools.self_check import edition

NO, YES = "no", "yes"


@pytest.fixture
def by_hoa(client, teacher):
    client.force_login(teacher)
    return client


@pytest.fixture
def check(school) -> SelfCheck:
    """Begun this school year, nothing answered."""
    return SelfCheck.objects.create(school=school, school_year=this_year(), edition="2025.1")


def this_year() -> int:
    return school_year_of(timezone.localdate())


def part_of(check, code) -> list[str]:
    groups = edition(check.edition).for_level(check.school.level.code)
    return [one.code for group in groups if group.code == code for one in group.questions]


def all_codes(check) -> list[str]:
    return [
        one.code
        for group in edition(check.edition).for_level(check.school.level.code)
        for one in group.questions
    ]


def answer_all(check, **unmet: dict) -> None:
    """All met, but for those named with their plan."""
    for code in all_codes(check):
        plan = {"answer": NO, **unmet[code]} if code in unmet else {"answer": YES}
        SelfCheckAnswer.objects.create(check_of=check, question=code, **plan)


def answers(check, part: str, said: str = YES, **changes) -> dict[str, object]:
    """All of one part answered alike."""
    check.refresh_from_db()
    fields = {f"answer_{code}": said for code in part_of(check, part)}
    return {"id": check.pk, "version": check.version} | fields | changes


def send(client, check, part, **words):
    return client.post(f"/schools/self-checks/{check.pk}/part/{part}/", answers(check, part, **words))


def in_a_month() -> date:
    return timezone.localdate() + timedelta(days=30)


def test_a_school_begins_one_check_a_year_however_often_it_is_sent(by_hoa, school):
    for key in (uuid.uuid4(), uuid.uuid4()):
        answer = by_hoa.post(f"/schools/{school.pk}/self-checks/begin/", {"id": key})
        assert answer.status_code == 302
    check = SelfCheck.objects.get()
    assert (check.school_year, check.edition, check.submitted_at) == (this_year(), "2025.1", None)


def test_a_part_is_saved_as_far_as_it_is_filled_in_and_leads_on(by_hoa, check):
    answer = send(by_hoa, check, "grounds", answer_yard="")
    assert answer["Location"].endswith("/part/water/")
    assert check.answers.filter(answer=YES).count() == 5
    assert not check.answers.filter(question="yard").exists()
    assert by_hoa.get(f"/schools/self-checks/{check.pk}/").context["sheet"].answered == 5


def test_who_stops_here_comes_back_to_the_sheet(by_hoa, check):
    assert send(by_hoa, check, "grounds", close="1")["Location"].endswith(f"/self-checks/{check.pk}/")


def test_an_open_check_is_not_handed_in(by_hoa, check):
    answer = by_hoa.post(f"/schools/self-checks/{check.pk}/hand-in/", {"version": check.version})
    check.refresh_from_db()
    assert (answer.status_code, check.submitted_at) == (200, None)
    assert answer.context["form"].non_field_errors()


def test_what_is_not_met_needs_a_plan_before_it_is_handed_in(by_hoa, check):
    answer_all(check, fence={"note": "Xây lại tường"})
    address = f"/schools/self-checks/{check.pk}/hand-in/"
    by_hoa.post(address, {"version": check.version})
    check.refresh_from_db()
    assert check.submitted_at is None
    send(by_hoa, check, "grounds", answer_fence=NO, note_fence="Xây lại tường",
         due_fence=f"{in_a_month():%d/%m/%Y}")  # fmt: skip
    check.refresh_from_db()
    by_hoa.post(address, {"version": check.version})
    check.refresh_from_db()
    assert check.submitted_at
    assert check.answers.get(question="fence").due_on == in_a_month()


def test_a_day_that_is_past_is_no_promise(by_hoa, check):
    answer = send(by_hoa, check, "grounds", answer_fence=NO, note_fence="Xây", due_fence="01/01/2020")
    assert answer.status_code == 200
    assert answer.context["form"].errors["due_fence"]
    assert not check.answers.exists()


def test_a_promise_made_long_ago_does_not_hinder_the_rest(by_hoa, check):
    SelfCheckAnswer.objects.create(
        check_of=check, question="fence", answer=NO, note="Xây", due_on=date(2020, 1, 1)
    )
    sent = {"answer_fence": NO, "note_fence": "Xây", "due_fence": "01/01/2020"}
    assert send(by_hoa, check, "grounds", **sent).status_code == 302
    assert check.answers.count() == len(part_of(check, "grounds"))


@pytest.fixture
def handed_in(check) -> SelfCheck:
    answer_all(check, fence={"note": "Xây lại tường", "due_on": date(2020, 1, 1)})
    check.submitted_at = timezone.now()
    check.save()
    return check


def test_a_check_that_was_handed_in_is_only_read(by_hoa, handed_in):
    part = f"/schools/self-checks/{handed_in.pk}/part/grounds/"
    assert by_hoa.get(part).status_code == 302
    answer = by_hoa.post(part, answers(handed_in, "grounds", said=NO))
    assert answer.context["form"].non_field_errors()
    assert handed_in.answers.filter(answer=NO).count() == 1


def test_it_is_taken_back_on_record_and_can_be_changed_then(by_hoa, handed_in, teacher):
    address = f"/schools/self-checks/{handed_in.pk}/take-back/"
    assert by_hoa.post(address, {"version": handed_in.version, "reason": ""}).status_code == 200
    by_hoa.post(address, {"version": handed_in.version, "reason": "Nhầm một câu"})
    handed_in.refresh_from_db()
    assert handed_in.submitted_at is None
    last = handed_in.history.first()
    assert ("Nhầm một câu" in last.history_change_reason, last.history_user) == (True, teacher)
    assert send(by_hoa, handed_in, "grounds").status_code == 302


def test_what_was_promised_is_told_done_without_opening_the_check(by_hoa, handed_in):
    address = f"/schools/self-checks/{handed_in.pk}/done/fence/"
    future = by_hoa.post(address, {"version": handed_in.version, "on": f"{in_a_month():%d/%m/%Y}"})
    assert future.context["form"].errors["on"]
    by_hoa.post(address, {"version": handed_in.version, "on": "05/03/2021"})
    assert handed_in.answers.get(question="fence").done_on == date(2021, 3, 5)
    handed_in.refresh_from_db()
    assert handed_in.submitted_at
    assert by_hoa.get(f"/schools/self-checks/{handed_in.pk}/done/yard/").status_code == 404


def test_a_colleague_in_another_part_is_in_nobodys_way(by_hoa, check):
    mine = answers(check, "grounds")
    send(by_hoa, check, "water")
    assert by_hoa.post(f"/schools/self-checks/{check.pk}/part/grounds/", mine).status_code == 302
    assert check.answers.count() == len(part_of(check, "grounds")) + len(part_of(check, "water"))


def test_a_colleague_in_the_same_part_is_shown_beside_what_was_entered(by_hoa, check):
    mine = answers(check, "grounds", said="na")
    send(by_hoa, check, "grounds", answer_yard="")
    answer = by_hoa.post(f"/schools/self-checks/{check.pk}/part/grounds/", mine)
    assert answer.status_code == 200
    assert len(answer.context["differences"]) == len(part_of(check, "grounds"))
    assert not check.answers.filter(answer="na").exists()
    assert (
        by_hoa.post(f"/schools/self-checks/{check.pk}/part/grounds/", answer.context["form"].data).status_code
        == 302
    )
    assert check.answers.filter(answer="na").count() == len(part_of(check, "grounds"))


def test_it_is_compared_with_the_year_before(by_hoa, check):
    last = SelfCheck.objects.create(
        school=check.school, school_year=check.school_year - 1, edition="2025.1", submitted_at=timezone.now()
    )
    answer_all(last, fence={})
    answer_all(check, yard={})
    sheet = by_hoa.get(f"/schools/self-checks/{check.pk}/").context["sheet"]
    assert [line.question.code for line in sheet.better] == ["fence"]
    assert [line.question.code for line in sheet.worse] == ["yard"]


def test_a_kindergarten_is_asked_other_questions(check, make_school):
    small = SelfCheck(school=make_school("Mầm non", level="kindergarten"), edition="2025.1")
    assert "buckets" in all_codes(small)
    assert "buckets" not in all_codes(check)
    assert "swimming" not in all_codes(small)


def test_parts_questions_and_editions_that_are_not_there_are_not_found(by_hoa, check):
    assert by_hoa.get(f"/schools/self-checks/{check.pk}/part/nothing/").status_code == 404
    assert by_hoa.get(f"/schools/self-checks/{check.pk}/done/nothing/").status_code == 404
    assert by_hoa.get(f"/schools/self-checks/{uuid.uuid4()}/").status_code == 404


def test_hoa_sees_no_check_of_another_school(by_hoa, make_school):
    other = SelfCheck.objects.create(school=make_school("THCS"), school_year=2025, edition="2025.1")
    for page in ("", "part/grounds/", "take-back/"):
        assert by_hoa.get(f"/schools/self-checks/{other.pk}/{page}").status_code == 404
    assert by_hoa.get(f"/schools/{other.school_id}/self-checks/").status_code == 404
    assert by_hoa.post(f"/schools/{other.school_id}/self-checks/begin/").status_code == 404
    assert by_hoa.get("/schools/self-checks/").status_code == 403


def test_a_leader_reads_and_changes_nothing(client, minh, handed_in):
    client.force_login(minh)
    assert client.get(f"/schools/self-checks/{handed_in.pk}/").status_code == 200
    assert client.post(f"/schools/self-checks/{handed_in.pk}/take-back/", {}).status_code == 403
    assert client.post(f"/schools/{handed_in.school_id}/self-checks/begin/").status_code == 403


def table(client, **words):
    return client.get("/schools/self-checks/", words).context


def test_culture_staff_see_who_handed_in_who_began_and_who_did_not(client, culture, handed_in, make_school):
    begun = make_school("THCS Đại Áng", level="lower_secondary")
    SelfCheck.objects.create(school=begun, school_year=this_year(), edition="2025.1")
    make_school("Mầm non Đại Áng", level="kindergarten")
    make_school("Tiểu học Cũ", closed_on=date(2010, 5, 31))
    client.force_login(culture)
    page = table(client)
    assert [(row.school.name, row.state, row.unmet, row.overdue) for row in page["rows"]] == [
        ("Mầm non Đại Áng", "not_begun", 0, 0),
        ("THCS Đại Áng", "begun", 0, 0),
        ("Tiểu học Đại Áng", "handed_in", 1, 1),
    ]
    assert page["totals"]["overdue"] == 1
    handed_in.answers.filter(question="fence").update(done_on=date(2021, 1, 1))
    assert table(client)["totals"]["unmet"] == 0


def test_the_table_of_an_earlier_year_is_that_years(client, culture, handed_in, school):
    SelfCheck.objects.create(school=school, school_year=this_year() - 1, edition="2025.1")
    client.force_login(culture)
    assert [row.state for row in table(client, year=this_year() - 1)["rows"]] == ["begun"]
    for nonsense in ("x", "9" * 40, "1800", "²025"):
        assert table(client, year=nonsense)["year"] == this_year()


def test_many_schools_cost_no_more_queries_than_few(
    client, culture, make_school, django_assert_max_num_queries
):
    for number in range(30):
        check = SelfCheck(school=make_school(f"Trường {number}"), school_year=this_year(), edition="2025.1")
        check.save()
    client.force_login(culture)
    with django_assert_max_num_queries(14):
        client.get("/schools/self-checks/")


def test_the_neighbours_see_nothing_of_it(client, person, handed_in, other_commune):
    client.force_login(person("binh", "Bình", "culture_staff", other_commune))
    assert client.get(f"/schools/self-checks/{handed_in.pk}/").status_code == 404
    assert [row.school.name for row in table(client)["rows"]] == []


def test_who_left_the_school_no_longer_sees_its_check(by_hoa, check):
    SchoolStaff.objects.all().delete()
    assert by_hoa.get(f"/schools/self-checks/{check.pk}/").status_code == 404
    assert School.objects.exists()
