"""Time the leaders' pages, templates and all, beside the bare SQL of their main figure.

python -m benchmarks.leaders                   # SpatiaLite, var/benchmark.sqlite3
DATABASE_URL=postgis://… python -m benchmarks.leaders
"""

import argparse
from collections.abc import Sequence
from datetime import date
from functools import partial

from benchmarks.run import measure, prepare  # sets Django up

# isort: split
from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.urls import reverse

from benchmarks.city import DAY
from benchmarks.coverage import ask, reader
from benchmarks.questions import MIDDLE
from foundation.days import months_before
from hazards.spans import ends_of_months
from maps.leaders.months import MONTHS

SINCE = months_before(DAY, 1)
ON = "s.from_on <= %(day)s AND s.to_on > %(day)s"
SITES = f"""SELECT s.commune_id, k.is_drowning, s.status, COUNT(*) FROM hazards_statusspan s
    JOIN hazards_hazardkind k ON k.id = s.kind_id
    JOIN areas_commune c ON c.id = s.commune_id
    WHERE {ON} AND (%(code)s = '' OR c.code = %(code)s)
    GROUP BY 1, 2, 3"""
STANDING = f"""SELECT s.status, COUNT(*) FROM hazards_statusspan s
    JOIN hazards_hazardkind k ON k.id = s.kind_id
    WHERE {ON} AND k.is_drowning GROUP BY 1"""
BY_KIND = f"""SELECT s.kind_id, s.status, COUNT(*) FROM hazards_statusspan s WHERE {ON} GROUP BY 1, 2"""
CHANGED = f"""SELECT b.status, s.status, COUNT(*) FROM hazards_statusspan s
    LEFT JOIN hazards_statusspan b ON b.site_id = s.site_id AND b.from_on <= '{SINCE}' AND b.to_on > '{SINCE}'
    WHERE {ON} AND s.from_on > '{SINCE}' GROUP BY 1, 2"""
SPENT = """SELECT h.commune_id, SUM(m.cost) FROM hazards_measure m JOIN hazards_hazardsite h ON h.id = m.site_id
    WHERE m.withdrawn_at IS NULL AND h.withdrawn_at IS NULL AND m.installed_on <= %(day)s
        AND h.found_on <= %(day)s GROUP BY 1"""

# How many there are, and the first page of them.
LISTED = f"""SELECT s.site_id, COUNT(*) OVER () FROM hazards_statusspan s JOIN areas_commune c ON c.id = s.commune_id
    WHERE {ON} ORDER BY CASE WHEN s.status IN ('unprotected', 'in_progress') THEN s.deadline END ASC NULLS LAST, c.name
    LIMIT 50"""
OVERDUE = f"""SELECT s.site_id, COUNT(*) OVER () FROM hazards_statusspan s
    WHERE {ON} AND s.status IN ('unprotected', 'in_progress') AND s.deadline < %(day)s
    ORDER BY s.deadline LIMIT 50"""


def bare(sql: str, code: str = "", days: Sequence[date] = (DAY,)) -> list[list[tuple]]:
    with connection.cursor() as cursor:
        return [asked(cursor, sql, code, day) for day in days]


def asked(cursor: CursorWrapper, sql: str, code: str, day: date) -> list[tuple]:
    cursor.execute(sql, {"day": str(day), "code": code})
    return cursor.fetchall()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, help="share of the 100,000 sites")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    prepare(options.scale)
    browser, commune = reader(), f"B{MIDDLE:04}"
    sites = reverse("leaders-city-sites")
    ends = list(ends_of_months(months_before(DAY, MONTHS), DAY))
    changes, kinds, months, money = (
        reverse("leaders-city-part", args=[name]) for name in ("changes", "kinds", "months", "money")
    )
    pages = [
        ("the page of a commune", f"{reverse('leaders')}?commune={commune}", partial(bare, SITES, commune)),
        ("the page of the city", f"{reverse('leaders-city')}?since=", partial(bare, SITES)),
        ("its part of what changed in a month", f"{changes}?since=", partial(bare, CHANGED)),
        ("its part by kind", f"{kinds}?since=", partial(bare, BY_KIND)),
        ("its part month by month", f"{months}?since=", partial(bare, STANDING, days=ends)),
        ("its part of money", f"{money}?since=", partial(bare, SPENT)),
        ("its list of all sites", f"{sites}?change=", partial(bare, LISTED)),
        ("its list of what is overdue", f"{sites}?overdue=1", partial(bare, OVERDUE)),
        ("its list of what was paid for", f"{sites}?money=spent", partial(bare, SPENT)),
    ]
    print(f"{connection.vendor}: median of {options.runs}, milliseconds, beside the bare SQL")
    for name, path, plain in pages:
        timing = measure(name, partial(ask, browser, path), plain, options.runs)
        print(
            f"{timing.name:<40}{timing.ours_ms:>10.1f}{timing.bare_ms:>10.1f}{timing.ratio:>8.2f}", flush=True
        )


if __name__ == "__main__":
    main()
