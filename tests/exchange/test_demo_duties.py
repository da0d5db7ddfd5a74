"""A new user of a school finds what there is to do: a danger to read of, a check to finish."""

import pytest

from accounts.models import User
from exchange.demo import load_demo
from schools.acknowledging import is_to_be_read, read_by
from schools.check_sheet import sheet_of
from schools.models import School, SchoolStaff, SelfCheck
from schools.nearby import dangers_around
from tests.conftest import TODAY


@pytest.fixture
def teacher(db) -> User:
    """Of the school that has a log-in in the demo."""
    load_demo(TODAY)
    return User.objects.get(username="truonghoc")


@pytest.fixture
def school(teacher) -> School:
    return SchoolStaff.objects.get(user=teacher).school


def test_one_danger_near_the_school_is_read_of_and_another_is_not(school, teacher):
    dangers = [one for one in dangers_around(school, reader=teacher, day=TODAY) if is_to_be_read(one)]
    read = read_by(school, [danger.site for danger in dangers], TODAY)
    assert [row.by for row in read.values()] == [teacher]
    assert len(dangers) > len(read)


def test_self_check_of_the_school_is_half_done(school, teacher):
    check = SelfCheck.objects.get()
    sheet = sheet_of(check)
    lines = [line for part in sheet.parts for line in part.lines]
    answered = [line for line in lines if line.answer]
    assert (check.school, check.submitted_at) == (school, None)
    assert 0.2 < len(answered) / len(lines) < 0.8
    assert check.answers.count() == len(answered)
    assert sheet.open and sheet.unplanned
    assert check.answers.filter(due_on__gt=TODAY).exists()
