"""What the daily look at the deadlines tells: due, overdue, once, by the working calendar."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from accounts.models import Membership, Unit
from areas.models import CalendarChange
from hazards.models import HazardSite, Measure, MeasureKind
from hazards.reminders import remind
from notices.models import Notice

TUESDAY = date(2026, 6, 30)


@pytest.fixture
def due(pond, lan):
    """`due(date(2026, 7, 7))`: Lan's pond has that deadline."""

    def set_deadline(deadline, **fields) -> HazardSite:
        HazardSite.objects.filter(pk=pond.pk).update(
            **{"responsible_person": lan, "deadline": deadline} | fields
        )
        return pond

    return set_deadline


def told() -> list[str]:
    with translation.override("en"):
        return [notice.text for notice in Notice.objects.order_by("pk")]


def test_deadline_in_seven_days_is_told_and_in_eight_is_not(due):
    due(TUESDAY + timedelta(days=8))
    assert remind(TUESDAY) == 0
    due(TUESDAY + timedelta(days=7))
    assert remind(TUESDAY) == 1
    assert told() == ["“Ao cá Đại Áng” is due on 07/07/2026 and not protected yet."]


def test_missed_day_is_made_up_for(due):
    due(TUESDAY + timedelta(days=3))
    assert remind(TUESDAY) == 1


def test_each_thing_is_told_once(due):
    due(date(2026, 7, 1))
    for day in range(10):
        remind(TUESDAY + timedelta(days=day))
    assert told() == [
        "“Ao cá Đại Áng” is due on 01/07/2026 and not protected yet.",
        "“Ao cá Đại Áng” was due on 01/07/2026 and is not protected yet.",
    ]


def test_new_deadline_is_told_anew(due):
    due(date(2026, 6, 22))
    remind(TUESDAY)
    due(date(2026, 7, 3))
    remind(TUESDAY)
    assert len(told()) == 2


def test_deadline_on_a_saturday_is_overdue_on_tuesday(due):
    due(date(2026, 6, 27))
    remind(date(2026, 6, 29))
    assert Notice.objects.get().kind == "site-due"  # it ends with Monday
    remind(TUESDAY)
    assert Notice.objects.count() == 2
    assert Notice.objects.first().is_urgent


def test_decreed_day_off_puts_the_end_of_a_deadline_off(due):
    CalendarChange.objects.create(day=date(2026, 6, 29), is_working=False)
    due(date(2026, 6, 29))
    remind(TUESDAY)
    assert Notice.objects.get().kind == "site-due"


def test_protected_place_is_nobodys_work(due, fence):
    due(date(2026, 6, 1))
    assert remind(TUESDAY) == 0


@pytest.mark.parametrize(
    "fields",
    [{"eliminated_on": TUESDAY}, {"withdrawn_at": "2026-06-01T00:00Z"}, {"responsible_person": None}],
    ids=lambda fields: next(iter(fields)),
)
def test_place_that_is_gone_or_nobodys_is_told_to_nobody(due, fields):
    due(date(2026, 6, 1), **fields)
    assert remind(TUESDAY) == 0


def test_planned_measure_does_not_stop_the_reminder(due, pond):
    due(date(2026, 6, 1))
    fence = MeasureKind.objects.get(code="fence")
    Measure.objects.create(site=pond, kind=fence, planned_on=date(2026, 9, 1), recorded_on=date(2026, 5, 1))
    assert remind(TUESDAY) == 1


def test_person_who_may_not_see_the_place_is_not_reminded(due, tuan):
    due(date(2026, 6, 1), responsible_person=tuan)
    assert remind(TUESDAY) == 0


def test_person_of_the_unit_too_is_reminded_once(due, unit, lan):
    Membership.objects.filter(user=lan).update(unit=unit)
    due(date(2026, 6, 1), responsible_unit=unit)
    assert remind(TUESDAY) == 1


def test_collaborator_is_reminded_of_the_village(due, person, commune, village):
    mo = person("mo", "Phạm Thị Mơ", "village_collaborator", commune, village)
    villagers = Unit.objects.create(commune=commune, name="Thôn Đại Áng", type="village", village=village)
    due(date(2026, 6, 1), responsible_unit=villagers, responsible_person=None)
    remind(TUESDAY)
    assert Notice.objects.get().user == mo


def many(pond: HazardSite, number: int, **fields) -> None:
    HazardSite.objects.bulk_create(
        HazardSite(
            kind=pond.kind, name=f"Ao {at}", geom=pond.geom.point_on_surface, commune=pond.commune,
            found_on=date(2026, 1, 1), deadline=date(2026, 6, 1), **fields,
        )
        for at in range(number)
    )  # fmt: skip


@pytest.mark.parametrize("number", [3, 40])
def test_batch_costs_the_same_whatever_it_holds(pond, person, commune, unit, number):
    for at in range(number):
        user = person(f"p{at}", f"P {at}", "economic_staff", commune)
        Membership.objects.filter(user=user).update(unit=unit)
        many(pond, 1, responsible_unit=unit, responsible_person=user)
    with CaptureQueriesContext(connection) as asked:
        assert remind(TUESDAY) == number * number
    reading = [query["sql"] for query in asked.captured_queries if query["sql"].startswith("SELECT")]
    # calendar, keys; sites, members, their posts, what was told
    assert len(reading) == 6


def test_many_batches_cost_a_few_queries_each(pond, lan, monkeypatch):
    monkeypatch.setattr("hazards.reminders.AT_ONCE", 10)
    many(pond, 50, responsible_person=lan)
    with CaptureQueriesContext(connection) as asked:
        assert remind(TUESDAY) == 50
    assert len(asked) <= 2 + 5 * 7
