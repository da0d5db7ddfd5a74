"""A deadline on a day off ends with the next working day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from areas.models import CalendarChange
from areas.working_days import WorkingDays, working_days

SATURDAY, SUNDAY, MONDAY = date(2026, 7, 4), date(2026, 7, 5), date(2026, 7, 6)
# 2026: Tết from 16 to 20 February, between two weekends.
TET_EVE, AFTER_TET = date(2026, 2, 13), date(2026, 2, 23)


@pytest.fixture(scope="module")
def calendar() -> WorkingDays:
    return WorkingDays()


@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        (date(2026, 7, 3), date(2026, 7, 3)),
        (SATURDAY, MONDAY),
        (SUNDAY, MONDAY),
        (MONDAY, MONDAY),
        (date(2026, 1, 1), date(2026, 1, 2)),
        (date(2026, 4, 26), date(2026, 4, 28)),  # Hùng Vương on a Sunday: Monday is given instead
        (date(2026, 4, 30), date(2026, 5, 4)),
        (date(2026, 9, 1), date(2026, 9, 3)),
    ],
)
def test_deadline_ends_with_the_next_working_day(calendar, deadline, due):
    assert calendar.due_day(deadline) == due


def test_tet_takes_a_whole_week(calendar):
    for days in range(1, 10):
        assert calendar.due_day(TET_EVE + timedelta(days)) == AFTER_TET
    assert calendar.last_before(AFTER_TET) == TET_EVE
    assert calendar.days_late(date(2026, 2, 14), AFTER_TET) == 0
    assert calendar.days_late(date(2026, 2, 14), AFTER_TET + timedelta(2)) == 2


def test_day_swapped_by_decree_is_off_and_its_saturday_is_worked(calendar):
    # 31 August 2026 is given between a weekend and National Day, 22 August is worked for it.
    assert calendar.due_day(date(2026, 8, 31)) == date(2026, 9, 3)
    assert calendar.due_day(date(2026, 8, 22)) == date(2026, 8, 22)


def test_change_that_is_entered_goes_before_the_rule(db):
    CalendarChange.objects.create(day=MONDAY, note="bão số 3")
    CalendarChange.objects.create(day=SATURDAY, is_working=True, note="làm bù")
    changed = working_days()
    assert changed.due_day(SATURDAY) == SATURDAY
    assert changed.due_day(SUNDAY) == date(2026, 7, 7)


def test_calendar_costs_one_query(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        working_days().due_day(SUNDAY)


def test_working_days_are_counted_on(calendar):
    assert calendar.after(date(2026, 7, 3), 1) == MONDAY
    assert calendar.after(TET_EVE, 3) == date(2026, 2, 25)
    assert calendar.after(SUNDAY, 0) == SUNDAY


def test_first_and_last_day_of_all_time_break_nothing(calendar):
    assert calendar.last_before(date.min) == date.min
    assert calendar.due_day(date.max) <= date.max


@given(
    deadline=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    day=st.dates(date(2024, 1, 1), date(2030, 12, 31)),
)
def test_two_ways_of_asking_agree(deadline, day):
    """`deadline <= last_before(day)`, as the database asks, and `due_day(deadline) < day`."""
    calendar = WorkingDays()
    assert (deadline <= calendar.last_before(day)) == (calendar.due_day(deadline) < day)
    assert (calendar.days_late(deadline, day) > 0) == (calendar.due_day(deadline) < day)
