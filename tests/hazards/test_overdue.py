"""Overdue follows the working calendar, and is told wherever the site is."""

from datetime import date

import pytest
from django.test import Client

from areas.models import CalendarChange
from areas.working_days import working_days
from hazards.card import card_of
from hazards.models import HazardSite
from hazards.status import Status
from maps.indicators import count_sites
from maps.views.overview import most_urgent

FRIDAY, SATURDAY, MONDAY, TUESDAY = (date(2026, 7, day) for day in (3, 4, 6, 7))


@pytest.fixture
def due_on_saturday(pond) -> HazardSite:
    """The pond is to be made safe by a Saturday: it ends with Monday."""
    pond.deadline = SATURDAY
    pond.save()
    return pond


@pytest.fixture
def overdue(due_on_saturday):
    """Whether the pond is overdue on a day, asked in SQL, on the card and in the figures, which agree."""

    def ask(day: date) -> bool:
        sites = HazardSite.objects.known_on(day).with_status(day)
        answers = {
            sites.overdue_on(day).exists(),
            sites.overdue_on(day, working_days()).exists(),
            card_of(due_on_saturday, day).days_late > 0,
            count_sites(due_on_saturday.commune, day)[2] == 1,
        }
        assert len(answers) == 1
        return answers.pop()

    return ask


def test_deadline_on_a_saturday_is_past_on_tuesday(overdue):
    assert [overdue(day) for day in (SATURDAY, MONDAY, TUESDAY)] == [False, False, True]


def test_deadline_on_a_working_day_is_past_on_the_next(overdue, due_on_saturday):
    due_on_saturday.deadline = FRIDAY
    due_on_saturday.save()
    assert [overdue(day) for day in (FRIDAY, SATURDAY)] == [False, True]


def test_day_off_by_decree_moves_the_deadline(overdue):
    CalendarChange.objects.create(day=MONDAY)
    assert [overdue(day) for day in (TUESDAY, date(2026, 7, 8))] == [False, True]


def test_protected_site_is_never_overdue(overdue, fence):
    assert not overdue(TUESDAY)


def test_overdue_goes_first_among_the_urgent(due_on_saturday, lan, commune, village):
    worse = HazardSite.objects.create(
        kind=due_on_saturday.kind,
        name="Ao sâu",
        geom=due_on_saturday.geom,
        commune=commune,
        found_on=date(2026, 1, 1),
        likelihood=5,
        severity=5,
    )
    assert [site.pk for site in most_urgent(lan, commune, MONDAY, working_days())] == [
        worse.pk,
        due_on_saturday.pk,
    ]
    (first, second) = most_urgent(lan, commune, date(2026, 7, 9), working_days())
    assert (first.pk, first.days_late, second.days_late) == (due_on_saturday.pk, 3, 0)
    assert first.status == Status.UNPROTECTED


@pytest.fixture
def page(lan):
    browser = Client(headers={"accept-language": "en"})
    browser.force_login(lan)
    return lambda address: browser.get(address).content.decode()


BOX = "bbox=105.7,20.8,106.1,21.1"


@pytest.mark.parametrize(
    "address",
    [
        "/?as_of={day}",
        "/map/?as_of={day}",
        "/map/list/?" + BOX + "&as_of={day}",
        "/hazards/{key}/card/?as_of={day}",
    ],
)
def test_page_tells_how_late_the_site_is(page, due_on_saturday, address):
    def html(day: date) -> str:
        return page(address.format(key=due_on_saturday.pk, day=day))

    assert "2 days late" in html(date(2026, 7, 8))
    assert "days late" not in html(MONDAY) and "day late" not in html(MONDAY)


def test_layer_marks_what_is_late_and_nothing_else(page, due_on_saturday):
    layer = f"/map/layers/hazards.geojson?{BOX}&as_of="
    assert '"late":true' in page(layer + "2026-07-07")
    assert "late" not in page(layer + "2026-07-06")


def test_search_tells_status_and_lateness(page, due_on_saturday):
    HazardSite.objects.update(deadline=date(2026, 1, 3))
    html = page("/map/search/?q=ao ca")
    assert "days late" in html


def test_card_says_with_which_day_the_deadline_ends(page, due_on_saturday):
    card = f"/hazards/{due_on_saturday.pk}/card/"
    assert "04/07/2026" in page(card) and "it ends with 06/07/2026" in page(card)
    HazardSite.objects.update(deadline=FRIDAY)
    assert "it ends with" not in page(card)
