"""Dangers around all schools of the synthetic city, against geopandas doing the same; a sheet to print.

    python -m benchmarks.schools
    DATABASE_URL=postgis://… python -m benchmarks.schools

3,000 schools, 100,000 sites. Both answers are compared before anything is timed.
"""

import argparse
import resource
from collections import Counter
from functools import partial

from benchmarks.run import milliseconds, prepare  # sets up Django: before what asks a database

# isort: split
import geopandas as gpd
import numpy as np
import shapely
from django.conf import settings
from django.db import connection
from django.urls import reverse

from areas.models import Commune
from benchmarks.city import DAY
from benchmarks.coverage import ask, reader
from benchmarks.questions import MIDDLE
from hazards.models import HazardSite
from hazards.risk import risk_level
from hazards.status import OPEN
from schools.models import School, SchoolQuerySet
from schools.priority import BAND_POINTS, LEVEL_POINTS, STATUS_POINTS
from schools.ranking import tallies
from schools.scale import scale_at

Totals = tuple[int, int, int]  # pairs, those without protection, points


def ours(schools: SchoolQuerySet) -> Totals:
    found = tallies(schools, HazardSite.objects.existing_on(DAY).with_status(DAY)).values()
    return sum(one.total for one in found), sum(one.open for one in found), sum(one.points for one in found)


class Geopandas:
    """The same with frames. `read` asks the database for shapes and status, `joined` measures them."""

    def __init__(self, schools: SchoolQuerySet):
        self.schools = schools
        self.read()

    def read(self) -> None:
        sites = HazardSite.objects.existing_on(DAY).with_status(DAY)
        rows = list(sites.values_list("geom", "status", "likelihood", "severity"))
        self.sites = frame([row[0] for row in rows])
        self.sites["status"] = [row[1] for row in rows]
        self.sites["weight"] = [
            LEVEL_POINTS[risk_level(row[2], row[3])] * STATUS_POINTS[row[1]] for row in rows
        ]
        self.grounds = frame(self.schools.values_list("geom", flat=True))

    def joined(self) -> Totals:
        radii = settings.SCHOOL_DISTANCES_M
        pairs = self.grounds.sjoin(self.sites, predicate="dwithin", distance=radii[-1] * 1.01)
        there = self.sites.geometry.values[pairs["index_right"].to_numpy()]
        metres = shapely.distance(pairs.geometry.values, there) / scale_at(
            pairs.geometry.centroid.x.to_numpy()
        )
        near = pairs[metres <= radii[-1]]
        bands = np.searchsorted(radii, metres[metres <= radii[-1]])
        points = near["weight"].to_numpy() * np.array(BAND_POINTS)[bands]
        statuses = Counter(near["status"])
        return len(near), sum(statuses[status] for status in OPEN), int(points.sum())

    def whole(self) -> Totals:
        self.read()
        return self.joined()


def frame(shapes) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        geometry=gpd.GeoSeries.from_wkb([bytes(shape.wkb) for shape in shapes], crs=4326)
    ).to_crs(32648)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--scale", type=float, default=1.0, help="share of the 100,000 sites")
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    prepare(options.scale)
    commune = Commune.objects.get(code=f"B{MIDDLE:04}")
    print(f"{connection.vendor}: median of {options.runs}, milliseconds")
    print(f"{'question':<40}{'ours':>10}{'geopandas':>12}{'ratio':>8}{'its join':>10}")
    for name, schools in {
        "all schools of the city": School.objects.in_force(),
        "schools of a commune": School.objects.in_force().filter(commune=commune),
    }.items():
        theirs = Geopandas(schools)
        assert ours(schools) == theirs.joined(), name
        mine = median(partial(ours, schools), options.runs)
        whole, joined = median(theirs.whole, options.runs), median(theirs.joined, options.runs)
        print(f"{name:<40}{mine:>10.0f}{whole:>12.0f}{mine / whole:>8.2f}{joined:>10.0f}", flush=True)
    browser = reader()
    school = School.objects.filter(commune=commune).order_by("pk").first()
    assert school
    for name, path in {
        "ranking of a commune": f"{reverse('school-ranking')}?in={commune.code}",
        "ranking of the city": f"{reverse('school-ranking')}?in=all",
        "ranking of the city, next page": f"{reverse('school-ranking')}?in=all&page=2",
        "sheet of a school": f"{reverse('school-sheet', args=[school.pk])}?",
    }.items():
        first = milliseconds(partial(ask, browser, path))
        print(
            f"{name:<40}{first:>10.0f} then {median(partial(ask, browser, path), options.runs):.0f}",
            flush=True,
        )
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


def median(question, runs: int) -> float:
    return float(np.median([milliseconds(question) for _ in range(runs)]))


if __name__ == "__main__":
    main()
