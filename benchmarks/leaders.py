"""Time the leaders' pages, templates and all, beside the bare SQL of their main figure.

python -m benchmarks.leaders                   # SpatiaLite, var/benchmark.sqlite3
DATABASE_URL=postgis://… python -m benchmarks.leaders
"""

import argparse
from functools import partial

from benchmarks.run import measure, prepare  # sets Django up

# isort: split
from django.db import connection
from django.urls import reverse

from benchmarks.city import DAY
from benchmarks.coverage import ask, reader
from benchmarks.questions import MIDDLE

SITES = """SELECT s.commune_id, k.is_drowning, s.status, COUNT(*) FROM hazards_statusspan s
    JOIN hazards_hazardkind k ON k.id = s.kind_id
    JOIN areas_commune c ON c.id = s.commune_id
    WHERE s.from_on <= %(day)s AND s.to_on > %(day)s AND (%(code)s = '' OR c.code = %(code)s)
    GROUP BY 1, 2, 3"""


def bare(code: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(SITES, {"day": str(DAY), "code": code})
        return cursor.fetchall()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, help="share of the 100,000 sites")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()
    prepare(options.scale)
    browser, commune = reader(), f"B{MIDDLE:04}"
    pages = [
        ("the page of a commune", f"{reverse('leaders')}?commune={commune}", commune),
        ("the page of the city", f"{reverse('leaders-city')}?since=", ""),
    ]
    print(f"{connection.vendor}: median of {options.runs}, milliseconds, beside the bare SQL")
    for name, path, code in pages:
        timing = measure(name, partial(ask, browser, path), partial(bare, code), options.runs)
        print(
            f"{timing.name:<30}{timing.ours_ms:>10.1f}{timing.bare_ms:>10.1f}{timing.ratio:>8.2f}", flush=True
        )


if __name__ == "__main__":
    main()
