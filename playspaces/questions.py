"""What a scenario asks, as the numbers that the planner takes: demands, candidates, who reaches what.

Villages and candidates that the answer is made without are named, with the reason.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Final

import numpy as np
import shapely
from django.contrib.gis.geos import GEOSGeometry
from django.db import models
from django.utils.translation import gettext_lazy as _
from numpy.typing import NDArray
from scipy.sparse import csr_array

from areas import crs
from areas.models import Commune, Village
from areas.nearness import pairs_within
from playspaces.coverage import places_to_play, with_coverage
from playspaces.dangers import dangers_near, shapes_of
from playspaces.demand import children_on_ground
from playspaces.models import Candidate, Scenario
from playspaces.planning import Problem
from playspaces.reach import entrances
from playspaces.spread import MOST_POINTS, demand_points
from roads.around import network_around
from roads.models import Road
from roads.network import Network

# Children spread over ground are fractions: a weight is a thousandth of a child.
PARTS: Final = 1_000
# Points of all villages together, about: in a city each village has fewer.
MOST_POINTS_IN_ALL: Final = 200_000
NAMED_AT_MOST: Final = 100
CONSIDERED: Final = "considered"  # beside the reasons: how many candidates the answer is made from


class Reason(models.TextChoices):
    """Why a candidate or a village is left out of an answer."""

    NO_COST = "no_cost", _("its cost is not known")
    DANGEROUS = "dangerous", _("it lies near an unprotected danger")
    NO_VILLAGE = "no_village", _("it lies in no %(village)s that exists then")
    NO_COUNT = "no_count", _("its children were never counted")
    NO_PLACE = "no_place", _("it has neither a boundary nor a centre")

    def words(self, village: str) -> str:
        """`village` is what the communes call theirs."""
        return str(self.label) % {"village": village}


class NoRoadsError(Exception):
    """Distances are asked for on foot, and no road is loaded there."""


@dataclass(frozen=True)
class Demand:
    """`weights` int64[m], `unit` of them is one village or child; the village of each, and its point
    (None where villages are reached as such)."""

    weights: NDArray[np.int64]
    villages: NDArray[np.int64]
    reached: NDArray[np.bool_]
    points: NDArray[np.object_] | None
    unit: int


@dataclass(frozen=True)
class Question:
    """`candidates[i]` is row i of the problem. `left_out`: by reason, how many, the names of some and the
    keys of the rest."""

    candidates: list[Candidate]
    problem: Problem
    unit: int
    left_out: dict[str, dict[str, Any]] = field(default_factory=dict)


def question_of(scenario: Scenario) -> Question:
    """NoRoadsError. Seven queries at most, whatever the number of villages and candidates."""
    communes = list(scenario.communes.all())
    left_out: dict[str, dict[str, Any]] = {}
    candidates = usable(scenario, communes, left_out)
    demand = demand_of(scenario, communes, left_out)
    if scenario.reached == Scenario.Reached.VILLAGE:
        known = set(demand.villages.tolist())
        outside = [candidate for candidate in candidates if candidate.village_id not in known]
        if scenario.counted == Scenario.Counted.VILLAGES:
            note(left_out, Reason.NO_VILLAGE, outside)
        candidates = [candidate for candidate in candidates if candidate.village_id in known]
        reach, reached = by_village(candidates, demand), demand.reached
    else:
        reach, reached = by_distance(scenario, communes, candidates, demand)
    left_out[CONSIDERED] = {"number": len(candidates), "some": []}
    costs = np.array([int(candidate.cost or 0) for candidate in candidates], dtype=np.int64)
    return Question(candidates, Problem(demand.weights, reached, reach, costs), demand.unit, left_out)


def usable(
    scenario: Scenario, communes: list[Commune], left_out: dict[str, dict[str, Any]]
) -> list[Candidate]:
    """Candidates with a cost, away from dangers where that is asked. Two queries."""
    rows = list(Candidate.objects.in_force().filter(commune__in=communes).order_by("pk"))
    with_cost = [candidate for candidate in rows if candidate.cost is not None]
    note(left_out, Reason.NO_COST, [candidate for candidate in rows if candidate.cost is None])
    if not scenario.leave_out_dangerous:
        return with_cost
    near = dangers_near(with_cost, day=scenario.day)
    note(left_out, Reason.DANGEROUS, [candidate for candidate in with_cost if candidate.pk in near])
    return [candidate for candidate in with_cost if candidate.pk not in near]


def demand_of(scenario: Scenario, communes: list[Commune], left_out: dict[str, dict[str, Any]]) -> Demand:
    villages = (
        Village.objects.filter(commune__in=communes).existing_on(scenario.day).with_children(scenario.day)
    )
    rows = list(with_coverage(villages, scenario.day).order_by("pk"))
    counts_children = scenario.counted == Scenario.Counted.CHILDREN
    if counts_children:
        note(left_out, Reason.NO_COUNT, [village for village in rows if village.counted is None])
        rows = [village for village in rows if village.counted is not None]
    by_distance = scenario.reached == Scenario.Reached.DISTANCE
    if by_distance:
        note(left_out, Reason.NO_PLACE, [village for village in rows if middle_of(village) is None])
        rows = [village for village in rows if middle_of(village) is not None]
    if by_distance and counts_children:
        return spread_children(communes, scenario)
    return Demand(
        weights=np.array([village.counted if counts_children else 1 for village in rows], dtype=np.int64),
        villages=np.array([village.pk for village in rows], dtype=np.int64),
        reached=np.array([village.is_covered for village in rows], dtype=bool),
        points=shapely.from_wkb([bytes(middle_of(village).wkb) for village in rows]) if by_distance else None,
        unit=1,
    )


def middle_of(village: Village) -> GEOSGeometry | None:
    """The centre where it is known, else a point inside the boundary."""
    return village.centre or (village.boundary and village.boundary.point_on_surface)


def spread_children(communes: list[Commune], scenario: Scenario) -> Demand:
    spread = children_on_ground(communes, scenario.day)
    most = min(MOST_POINTS, 1 + MOST_POINTS_IN_ALL // (1 + spread["village"].nunique()))
    points = demand_points(spread, most=most)
    return Demand(
        weights=np.rint(points["children"].to_numpy(dtype=float) * PARTS).astype(np.int64),
        villages=points["village"].to_numpy(dtype=np.int64),
        reached=np.zeros(len(points), dtype=bool),
        points=points.geometry.to_numpy(),
        unit=PARTS,
    )


def by_village(candidates: list[Candidate], demand: Demand) -> csr_array:
    """Each candidate reaches its own village. The villages of `demand` are in the order of their keys."""
    own = np.array([candidate.village_id for candidate in candidates], dtype=np.int64)
    columns = np.searchsorted(demand.villages, own)
    return links(np.arange(len(candidates)), columns, (len(candidates), len(demand.weights)))


def by_distance(
    scenario: Scenario, communes: list[Commune], candidates: list[Candidate], demand: Demand
) -> tuple[csr_array, NDArray[np.bool_]]:
    """Who is within the distance of a candidate, and of a play point that there is. Two queries."""
    radius_m = float(scenario.radius_m or 0)
    assert demand.points is not None  # noqa: S101  (a distance is measured from points)
    places = places_to_play(communes, scenario.day)
    spots = shapes_of(candidates)
    shape = (len(candidates), len(demand.weights))
    reached = np.zeros(len(demand.weights), dtype=bool)
    if scenario.on_foot:
        network = roads_around(communes, radius_m)
        reached = network.distances(entrances(places), demand.points, radius_m) <= radius_m
        reached[shapely.STRtree(demand.points).query(places, predicate="intersects")[1]] = True
        pairs = network.pairs_within(spots, demand.points, radius_m)
    else:
        if len(places) and len(reached):
            reached[pairs_within(places, demand.points, radius_m).ends] = True
        pairs = pairs_within(spots, demand.points, radius_m)
    return links(pairs.starts, pairs.ends, shape), reached


def has_roads(communes: Iterable[Commune]) -> bool:
    """Whether roads are loaded that touch one of the communes' boxes. A query for each."""
    return any(Road.objects.walkable().in_box(commune.boundary.envelope).exists() for commune in communes)


def roads_around(communes: Iterable[Commune], margin_m: float) -> Network:
    west, south, east, north = zip(*(commune.boundary.extent for commune in communes), strict=True)
    box = shapely.box(min(west), min(south), max(east), max(north))
    network = network_around(GEOSGeometry(memoryview(box.wkb), srid=crs.STORAGE), margin_m)
    if network is None:
        raise NoRoadsError
    return network


def links(rows: NDArray, columns: NDArray, shape: tuple[int, int]) -> csr_array:
    return csr_array((np.ones(len(rows), dtype=np.int64), (rows, columns)), shape=shape)


def note(left_out: dict[str, dict[str, Any]], reason: Reason, rows: list[Any]) -> None:
    if rows:
        names = [{"key": str(row.pk), "name": row.name} for row in rows[:NAMED_AT_MOST]]
        rest = [str(row.pk) for row in rows[NAMED_AT_MOST:]]
        left_out[reason.value] = {"number": len(rows), "some": names, **({"rest": rest} if rest else {})}
