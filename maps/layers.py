"""What can be drawn on the map: each layer is a function of a `Sight` that gives GeoJSON.

Where more than `LIMIT` things are in sight, their numbers by village or commune are sent.
"""

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.contrib.gis.geos import Polygon
from django.db.models import Count, QuerySet
from django.db.models.functions import Coalesce

from accounts.access import SEE, communes_for, within_reach
from accounts.models import User
from areas.models import Commune, Village
from areas.working_days import WorkingDays
from hazards.filters import SiteFilter
from hazards.lateness import days_late
from hazards.models import HazardSite
from maps.geojson import collection, feature, inner_point, outline
from playspaces.coverage import with_coverage
from playspaces.dangers import dangers_near
from playspaces.models import PlaySpace
from playspaces.states import IN_USE, State
from schools.models import School

LIMIT: Final = 5_000
# With more communes than this in sight, numbers stand for communes and no longer for villages.
COMMUNES_IN_DETAIL: Final = 12


@dataclass(frozen=True)
class Sight:
    """Who looks, at which part of the earth (EPSG:4326), through which filters."""

    user: User
    box: Polygon
    filter: SiteFilter

    @property
    def tolerance(self) -> float:
        """Degrees that nobody sees on a screen 2,000 pixels wide."""
        west, _, east, _ = self.box.extent
        return (east - west) / 2_000


def hazards(sight: Sight) -> bytes:
    reach = HazardSite.objects.filter(within_reach(sight.user, SEE, "site"))
    sites = sight.filter.narrow(reach.in_box(sight.box))
    if too_many(sites):
        return counted(sites)
    rows = sites.values_list(
        "pk", outline("geom"), "name", "kind__icon", "status", "deadline", inner_point("geom")
    )
    day, calendar = sight.filter.day, sight.filter.calendar
    return collection(
        feature(
            key, shape, name=name, icon=icon, status=status, at=at, **late(deadline, status, day, calendar)
        )
        for key, shape, name, icon, status, deadline, at in rows.iterator()
    )


def late(deadline: date | None, status: str, day: date, calendar: WorkingDays) -> dict[str, bool]:
    """`late` stands only where it is so: most features are spared the word."""
    return {"late": True} if days_late(deadline, status, day, calendar) else {}


def playspaces(sight: Sight) -> bytes:
    reach = PlaySpace.objects.filter(within_reach(sight.user, SEE, "play_space"))
    spaces = reach.in_force().in_box(sight.box)
    if too_many(spaces):
        return counted(spaces)
    day = sight.filter.day
    rows = list(spaces.with_state(day).only("name", "geom").annotate(at=inner_point("geom")))
    near = dangers_near([row for row in rows if row.state in IN_USE], day=day)
    return collection(
        feature(row.pk, row.at, name=row.name, open=row.state == State.OPEN, **flagged(row.pk in near))
        for row in rows
    )


def flagged(is_near_danger: bool) -> dict[str, Any]:
    """`near_danger` stands only where it is so, as `late` does."""
    return {"near_danger": True} if is_near_danger else {}


def schools(sight: Sight) -> bytes:
    reach = School.objects.filter(within_reach(sight.user, SEE, "school"))
    found = reach.in_force().in_box(sight.box)
    if too_many(found):
        return counted(found)
    rows = found.values_list("pk", inner_point("geom"), "name")
    return collection(feature(key, at, name=name) for key, at, name in rows)


def villages(sight: Sight) -> bytes:
    """Outlines; a village that is known by its centre alone comes as a point."""
    reach = Village.objects.existing_on(sight.filter.day).filter(within_reach(sight.user, SEE, "area"))
    near = reach.filter(boundary__inbox=sight.box) | reach.filter(boundary=None, centre__inbox=sight.box)
    if too_many(near):
        return collection([], clustered=True)
    shape = Coalesce(outline("boundary", sight.tolerance), outline("centre"))
    rows = with_coverage(near, sight.filter.day).values_list(
        "pk", shape, "name", "is_covered", village_point()
    )
    return collection(
        feature(key, geometry, name=name, covered=is_covered, at=at)
        for key, geometry, name, is_covered, at in rows
    )


def communes(sight: Sight) -> bytes:
    near = communes_for(sight.user).filter(boundary__inbox=sight.box)
    rows = near.values_list("pk", outline("boundary", sight.tolerance), "name")
    return collection(feature(key, shape, name=name) for key, shape, name in rows)


def village_point() -> Coalesce:
    return Coalesce(outline("centre"), inner_point("boundary"))


def too_many(rows: QuerySet) -> bool:
    return rows.order_by()[LIMIT : LIMIT + 1].exists()


def counted(rows: QuerySet) -> bytes:
    """Numbers by village (by commune, where the village has no place). Three queries at most."""
    numbers = list(rows.order_by().values_list("commune", "village").annotate(n=Count("pk")))
    communes = {commune for commune, _, _ in numbers}
    places = {
        ("commune", key): (at, name)
        for key, at, name in Commune.objects.filter(pk__in=communes).values_list(
            "pk", inner_point("boundary"), "name"
        )
    }
    if len(communes) <= COMMUNES_IN_DETAIL:
        known = Village.objects.filter(commune__in=communes).values_list("pk", village_point(), "name")
        places |= {("village", key): (at, name) for key, at, name in known if at}
    tally: Counter = Counter()
    for commune, village, number in numbers:
        place = ("village", village) if ("village", village) in places else ("commune", commune)
        tally[place] += number
    return collection(
        (
            feature(f"{level}-{key}", places[level, key][0], name=places[level, key][1], count=number)
            for (level, key), number in tally.items()
        ),
        clustered=True,
    )


@dataclass(frozen=True)
class Layer:
    """`draw` gives it as GeoJSON to whoever may see the `thing`."""

    thing: str
    draw: Callable[[Sight], bytes]


LAYERS: Final = {
    "hazards": Layer("site", hazards),
    "playspaces": Layer("play_space", playspaces),
    "schools": Layer("school", schools),
    "villages": Layer("area", villages),
    "commune": Layer("area", communes),
}
