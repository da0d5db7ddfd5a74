"""What is measured: each question asked of the product, and the same of bare SQL.

Before it is timed, the two answers are compared: a fast wrong answer is not a result.
"""

import json
from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

from django.contrib.gis.geos import Polygon
from django.db.models import Count
from django.http import QueryDict

from accounts.models import User
from areas.models import Commune
from areas.working_days import working_days
from benchmarks import bare_sql
from benchmarks.city import DAY, SIDE, corner
from hazards.columns import Reading
from hazards.filters import SiteFilter
from hazards.hands import hands_of
from hazards.models import HazardSite
from hazards.my_work import BY_CODE, Desk, shown
from hazards.risk import score_range
from hazards.status import Status
from hazards.table import Table
from maps.indicators import count_sites, count_villages, indicators
from maps.layers import Sight, hazards

Question = tuple[str, Callable[[], Any], Callable[[], Any]]
MIDDLE = 65  # a commune in the middle of the city


def all_of_them() -> Iterator[Question]:
    commune = Commune.objects.get(code=f"B{MIDDLE:04}")
    yield layer_feed("layer feed, a village in view", commune, SIDE / 7)
    yield layer_feed("layer feed, a commune in view", commune, SIDE)
    yield layer_feed("layer feed, four communes in view", commune, SIDE * 2)
    yield commune_counts(commune)
    yield commune_indicators(commune)
    yield city_counts()
    yield from lists(commune)
    yield my_work(commune)


def layer_feed(name: str, commune: Commune, side: float) -> Question:
    west, south = corner(MIDDLE)
    box = (west, south, west + side, south + side)
    reader = User(username="benchmark", is_superuser=True)
    words = SiteFilter(QueryDict(f"as_of={DAY}"), commune=commune)
    sight = Sight(reader, Polygon.from_bbox(box), words)

    def ours() -> bytes:
        return hazards(sight)

    def bare() -> bytes:
        return bare_sql.features(box, DAY)

    seen = len(json.loads(ours())["features"])
    assert seen == bare().count(b'"geometry"') > 0, (seen, name)
    return f"{name} ({seen} sites)", ours, bare


def commune_counts(commune: Commune) -> Question:
    def ours() -> Any:
        return count_sites(commune, DAY)

    def bare() -> Any:
        return bare_sql.count_by_status("s.commune_id = %(commune)s", DAY, commune=commune.pk)

    drowning = {status: n for (is_drowning, status), n in bare().items() if is_drowning}
    assert {status: n for status, n in ours()[1].items() if n} == drowning
    return "sites of a commune by status", ours, bare


def commune_indicators(commune: Commune) -> Question:
    def ours() -> Any:
        return indicators(commune, DAY)

    def bare() -> Any:
        counts = bare_sql.count_by_status("s.commune_id = %(commune)s", DAY, commune=commune.pk)
        return counts, bare_sql.coverage("v.commune_id = %(commune)s", DAY, commune=commune.pk)

    villages = count_villages([commune], DAY)[commune.pk]
    assert villages[:2] == tuple(bare()[1])
    return "all indicators of a commune", ours, bare


def city_counts() -> Question:
    def ours() -> dict[tuple[bool, str], int]:
        rows = HazardSite.objects.known_on(DAY).with_status(DAY).values_list("kind__is_drowning", "status")
        return {(row[0], row[1]): row[2] for row in rows.annotate(sites=Count("pk")).order_by()}

    def bare() -> dict[tuple[bool, str], int]:
        return bare_sql.count_by_status("1 = 1", DAY)

    assert ours() == bare()
    assert {status for _, status in ours()} == set(Status.values)
    return "sites of the whole city by status", ours, bare


def lists(commune: Commune) -> Iterator[Question]:
    yield page_of_list("list, first page", commune, "", "1 = 1", "-late")
    yield page_of_list("list of what is overdue", commune, "overdue=1&", bare_sql.LATE, "-late")
    worst = "status = 'unprotected' AND s.risk BETWEEN {} AND {}".format(*score_range("very_high"))
    yield page_of_list("list, filtered", commune, "status=unprotected&risk=very_high&", worst, "-late")
    for column in ("name", "village", "deadline", "status", "risk", "unit", "inspected", "cost"):
        yield page_of_list(f"list by {column}", commune, "", "1 = 1", column)


def page_of_list(name: str, commune: Commune, words: str, narrowed: str, sort: str) -> Question:
    reader = User(username="benchmark", is_superuser=True)
    query = QueryDict(f"{words}sort={sort}&as_of={DAY}")
    calendar = working_days()
    params = {"commune": commune.pk, "day": str(DAY), "last": str(calendar.last_before(DAY))}

    def ours() -> tuple[int, list[str]]:
        chosen = SiteFilter(query, commune=commune, with_owners=True, user=reader)
        reading = Reading(reader, chosen.day, chosen.calendar)
        sites = HazardSite.objects.filter(commune=commune)
        table = Table(query, sites=sites, filter=chosen, reading=reading)
        return table.page.paginator.count, [row.site.pk.hex for row in table.rows]

    def bare() -> tuple[int, list[str]]:
        return bare_sql.page_of_list("s.commune_id = %(commune)s", narrowed, sort, **params)

    assert ours() == bare(), name
    return name, ours, bare


def my_work(commune: Commune) -> Question:
    person = User.objects.get(username=f"b{MIDDLE}-1")
    calendar = working_days()
    params = {
        "commune": commune.pk,
        "person": person.pk,
        "unit": person.memberships.get().unit_id,
        "day": str(DAY),
        "last": str(calendar.last_before(DAY)),
        "near": str(calendar.last_before(DAY + timedelta(days=8))),
    }

    def ours() -> dict[str, int]:
        desk = Desk(hands_of(person), commune, DAY, calendar)
        return {code: shown(BY_CODE[code], desk).total for code in bare_sql.OWN_PARTS}

    def bare() -> dict[str, int]:
        return bare_sql.own_work(**params)

    assert ours() == bare()
    return "my work: overdue, due, reopened", ours, bare
