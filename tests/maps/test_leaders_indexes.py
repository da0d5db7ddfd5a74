"""The leaders' pages and the map of days read stretches, sites and measures by an index, never from end to end."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from hazards.models import HazardKind, HazardSite
from hazards.prices import prices_by
from hazards.spans import months, reopened_between, tallies_on
from tests.conftest import TODAY
from tests.shapes import point

pytestmark = pytest.mark.usefixtures("never_counted")

BIG = r"hazards_(statusspan|hazardsite|measure)"
DAYS = {"as_of": "2026-06-30", "since": "2026-05-01"}
SINCE = TODAY.replace(month=5)


@pytest.fixture
def plans(db):
    """Plans of all that is asked of the large tables while something is done."""

    def of(deed) -> list[str]:
        with CaptureQueriesContext(connection) as asked:
            deed()
        told = [query["sql"] for query in asked if re.search(BIG, query["sql"])]
        assert told
        word = "EXPLAIN" if connection.vendor == "postgresql" else "EXPLAIN QUERY PLAN"
        with connection.cursor() as cursor:
            if connection.vendor == "postgresql":
                # The few rows of a test are read through sooner.
                cursor.execute("SET LOCAL enable_seqscan = off; SET LOCAL enable_bitmapscan = off")
            return [plan_of(cursor, f"{word} {sql}") for sql in told]

    return of


def plan_of(cursor, sql: str) -> str:
    cursor.execute(sql.replace("%", "%%") if connection.vendor == "sqlite" else sql)
    return "\n".join(str(row[-1]) for row in cursor.fetchall())


def read_through(plan: str) -> list[str]:
    """Parts of a plan that read one of the large tables from end to end, not in an index either."""
    found = re.findall(rf"Seq Scan on {BIG}.*", plan) if connection.vendor == "postgresql" else []
    scans = re.findall(r"^SCAN .*", plan, re.M)
    return found + [part for part in scans if re.search(rf'SCAN "?{BIG}', part) and "INDEX" not in part]


@pytest.fixture
def city(person, pond, fence, other_commune):
    """Nga, who looks at two communes."""
    fence.cost = 4_000_000
    fence.save()
    return person("nga", "Đỗ Nga", "city_viewer")


@pytest.mark.parametrize(
    "name, args",
    [
        ("leaders", []),
        ("leaders-city", []),
        ("leaders-city-part", ["kinds"]),
        ("leaders-city-part", ["changes"]),
        ("leaders-city-part", ["months"]),
        ("leaders-city-part", ["money"]),
        ("leaders-city-sites", []),
        ("map-days", []),
        ("map-two-days", []),
    ],
)
def test_a_page_reads_nothing_large_from_end_to_end(client, city, plans, name, args):
    client.force_login(city)
    words = DAYS if name.startswith("leaders") else {"as_of": "2026-06-30"}
    for plan in plans(lambda: client.get(reverse(name, args=args), words)):
        assert read_through(plan) == [], plan


@pytest.mark.parametrize(
    "ask, indexes",
    [
        (lambda keys: tallies_on(TODAY, TODAY, keys), ["span_counts"]),
        (
            lambda keys: months(SINCE, TODAY, by=("drowning", "status"), communes=keys),
            ["span_counts", "span_(begins|changes)", "span_(ends|counts)"],
        ),
        (lambda keys: reopened_between(SINCE, TODAY, keys), ["span_(changes|begins)"]),
        (lambda keys: prices_by("site__commune", keys, SINCE, TODAY), ["site_(known|commune)"]),
    ],
)
def test_what_is_asked_of_a_city_names_its_index(city, commune, other_commune, plans, ask, indexes):
    found = plans(lambda: ask([commune.pk, other_commune.pk]))
    for plan, index in zip(found, indexes, strict=True):
        assert re.search(index, plan), plan
        assert read_through(plan) == []


def test_a_plan_without_an_index_is_noticed(commune, plans):
    """Else the tests above could not fail."""
    HazardSite.objects.create(
        kind=HazardKind.objects.first(),
        name="Ao",
        geom=point(1, 1),
        commune=commune,
        found_on=TODAY,
        description="x",
    )
    (plan,) = plans(lambda: list(HazardSite.objects.filter(description="x").values_list("name")))
    assert read_through(plan)
