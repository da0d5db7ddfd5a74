"""Time the questions about days against bare SQL over the same stretches.

    python -m benchmarks.days                      # SpatiaLite, var/benchmark.sqlite3
    DATABASE_URL=postgis://… python -m benchmarks.days

The city of `benchmarks.run`: 100,000 sites, facts of two years and more. It is built when it is not there.
"""

import argparse
import time
from collections.abc import Iterator
from datetime import date, timedelta

from benchmarks.run import measure, prepare  # sets Django up

# isort: split
from django.db import connection

from areas.models import Commune
from benchmarks.city import DAY
from benchmarks.questions import MIDDLE, Question
from hazards.models import HazardSite, StatusSpan
from hazards.span_keeping import refresh
from hazards.spans import changed_between, counts_on, months, reopened_between

EARLIER = DAY - timedelta(days=365)
LONG_AGO = DAY - timedelta(days=730)
ON = "from_on <= %(day)s AND to_on > %(day)s"


def bare(sql: str, **params: object) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def all_of_them() -> Iterator[Question]:
    commune = Commune.objects.get(code=f"B{MIDDLE:04}")
    for day in (DAY, EARLIER, LONG_AGO):
        yield city_on(day)
    yield commune_on(commune, EARLIER)
    yield statuses_of(commune, EARLIER)
    yield changes("changed in a year, the city", None)
    yield changes("changed in a year, a commune", commune)
    yield reopenings()
    yield trend()


def city_on(day: date) -> Question:
    sql = f"SELECT commune_id, status, COUNT(*) FROM hazards_statusspan WHERE {ON} GROUP BY 1, 2"

    def ours() -> dict:
        return counts_on(day)

    def plain() -> dict:
        return {(commune, status): n for commune, status, n in bare(sql, day=str(day))}

    assert ours() == plain()
    return f"the city by commune and status, {day}", ours, plain


def commune_on(commune: Commune, day: date) -> Question:
    sql = f"""SELECT status, COUNT(*) FROM hazards_statusspan
        WHERE commune_id = %(commune)s AND {ON} GROUP BY 1"""

    def ours() -> dict:
        return counts_on(day, ["status"], [commune])

    def plain() -> dict:
        return {(status,): n for status, n in bare(sql, day=str(day), commune=commune.pk)}

    assert ours() == plain()
    return f"a commune by status, {day}", ours, plain


def statuses_of(commune: Commune, day: date) -> Question:
    """Against the rule in bare SQL, too: the same answer."""
    sql = f"SELECT site_id, status FROM hazards_statusspan WHERE commune_id = %(commune)s AND {ON}"

    def ours() -> list[tuple]:
        return list(
            StatusSpan.objects.filter(commune=commune).on(day).order_by().values_list("site", "status")
        )

    def plain() -> list[tuple]:
        return bare(sql, day=str(day), commune=commune.pk)

    ruled = HazardSite.objects.filter(commune=commune).known_on(day).with_status(day)
    assert dict(ours()) == dict(ruled.values_list("pk", "status"))
    assert len(ours()) == len(plain())
    return f"every status of a commune, {day}", ours, plain


def changes(name: str, commune: Commune | None) -> Question:
    where = "AND b.commune_id = %(commune)s" if commune else ""
    sql = f"""SELECT b.site_id, a.status, b.status FROM hazards_statusspan b
        LEFT JOIN hazards_statusspan a ON a.site_id = b.site_id
            AND a.from_on <= %(first)s AND a.to_on > %(first)s
        WHERE b.from_on > %(first)s AND b.from_on <= %(last)s AND b.to_on > %(last)s {where}
            AND (a.status IS NULL OR a.status <> b.status)"""
    params = {"first": str(EARLIER), "last": str(DAY), "commune": commune and commune.pk}

    def ours() -> list:
        return changed_between(EARLIER, DAY, [commune] if commune else None)

    def plain() -> list[tuple]:
        return bare(sql, **params)

    assert len(ours()) == len(plain())
    return name, ours, plain


def reopenings() -> Question:
    sql = """SELECT b.site_id, b.from_on, b.status FROM hazards_statusspan b
        JOIN hazards_statusspan a ON a.site_id = b.site_id AND a.to_on = b.from_on
        WHERE b.from_on > %(first)s AND b.from_on <= %(last)s
            AND b.status IN ('unprotected', 'in_progress') AND a.status IN ('protected', 'inspection_due')"""

    def ours() -> list:
        return reopened_between(EARLIER, DAY)

    def plain() -> list[tuple]:
        return bare(sql, first=str(EARLIER), last=str(DAY))

    assert len(ours()) == len(plain())
    return "reopened in a year, the city", ours, plain


def trend() -> Question:
    def ours() -> list:
        return months(LONG_AGO, DAY)

    def plain() -> list[list[tuple]]:
        sql = f"SELECT status, COUNT(*) FROM hazards_statusspan WHERE {ON} GROUP BY 1"
        return [bare(sql, day=str(day)) for day, _counts in ours_once]

    ours_once = ours()
    assert [{(status,): n for status, n in rows} for rows in plain()] == [
        counts for _day, counts in ours_once
    ]
    return "25 ends of months of the city (bare: one by one)", ours, plain


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, help="share of the 100,000 sites")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    prepare(options.scale)
    print(
        f"{connection.vendor}: {StatusSpan.objects.count()} stretches; median of {options.runs}, milliseconds"
    )
    for name, ours, plain in all_of_them():
        timing = measure(name, ours, plain, options.runs)
        print(
            f"{timing.name:<50}{timing.ours_ms:>10.1f}{timing.bare_ms:>10.1f}{timing.ratio:>8.2f}", flush=True
        )
    start = time.perf_counter()
    changed = refresh(HazardSite.objects.values_list("pk", flat=True))
    print(f"reckoning every site anew: {time.perf_counter() - start:.0f} s, {changed} changed")


if __name__ == "__main__":
    main()
