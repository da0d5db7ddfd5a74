"""A round: stops in the order of the walk, with what each still asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import shapely
from django.contrib.gis.geos import Point

from areas.distance import flat
from hazards.models import HazardSite
from hazards.rounds import legs, walking_order
from hazards.small_map import plain


@dataclass(frozen=True)
class Stop:
    """`metres` from the stop before it, in a straight line; `at` is (latitude, longitude)."""

    number: int
    site: HazardSite
    at: tuple[float, float]
    metres: float
    is_done: bool


@dataclass(frozen=True)
class Walk:
    stops: list[Stop]

    @property
    def metres(self) -> float:
        return sum(stop.metres for stop in self.stops)

    @property
    def done(self) -> int:
        return sum(stop.is_done for stop in self.stops)

    @property
    def next_stop(self) -> Stop | None:
        """The first one that nobody has looked at today."""
        return next((stop for stop in self.stops if not stop.is_done), None)


def walk_through(sites: Sequence[HazardSite], today: date, start: Point | None = None) -> Walk:
    """`sites` with `looked_at_on` (see `with_next_look`) in walking order, from `start` if given."""
    spots = [shapely.point_on_surface(plain(site.geom)) for site in sites]
    points = [flat(spot).coords[0] for spot in spots]
    begin = flat(shapely.Point(start.x, start.y)).coords[0] if start else None
    order = walking_order(points, begin)
    lengths = legs(points, order, begin)
    return Walk(
        [
            Stop(
                number=number,
                site=sites[place],
                at=(round(spots[place].y, 6), round(spots[place].x, 6)),
                metres=metres,
                is_done=sites[place].looked_at_on == today,
            )
            for number, (place, metres) in enumerate(zip(order, lengths, strict=True), start=1)
        ]
    )
