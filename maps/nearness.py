"""How many children live within some distances of a play point: by straight line, or on foot."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import geopandas as gpd
import pandas as pd
import shapely
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.db import models
from django.utils.translation import gettext_lazy as _

from areas import crs
from areas.models import Commune
from playspaces.coverage import places_to_play
from playspaces.demand import children_on_ground
from playspaces.reach import by_straight_line, on_foot
from playspaces.spread import MOST_POINTS, demand_points
from roads.around import network_around
from roads.network import Network

# Points of all villages together, about: in a city each village has fewer.
MOST_POINTS_IN_ALL = 100_000


class By(models.TextChoices):
    STRAIGHT = "straight", _("by straight line")
    WALKING = "walking", _("on foot, along the roads")


@dataclass(frozen=True)
class Near:
    """`children` (a fraction: they are spread over ground) of `of` live within `distance_m` metres."""

    distance_m: int
    children: float
    of: float

    @property
    def percent(self) -> float | None:
        return 100 * self.children / self.of if self.of else None


@dataclass(frozen=True)
class Nearness:
    """`frame` has a row for each village that has a head count and a place, under its key: `children`,
    `basis` (of `playspaces.spread`), and the children within each distance in metres."""

    by: By
    frame: pd.DataFrame

    @property
    def distances_m(self) -> list[int]:
        return [column for column in self.frame if isinstance(column, int)]

    @property
    def in_all(self) -> list[Near]:
        return self.of(self.frame.index)

    def of(self, villages: Iterable[int]) -> list[Near]:
        """Of those of `villages` that are in the frame together, by distance."""
        sums = self.frame.loc[self.frame.index.isin(list(villages))].sum(numeric_only=True)
        return [
            Near(distance, float(sums[distance]), float(sums["children"])) for distance in self.distances_m
        ]

    @property
    def villages_by_basis(self) -> dict[str, int]:
        return dict(Counter(self.frame["basis"]))


def nearness(communes: list[Commune], day: date, by: By) -> Nearness | None:
    """None where it is asked for on foot and no road is loaded. Costs three queries; on foot, four."""
    spread = children_on_ground(communes, day)
    places = places_to_play(communes, day)
    distances_m = settings.COVERAGE_DISTANCES_M
    if by == By.STRAIGHT:
        within = by_straight_line(spread, places, distances_m)
    else:
        network = network_of(spread, max(distances_m))
        if network is None:
            return None
        most = min(MOST_POINTS, 1 + MOST_POINTS_IN_ALL // (1 + spread["village"].nunique()))
        within = on_foot(demand_points(spread, most=most), places, network, distances_m)
    villages = spread.groupby("village").agg({"children": "sum", "basis": "first"})
    return Nearness(by, villages.join(within))


def network_of(spread: gpd.GeoDataFrame, margin_m: float) -> Network | None:
    """The roads around the children; None where none is loaded, or nobody is to walk. One query."""
    if spread.empty:
        return None
    box = shapely.box(*spread.to_crs(crs.STORAGE).total_bounds)
    return network_around(GEOSGeometry(memoryview(box.wkb), srid=crs.STORAGE), margin_m)
