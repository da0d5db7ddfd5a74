"""What became of sites between two days, and what their measures cost: counts, and the lists behind them."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.http import QueryDict
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import Unit
from hazards.filters import SiteFilter
from hazards.models import Finding, HazardKind, HazardSite, Measure, MeasureKind
from hazards.prices import Money, prices, prices_by
from hazards.status import Condition, Status
from hazards.steps import Step, count_steps, step_of
from tests.conftest import TODAY
from tests.shapes import point

MAY, JUNE = date(2026, 5, 1), date(2026, 6, 1)


def site(commune, name, found_on=date(2026, 1, 1), **more) -> HazardSite:
    kind = HazardKind.objects.get(code="pond")
    return HazardSite.objects.create(
        kind=kind, name=name, geom=point(12, 12), commune=commune, found_on=found_on, **more
    )


def measure(site, **more) -> Measure:
    more.setdefault("recorded_on", more.get("installed_on") or more.get("planned_on"))
    return Measure.objects.create(site=site, kind=MeasureKind.objects.get(code="fence"), **more)


@pytest.fixture
def sites(commune):
    """One site for each step between 1 May and 1 June, one that stays as it is."""
    site(commune, "as it was")
    site(commune, "new", found_on=date(2026, 5, 20))
    measure(site(commune, "better"), installed_on=date(2026, 5, 10))
    worse = measure(site(commune, "worse"), installed_on=date(2026, 2, 1))
    Finding.objects.create(measure=worse, on=date(2026, 5, 15), condition=Condition.DAMAGED)
    site(commune, "gone", eliminated_on=date(2026, 5, 5))
    back = measure(site(commune, "back again"), installed_on=date(2026, 2, 1))
    for on, condition in [(6, Condition.DAMAGED), (20, Condition.REPAIRED)]:
        Finding.objects.create(measure=back, on=date(2026, 5, on), condition=condition)


def names(commune, query: str) -> list[str]:
    words = SiteFilter(QueryDict(query), commune=commune)
    assert words.is_valid(), words.errors
    return sorted(words.narrow(HazardSite.objects.all()).values_list("name", flat=True))


def test_each_step_is_counted_and_its_list_is_as_long(commune, sites):
    counts = count_steps(MAY, JUNE, [commune])
    assert counts == {
        Step.FOUND: 1, Step.IMPROVED: 1, Step.WORSENED: 1, Step.ELIMINATED: 1, Step.REOPENED: 2,
    }  # fmt: skip
    lists = {step: names(commune, f"change={step}&since=2026-05-01&as_of=2026-06-01") for step in Step}
    assert lists == {
        Step.FOUND: ["new"],
        Step.IMPROVED: ["better"],
        Step.WORSENED: ["worse"],
        Step.ELIMINATED: ["gone"],
        Step.REOPENED: ["back again", "worse"],
    }


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(first=st.integers(-20, 200), days=st.integers(0, 120))
def test_between_any_two_days_counts_are_as_by_the_rule(commune, sites, first, days):
    since = date(2026, 1, 1) + timedelta(days=first)
    day = since + timedelta(days=days)
    known = HazardSite.objects.known_on(day).with_status(day)
    before = dict(HazardSite.objects.known_on(since).with_status(since).values_list("pk", "status"))
    told = [step_of(before.get(key), after) for key, after in known.values_list("pk", "status")]
    counts = count_steps(since, day, [commune])
    for step in (Step.FOUND, Step.IMPROVED, Step.WORSENED, Step.ELIMINATED):
        assert counts[step] == told.count(step)
    for step in Step:
        assert len(names(commune, f"change={step}&since={since}&as_of={day}")) == counts[step]


def test_every_change_of_status_is_one_step():
    for before in Status:
        for after in Status:
            assert (step_of(before, after) is None) == (before == after)


def test_changes_without_a_day_are_those_of_the_last_month(commune, sites):
    assert names(commune, "change=found&as_of=2026-06-15") == ["new"]
    assert names(commune, "change=found&as_of=2026-06-25") == []


def test_sites_without_a_village_or_a_unit_and_those_of_households_are_found(commune, village):
    household = Unit.objects.create(commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER)
    site(commune, "whose", village=village, responsible_unit=household)
    site(commune, "nobody's")
    assert names(commune, "without=village") == ["nobody's"]
    assert names(commune, "without=unit") == ["nobody's"]
    assert names(commune, "unit_type=owner") == ["whose"]


@pytest.fixture
def priced(commune):
    """5 million spent in February, 3 in June; 2 planned, of the city; a plan of 9 given up."""
    first, second = site(commune, "first"), site(commune, "second")
    measure(first, installed_on=date(2026, 2, 1), cost=5_000_000, funding="commune")
    measure(first, installed_on=date(2026, 6, 10), cost=3_000_000, funding="city")
    measure(second, planned_on=date(2026, 9, 1), cost=2_000_000, funding="city", recorded_on=MAY)
    measure(second, planned_on=MAY, removed_on=date(2026, 5, 20), cost=9_000_000, recorded_on=MAY)
    measure(site(commune, "unpriced"), installed_on=MAY)


def test_money_is_summed_over_the_sites_that_the_list_shows(commune, priced):
    found = prices([commune], JUNE, TODAY)
    assert {money: (int(price.amount), price.sites) for money, price in found.items()} == {
        Money.SPENT: (8_000_000, 1),
        Money.SPENT_SINCE: (3_000_000, 1),
        Money.PLANNED: (2_000_000, 1),
    }
    by_source = prices_by("funding", [commune], JUNE, TODAY)
    assert by_source["city"][Money.PLANNED].amount == Decimal(2_000_000)
    day = f"since={JUNE}&as_of={TODAY}"
    assert names(commune, f"money=spent&{day}") == ["first"]
    assert names(commune, f"money=spent_since&funding=city&{day}") == ["first"]
    assert names(commune, f"money=spent_since&funding=commune&{day}") == []
    assert names(commune, f"money=planned&{day}") == ["second"]
    assert names(commune, f"funding=city&{day}") == ["first", "second"]


def test_on_an_earlier_day_a_later_plan_is_not_known(commune, priced):
    assert prices([commune], MAY, date(2026, 4, 30))[Money.PLANNED].sites == 0
    assert names(commune, "money=planned&as_of=2026-04-30") == []


def test_a_commune_without_prices_has_none(commune):
    assert prices([commune], MAY, TODAY)[Money.SPENT].amount == 0
