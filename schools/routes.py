"""The ways that pupils walk to a school, and the dangers beside them. docs/schools.md tells the rule."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import reduce
from operator import or_
from typing import Final

import numpy as np
import shapely
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import Q
from shapely import LineString, Point
from shapely.geometry.base import BaseGeometry

from accounts import access
from areas import crs
from areas.distance import box_around, edge, way
from areas.models import Village
from areas.nearness import pairs_within
from hazards.small_map import plain
from roads.around import network_around
from schools.models import School
from schools.near_sites import as_shapely
from schools.nearby import Danger, OnTheWay, danger, in_order, sites_told

ROAD_MARGIN_M: Final = 500  # roads so far around school and villages may be part of a way
FARTHEST_M: Final = 10_000  # nobody walks to school from a village farther away
EDGE_STEP: Final = 0.0002  # degrees, some 20 m: where the grounds have no gate, all their edge is one


@dataclass(frozen=True)
class Route:
    """The shortest way on foot from a village (its centre, else a point inside) to the nearest gate."""

    village: Village
    line: LineString
    metres: float


@dataclass(frozen=True)
class Routes:
    """`without` are villages from which no way is known. `has_roads` False: no road is loaded here."""

    found: list[Route]
    without: list[Village]
    has_roads: bool = True


def routes_to(school: School, day: date) -> Routes:
    """Ways from the villages that the school draws from, else from its own. Three queries."""
    grounds = plain(school.geom)
    villages = villages_of(school, day)
    starts = [start_of(village) for village in villages]
    near = [spot is not None and way(grounds, spot).metres <= FARTHEST_M for spot in starts]
    reach = shapely.union_all(
        [grounds, *(spot for spot, is_near in zip(starts, near, strict=True) if is_near)]
    )
    box = GEOSGeometry(memoryview(shapely.box(*reach.bounds).wkb), srid=crs.STORAGE)
    network = network_around(box, ROAD_MARGIN_M)
    if network is None:
        return Routes([], [], has_roads=False)
    walked = [village for village, is_near in zip(villages, near, strict=True) if is_near]
    begin = [spot for spot, is_near in zip(starts, near, strict=True) if is_near]
    ways = dict(zip(walked, network.ways(begin, ends_of(school, grounds)), strict=True))
    return Routes(
        [Route(village, found.line, found.metres) for village, found in ways.items() if found],
        [village for village in villages if not ways.get(village)],
    )


def villages_of(school: School, day: date) -> list[Village]:
    """Existing ones, by name; the school's own where none was named. One query or two."""
    drawn = list(school.draws_from.existing_on(day).order_by("name"))
    return drawn or list(Village.objects.existing_on(day).filter(pk=school.village_id))


def start_of(village: Village) -> BaseGeometry | None:
    """Where its pupils set out; None for a village known by its name alone."""
    if village.centre:
        return plain(village.centre)
    return plain(village.boundary).representative_point() if village.boundary else None


def ends_of(school: School, grounds: BaseGeometry) -> list[Point]:
    """The gates; without any, the edge of the grounds. One query."""
    gates = [plain(gate.geom) for gate in school.gates.all()]
    if gates:
        return gates
    around = shapely.segmentize(edge(grounds), EDGE_STEP)
    return [Point(corner) for corner in shapely.get_coordinates(around)]


def with_ways(
    dangers: list[Danger], routes: Sequence[Route], school: School, *, reader: access.Reader, day: date
) -> tuple[list[Danger], list[Danger]]:
    """`dangers` with the ways they lie on, and others, farther from the school, that lie on one.

    Within `settings.ROUTE_DANGER_M` of the way, edge to edge. Two or three queries; none without routes.
    """
    if not routes:
        return dangers, []
    lines = np.array([route.line for route in routes], dtype=object)
    sites = list(sites_told(reader, day).filter(beside(lines)))
    pairs = pairs_within(as_shapely(site.geom for site in sites), lines, settings.ROUTE_DANGER_M)
    on_ways = defaultdict(list)
    for site, route, metres in zip(pairs.starts, pairs.ends, pairs.metres, strict=True):
        on_ways[sites[site].pk].append(OnTheWay(routes[route].village, float(metres)))
    known = {one.site.pk for one in dangers}
    grounds, radii_m = plain(school.geom), settings.SCHOOL_DISTANCES_M
    far = [
        danger(site, way(grounds, plain(site.geom)), reader, day, radii_m)
        for site in sites
        if site.pk in on_ways and site.pk not in known
    ]
    return (
        [replace(one, on_ways=on_ways.get(one.site.pk, [])) for one in dangers],
        in_order([replace(one, on_ways=on_ways[one.site.pk]) for one in far]),
    )


def beside(lines: Iterable[LineString]) -> Q:
    """Sites whose box meets that of one of the ways, by the index."""
    boxes = [box_around(line, settings.ROUTE_DANGER_M) for line in lines]
    stored = [GEOSGeometry(memoryview(box.wkb), srid=crs.STORAGE) for box in boxes]
    return reduce(or_, [Q(geom__inbox=box) for box in stored])
