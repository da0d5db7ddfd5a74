"""Time the maps that leave the app beside bare SQL written out as JSON, and say how large the files are.

    python -m benchmarks.leaving                   # SpatiaLite, var/benchmark.sqlite3
    DATABASE_URL=postgis://… python -m benchmarks.leaving

The city of `benchmarks.run`: 25 of its communes are 20,000 sites. It is built when it is not there.
"""

import argparse
import json
import resource
from functools import partial

from benchmarks.run import measure, milliseconds, prepare  # sets Django up

# isort: split
from django.contrib.gis.geos import Point
from django.db import connection, transaction
from django.utils import translation

from accounts.models import User
from areas.models import Commune
from benchmarks.city import DAY, SIDE, corner
from benchmarks.coverage import reader
from benchmarks.days import EARLIER
from benchmarks.questions import MIDDLE
from hazards.models import HazardSite
from maps.leaving.coverage import make_coverage_map
from maps.leaving.remediation import make_remediation_map
from maps.leaving.two_days import make_two_days_map
from maps.wall.wall import make_wall_map

COMMUNES = 25
TEXT = "AsText" if connection.vendor == "sqlite" else "ST_AsText"
SITES = f"""SELECT s.name, s.kind_id, s.village_id, s.deadline, s.responsible_unit_id, p.status, {TEXT}(s.geom)
    FROM hazards_statusspan p JOIN hazards_hazardsite s ON s.id = p.site_id
    JOIN areas_commune c ON c.id = p.commune_id
    WHERE c.code < %(below)s AND p.from_on <= %(day)s AND p.to_on > %(day)s ORDER BY s.name"""


def bare(below: str) -> str:
    """What the register says of the same sites, as JSON, without a map."""
    with connection.cursor() as cursor:
        cursor.execute(SITES, {"below": below, "day": str(DAY)})
        return json.dumps(cursor.fetchall(), default=str)


def peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def crowd(commune: Commune, wanted: int) -> None:
    """Gives `commune` so many sites, the new ones in rows."""
    there = HazardSite.objects.filter(commune=commune)
    kind, (west, south) = there[0].kind, corner(MIDDLE)
    step = SIDE / 21
    places = [
        Point(west + step * column, south + step * row) for row in range(1, 21) for column in range(1, 21)
    ]
    HazardSite.objects.bulk_create(
        HazardSite(kind=kind, name=f"Hố số {number}", geom=place, commune=commune, found_on=EARLIER)
        for number, place in enumerate(places[: wanted - there.count()])
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, help="share of the 100,000 sites")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    prepare(options.scale)
    reader()
    who = User.objects.get(username="benchmark-reader")
    some = list(Commune.objects.order_by("code")[:COMMUNES])
    every = list(Commune.objects.order_by("code"))
    middle = Commune.objects.get(code=f"B{MIDDLE:04}")
    translation.activate("vi")
    print(f"{connection.vendor}: median of {options.runs}; before: {peak_mb():.0f} MB of memory")
    with transaction.atomic():
        crowd(middle, 1_000)
        measured(who, some, middle, options.runs)
        transaction.set_rollback(True)
    whole: list[bytes] = []
    took = milliseconds(lambda: whole.append(make_remediation_map(who, every, DAY)))
    print(f"remediation, 126 communes: {took:.0f} ms, {len(whole[0]) / 1e6:.1f} MB, peak {peak_mb():.0f} MB")


def measured(who: User, some: list[Commune], middle: Commune, runs: int) -> None:
    below = f"B{COMMUNES:04}"
    maps = [
        ("remediation, 25 communes", partial(make_remediation_map, who, some, DAY)),
        ("two days, 25 communes", partial(make_two_days_map, who, some, EARLIER, DAY)),
        ("play points, 25 communes", partial(make_coverage_map, who, some, DAY)),
        ("wall map, 1,000 sites", partial(make_wall_map, who, middle, DAY, "a3-landscape")),
    ]
    for name, make in maps:
        timing = measure(name, make, partial(bare, below), runs)
        print(
            f"{name:<28}{timing.ours_ms:>9.0f} ms{timing.bare_ms:>9.0f} ms{timing.ratio:>7.1f}"
            f"{len(make()) / 1e6:>8.2f} MB, peak {peak_mb():.0f} MB",
            flush=True,
        )


if __name__ == "__main__":
    main()
