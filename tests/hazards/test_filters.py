"""The words of an address narrow the sites."""

from datetime import date

import pytest
from django.http import QueryDict

from areas.models import Village
from hazards.filters import SiteFilter
from hazards.models import HazardKind, HazardSite
from tests.shapes import point


@pytest.fixture
def shaft(commune, other_village, unit) -> HazardSite:
    """A construction shaft in Lạc Thị, of little risk, long past its deadline."""
    return HazardSite.objects.create(
        kind=HazardKind.objects.get(code="construction"),
        name="Hố móng Lạc Thị",
        geom=point(60, 10),
        commune=commune,
        village=other_village,
        responsible_unit=unit,
        deadline=date(2026, 3, 1),
        found_on=date(2026, 2, 1),
        likelihood=1,
        severity=3,
        is_household=True,
    )


@pytest.fixture
def names(commune, pond, shaft):
    """Names of the sites that an address lets through."""

    def ask(query: str) -> list[str]:
        words = SiteFilter(QueryDict(query), commune=commune)
        assert words.is_valid(), words.errors
        return sorted(words.narrow(HazardSite.objects.all()).values_list("name", flat=True))

    return ask


BOTH = ["Ao cá Đại Áng", "Hố móng Lạc Thị"]
POND, SHAFT = BOTH[:1], BOTH[1:]


def test_no_filter_means_all_sites_and_today(names, commune):
    assert names("") == BOTH
    assert SiteFilter(QueryDict(""), commune=commune).is_today


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("kind=pond", POND),
        ("kind=pond&kind=construction", BOTH),
        ("drowning=1", POND),
        ("owner=household", SHAFT),
        ("owner=public", POND),
        ("owner=public&owner=household", BOTH),
        ("risk=very_high&risk=high", POND),
        ("risk=low", SHAFT),
        ("overdue=1", SHAFT),
        ("status=unprotected", BOTH),
        ("status=protected&status=eliminated", []),
        ("as_of=2026-01-15", POND),
        ("as_of=15/01/2026", POND),
        ("as_of=2025-12-31", []),
    ],
)
def test_filter_narrows(names, query, found):
    assert names(query) == found


def test_status_filter_follows_the_measures(names, fence):
    assert names("status=protected&as_of=2026-06-30") == POND


def test_village_and_unit_narrow_by_their_key(names, other_village, unit):
    assert names(f"village={other_village.pk}") == SHAFT
    assert names(f"unit={unit.pk}") == SHAFT


@pytest.mark.parametrize(
    "query", ["kind=volcano", "status=fine", "risk=9", "owner=me", "village=0", "unit=x", "as_of=yesterday"]
)
def test_word_that_is_not_valid_is_told_and_narrows_nothing(commune, pond, query):
    words = SiteFilter(QueryDict(query), commune=commune)
    assert words.errors
    assert words.narrow(HazardSite.objects.all()).count() == 1


def test_village_of_another_commune_is_refused(commune, other_commune):
    stranger = Village.objects.create(commune=other_commune, name="Vĩnh Ninh")
    assert SiteFilter(QueryDict(f"village={stranger.pk}"), commune=commune).errors


def test_filters_in_use_are_counted_without_the_day(commune, village):
    words = SiteFilter(QueryDict("kind=pond&status=protected&as_of=2026-01-01"), commune=commune)
    assert words.in_use == 2
