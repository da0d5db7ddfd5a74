"""What a page says of the children within some distances: in all, line by line, and on maps."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.http import urlencode

from areas.models import Commune, Village
from foundation.ordering import by_name
from maps.choropleth import Choropleth
from maps.coverage_maps import shares_map, villages_map
from maps.nearness import By, Near, Nearness, nearness
from playspaces import spread


@dataclass(frozen=True)
class Line:
    """A village, or a commune; `near` is empty where its children are not known, or not where they live."""

    key: int
    name: str
    href: str
    children: int | None
    near: list[Near]


@dataclass(frozen=True)
class DistancePart:
    by: By
    in_all: list[Near]
    lines: list[Line]
    maps: list[tuple[int, Choropleth]]
    villages_by_basis: dict[str, int]
    without_count: int
    without_place: int

    @property
    def on_raster(self) -> int:
        return self.villages_by_basis.get(spread.RASTER, 0)

    @property
    def on_populated(self) -> int:
        return self.villages_by_basis.get(spread.POPULATED, 0)

    @property
    def on_boundary(self) -> int:
        return self.villages_by_basis.get(spread.BOUNDARY, 0)

    @property
    def at_centre(self) -> int:
        return self.villages_by_basis.get(spread.CENTRE, 0)

    @property
    def middle(self) -> tuple[int, Choropleth]:
        """Map of the middle distance."""
        return self.maps[len(self.maps) // 2]

    @property
    def other_maps(self) -> list[tuple[int, Choropleth]]:
        return [one for one in self.maps if one is not self.middle]


def distance_part(
    communes: list[Commune], day: date, by: By, extra: Mapping[str, str]
) -> DistancePart | None:
    """None where it is asked for on foot and no road is loaded. Costs four queries; on foot, five.

    `extra` words go along to the pages that the maps and the table lead to.
    """
    near = nearness(communes, day, by)
    if near is None:
        return None
    villages = existing_villages(communes, day)
    counted = [village for village in villages if village.counted is not None]
    lines = (
        [village_line(village, communes[0], near) for village in villages]
        if len(communes) == 1
        else commune_lines(communes, villages, near, extra)
    )
    return DistancePart(
        by=by,
        in_all=near.in_all,
        lines=lines,
        maps=[
            (distance_m, map_of(near, number, communes, villages, lines, extra))
            for number, distance_m in enumerate(near.distances_m)
        ],
        villages_by_basis=near.villages_by_basis,
        without_count=len(villages) - len(counted),
        without_place=len(counted) - len(near.frame),
    )


def existing_villages(communes: list[Commune], day: date) -> list[Any]:
    """Villages with `counted`, by name; with their boundary for one commune alone. One query."""
    villages = Village.objects.filter(commune__in=communes).existing_on(day).with_children(day)
    return list((villages.defer("boundary") if len(communes) > 1 else villages).order_by(by_name()))


def village_line(village: Any, commune: Commune, near: Nearness) -> Line:
    href = f"{reverse('map')}?{urlencode({'village': village.pk, 'commune': commune.code})}"
    known = village.pk in near.frame.index
    return Line(village.pk, village.name, href, village.counted, near.of([village.pk]) if known else [])


def commune_lines(
    communes: list[Commune], villages: list[Any], near: Nearness, extra: Mapping[str, str]
) -> list[Line]:
    own = defaultdict(list)
    for village in villages:
        own[village.commune_id].append(village)
    return [commune_line(commune, own[commune.pk], near, extra) for commune in communes]


def commune_line(commune: Commune, own: list[Any], near: Nearness, extra: Mapping[str, str]) -> Line:
    counts = [village.counted for village in own if village.counted is not None]
    known = near.of(village.pk for village in own)
    return Line(
        key=commune.pk,
        name=commune.full_name,
        href=f"{reverse('coverage')}?{urlencode({'in': commune.code, **extra})}",
        children=sum(counts) if counts else None,
        near=known if known[0].of else [],
    )


def map_of(
    near: Nearness,
    number: int,
    communes: list[Commune],
    villages: list[Any],
    lines: list[Line],
    extra: Mapping[str, str],
) -> Choropleth:
    """Map of the distance that stands at `number`."""
    name = f"{near.by}-{near.distances_m[number]}"
    shares = {line.key: line.near[number].percent for line in lines if line.near}
    if len(communes) == 1:
        return villages_map(name, communes[0], villages, shares)
    return shares_map(name, communes, shares, extra)
