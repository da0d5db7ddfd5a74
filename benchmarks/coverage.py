"""Coverage of the synthetic city: the product against bare SQL, and against geopandas doing the same.

    python -m benchmarks.coverage
    DATABASE_URL=postgis://… python -m benchmarks.coverage

5,500 villages with head counts, 3,300 play points, and in every commune a grid of roads. Both
answers are compared before anything is timed.
"""

import argparse
import random
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from benchmarks.run import (
    Timing,
    measure,
    milliseconds,
    prepare,
)  # sets up Django: before what asks a database

# isort: split
import geopandas as gpd
import numpy as np
from django.conf import settings
from django.contrib.gis.geos import LineString
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from areas.models import ChildCount, Commune, Village
from benchmarks import bare_sql
from benchmarks.city import DAY, SIDE, corner, save
from benchmarks.questions import MIDDLE as MIDDLE_COMMUNE
from maps.coverage import coverage, trend
from maps.nearness import By, nearness
from playspaces.models import PlaySpace
from roads.models import Road

DISTANCES_M = [100, 400, 1_000]
ROADS_A_SIDE = 17  # of the grid of a commune: some 300 metres apart


def fill() -> None:
    """Head counts of all villages, and roads that cross at common corners."""
    random.seed(2026)
    if not ChildCount.objects.exists():
        keys = Village.objects.order_by("pk").values_list("pk", flat=True)
        save(
            ChildCount,
            (ChildCount(village_id=key, year=2026, children=random.randrange(60, 500)) for key in keys),
        )
    if not Road.objects.exists():
        save(Road, some_roads(Commune.objects.count()))


def some_roads(communes: int) -> Iterator[Road]:
    for commune in range(communes):
        west, south = corner(commune)
        steps = np.linspace(0, SIDE, ROADS_A_SIDE)
        for number, step in enumerate(steps):
            ways = {
                "x": [(west + along, south + step) for along in steps],
                "y": [(west + step, south + along) for along in steps],
            }
            for axis, corners in ways.items():
                yield Road(
                    geom=LineString([(round(x, 7), round(y, 7)) for x, y in corners]),
                    kind="residential",
                    source="benchmark",
                    source_ref=f"{commune}-{axis}-{number}",
                )


def bare_share() -> tuple[int, int]:
    return bare_sql.coverage("1 = 1", DAY)


class BareGeopandas:
    """Villages and play points as frames, read once: only the geometry is timed."""

    def __init__(self, communes: list[Commune]):
        villages = Village.objects.filter(commune__in=communes, child_counts__isnull=False)
        rows = villages.values_list("boundary", "child_counts__children")
        self.villages = gpd.GeoDataFrame(
            {"children": [children for _, children in rows]},
            geometry=gpd.GeoSeries.from_wkb([bytes(boundary.wkb) for boundary, _ in rows], crs=4326),
        ).to_crs(32648)
        points = PlaySpace.objects.filter(commune__in=communes, for_children=True).values_list(
            "geom", flat=True
        )
        self.points = gpd.GeoSeries.from_wkb([bytes(point.wkb) for point in points], crs=4326).to_crs(32648)

    def within(self) -> list[float]:
        return [self.within_one(distance) for distance in DISTANCES_M]

    def within_one(self, distance_m: float) -> float:
        reach = gpd.GeoDataFrame(
            geometry=gpd.GeoSeries([self.points.buffer(distance_m, quad_segs=64).union_all()], crs=32648)
        ).explode()
        villages = self.villages.assign(area=self.villages.area)
        parts = gpd.overlay(villages, reach, how="intersection")
        return float((parts["children"] * parts.area / parts["area"]).sum())


def pages(communes: int) -> Iterator[tuple[str, str]]:
    query = "?in=all" if communes > 1 else f"?in=B{MIDDLE_COMMUNE:04}"
    yield "page", reverse("coverage") + query
    for by in By.values:
        yield f"part, {by}", reverse("coverage-distances", args=[by]) + query
    yield "part, month by month", reverse("coverage-trend") + query
    yield "table to download", reverse("coverage-export") + query


def reader() -> Client:
    """A browser of who sees every commune."""
    # Without collecting the static files first.
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}
    browser = Client(headers={"host": "localhost"})
    browser.force_login(User.objects.get_or_create(username="benchmark-reader", is_superuser=True)[0])
    return browser


def ask(browser: Client, path: str) -> bytes:
    answer = browser.get(f"{path}&as_of={DAY}", headers={"HX-Request": "true"})
    assert answer.status_code == 200, path
    return b"".join(answer) if answer.streaming else answer.content


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument(
        "--scale", type=float, default=0.01, help="share of the 100,000 sites, if the city is to be built"
    )
    parser.add_argument("--runs", type=int, default=3)
    options = parser.parse_args()
    prepare(options.scale)
    fill()
    city = list(Commune.objects.defer("boundary"))
    one = list(Commune.objects.filter(code=f"B{MIDDLE_COMMUNE:04}"))
    print(f"{connection.vendor}: median of {options.runs}, milliseconds")
    print(f"{'question':<52}{'ours':>10}{'bare':>10}{'ratio':>8}")

    figures = coverage(city, DAY)
    assert (figures.villages.denominator, figures.villages.numerator) == bare_share()
    show(
        measure(
            "villages of the city with a play point", lambda: coverage(city, DAY), bare_share, options.runs
        )
    )
    for name, communes in [("a commune", one), ("the city", city)]:
        bare = BareGeopandas(communes)
        straight = partial(nearness, communes, DAY, By.STRAIGHT)
        assert np.allclose([near.children for near in straight().in_all], bare.within(), rtol=2e-3)
        show(measure(f"children of {name} by straight line", straight, bare.within, options.runs))
    print(f"{'only ours':<52}{'ours':>10}")
    for name, communes in [("a commune", one), ("the city", city)]:
        show_ours(f"children of {name} on foot", partial(nearness, communes, DAY, By.WALKING), options.runs)
        show_ours(f"thirteen ends of months, {name}", partial(trend, communes, DAY), options.runs)
        for part, path in pages(len(communes)):
            show_ours(f"{part}, {name}", partial(ask, reader(), path), options.runs)


def show(timing: Timing) -> None:
    print(f"{timing.name:<52}{timing.ours_ms:>10.0f}{timing.bare_ms:>10.0f}{timing.ratio:>8.2f}", flush=True)


def show_ours(name: str, question: Callable[[], Any], runs: int) -> None:
    times = [milliseconds(question) for _ in range(runs + 1)][1:]
    print(f"{name:<52}{np.median(times):>10.0f}", flush=True)


if __name__ == "__main__":
    main()
