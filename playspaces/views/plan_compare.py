"""Two to four plans side by side."""

import uuid
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import shapely
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from shapely.geometry.base import BaseGeometry

from accounts import access
from accounts.gate import asks
from areas.frame import Frame
from areas.models import Village
from foundation.contract import KEY, many, reads
from playspaces.models import Scenario
from playspaces.plan_answer import Picked, Told, answer_in_words, picks_of
from playspaces.views.plan_reach import may_in_all, own_commune, scenarios_for

FEWEST: Final = 2
MOST: Final = 4
WIDTH: Final = 320
ROOM: Final = 12  # around the picture, for the numbers at its edge
MOST_WITH_VILLAGES: Final = 3  # communes
FINEST: Final = 0.4  # of a unit of the picture


@dataclass(frozen=True)
class Mark:
    number: int
    name: str
    x: float
    y: float
    is_shared: bool


@dataclass
class Side:
    """A plan beside the others; `frame` is the same for all of them."""

    scenario: Scenario
    told: Told
    picks: list[Picked]
    frame: Frame
    outlines: list[str]
    villages: list[str]
    shared: frozenset[object]

    @property
    def box(self) -> str:
        return f"{-ROOM} {-ROOM} {self.frame.width + 2 * ROOM:g} {self.frame.height + 2 * ROOM:g}"

    @cached_property
    def marks(self) -> list[Mark]:
        return [self.mark(picked) for picked in self.picks]

    def mark(self, picked: Picked) -> Mark:
        candidate = picked.candidate
        x, y = self.frame.place(candidate.geom.x, candidate.geom.y)
        return Mark(picked.pick.position, candidate.name, x, y, candidate.pk in self.shared)


@asks(access.SEE, "plan")
@require_safe
@reads(plan=many(KEY))
def plan_compare(request: HttpRequest) -> HttpResponse:
    """`?plan=…&plan=…`. Four queries for each plan at most; without two that can be seen, it says so."""
    own_commune(request, access.SEE)
    keys = list(dict.fromkeys(filter(None, map(as_key, request.GET.getlist("plan")))))
    found = {scenario.pk: scenario for scenario in scenarios_for(request).filter(pk__in=keys[:MOST])}
    scenarios = [found[key] for key in keys if key in found]
    if len(scenarios) < FEWEST:
        return render(request, "playspaces/plans/compare_none.html", {"most": MOST})
    return render(request, "playspaces/plans/compare.html", {"sides": sides(request, scenarios)})


def as_key(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None


def sides(request: HttpRequest, scenarios: list[Scenario]) -> list[Side]:
    communes = {scenario.pk: list(scenario.communes.all()) for scenario in scenarios}
    shapes = {
        commune.pk: shapely.from_wkb(bytes(commune.boundary.wkb))
        for several in communes.values()
        for commune in several
    }
    frame = Frame.around(tuple(shapely.total_bounds(list(shapes.values()))), WIDTH)
    villages = village_paths(frame, list(shapes))
    picks = {scenario.pk: picks_of(scenario) for scenario in scenarios}
    keys = [frozenset(picked.candidate.pk for picked in some) for some in picks.values()]
    shared = frozenset.intersection(*keys)
    return [
        Side(
            scenario=scenario,
            told=answer_in_words(
                scenario,
                communes[scenario.pk],
                sees_children=may_in_all(request, access.SEE, "head_count", communes[scenario.pk]),
            ),
            picks=picks[scenario.pk],
            frame=frame,
            outlines=[path_of(frame, shapes[commune.pk]) for commune in communes[scenario.pk]],
            villages=villages,
            shared=shared,
        )
        for scenario in scenarios
    ]


def village_paths(frame: Frame, communes: list[int]) -> list[str]:
    """Boundaries of the villages, where the picture is large enough to show them. A query then."""
    if len(communes) > MOST_WITH_VILLAGES:
        return []
    known = Village.objects.filter(commune__in=communes, dissolved_on=None, boundary__isnull=False)
    boundaries = known.values_list("boundary", flat=True)
    return [path_of(frame, shapely.from_wkb(bytes(boundary.wkb))) for boundary in boundaries]


def path_of(frame: Frame, shape: BaseGeometry) -> str:
    return frame.path(shapely.simplify(shape, FINEST / frame.scale_x))
