"""The map as of any day, and two days side by side."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from hazards.models import HazardSite
from hazards.steps import Step
from tests.shapes import point

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(minh):
    client = Client(headers={"accept-language": "en"})
    client.force_login(minh)

    def get(name, **words):
        return client.get(reverse(name), words)

    return get


def test_the_page_names_the_places_of_the_day(ask, pond, fence):
    page = ask("map-days", as_of="2026-01-15")
    assert page.context["known"] == 1
    assert [row.status for row in page.context["rows"]] == ["unprotected"]
    assert [row.status for row in ask("map-days", as_of="15/03/2026").context["rows"]] == ["protected"]


def test_a_day_before_the_first_record_is_told_in_a_sentence(ask, pond):
    page = ask("map-days", as_of="2025-12-31")
    assert page.status_code == 200
    assert "Nothing was on record yet on this day. The first place was found on" in page.content.decode()


def test_a_commune_without_sites_says_so(ask, commune):
    assert "No hazard site has been logged yet." in ask("map-days").content.decode()
    assert "No hazard site has been logged yet." in ask("map-two-days").content.decode()


@pytest.mark.parametrize("name", ["map-days", "map-two-days"])
def test_a_day_that_is_none_or_lies_ahead_is_refused_in_a_sentence(ask, pond, name):
    word = "as_of" if name == "map-days" else "to"
    for none in ("31/02/2026", "2026-02-31\0", "\0", "1800-01-01", "x" * 300):
        page = ask(name, **{word: none})
        assert page.status_code == 400, none
        assert "This is not a day of the calendar." in page.content.decode()
    ahead = (timezone.localdate() + timedelta(days=1)).isoformat()
    assert "This day has not come yet." in ask(name, **{word: ahead}).content.decode()


def test_the_data_hold_every_place_with_its_stretches_until_today(ask, pond, fence):
    (site,) = ask("map-days-data").json()["sites"]
    assert site["id"] == str(pond.pk)
    assert site["spans"][:2] == [["2026-01-01", "unprotected"], ["2026-02-01", "protected"]]
    assert all(day <= timezone.localdate().isoformat() for day, _status in site["spans"])


def test_the_data_of_another_commune_are_not_for_minh(ask, other_commune):
    assert ask("map-days-data", commune=other_commune.code).status_code == 403


def test_two_days_tell_what_became_of_each_place_and_the_list_has_as_many(ask, pond, fence, commune):
    HazardSite.objects.create(
        kind=pond.kind, name="Ao mới", geom=point(5, 5), commune=commune, found_on=date(2026, 3, 1)
    )
    days = {"from": "2026-01-15", "to": "2026-03-15"}
    page = ask("map-two-days", **days)
    totals = {table.step: table.total for table in page.context["tables"]}
    assert totals == {
        Step.FOUND: 1, Step.IMPROVED: 1, Step.WORSENED: 0, Step.ELIMINATED: 0, Step.REOPENED: 0,
    }  # fmt: skip
    for step, total in totals.items():
        listed = ask("site-list", change=step.value, since=days["from"], as_of=days["to"])
        assert listed.context["table"].page.paginator.count == total


def test_a_place_reopened_in_between_is_told_with_the_day(ask, pond, fence):
    fence.removed_on = date(2026, 3, 1)
    fence.save()
    page = ask("map-two-days", **{"from": "2026-02-15", "to": "2026-03-15"})
    (reopened,) = [table for table in page.context["tables"] if table.step == Step.REOPENED]
    assert [(row.before, row.after, row.on) for row in reopened.rows] == [
        ("protected", "unprotected", date(2026, 3, 1))
    ]


def test_a_period_that_ends_before_it_starts_is_refused_in_a_sentence(ask, pond):
    page = ask("map-two-days", **{"from": "2026-03-15", "to": "2026-01-15"})
    assert page.status_code == 400
    assert "The second day lies before the first." in page.content.decode()
