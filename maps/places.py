"""The four sorts of thing that can be chosen on the map, by the word that names one in the address."""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.contrib.gis.db.models.functions import PointOnSurface
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.urls import reverse

from accounts.access import SEE, within_reach
from accounts.models import User
from areas.models import Village
from hazards.models import HazardSite
from playspaces.models import PlaySpace
from schools.models import School

NO_UUID: Final = str(uuid.UUID(int=0))


@dataclass(frozen=True)
class PlaceSort:
    """`rows` gives what a person may see, each with `at`, the point of its symbol (or None)."""

    word: str
    card: str
    blank_key: str
    rows: Callable[[User], QuerySet]

    @property
    def card_address(self) -> str:
        """Address of a card, with KEY in the place of the key."""
        return reverse(self.card, args=[self.blank_key]).replace(self.blank_key, "KEY")

    def find(self, user: User, key: str) -> Any | None:
        """The thing of that key, None where there is none that the person may see. One query."""
        try:
            return self.rows(user).filter(pk=key).first()
        except (ValidationError, ValueError):
            return None


def sites(user: User) -> QuerySet:
    rows = HazardSite.objects.in_force().filter(within_reach(user, SEE, "site"))
    return rows.select_related("kind", "village").annotate(at=PointOnSurface("geom"))


def play_spaces(user: User) -> QuerySet:
    rows = PlaySpace.objects.in_force().filter(within_reach(user, SEE, "play_space"))
    return rows.select_related("kind", "village").annotate(at=PointOnSurface("geom"))


def schools(user: User) -> QuerySet:
    rows = School.objects.in_force().filter(within_reach(user, SEE, "school"))
    return rows.select_related("level", "village").annotate(at=PointOnSurface("geom"))


def villages(user: User) -> QuerySet:
    rows = Village.objects.filter(within_reach(user, SEE, "area"))
    return rows.defer("boundary").annotate(at=Coalesce("centre", PointOnSurface("boundary")))


SORTS: Final = (
    # `village` alone is the filter.
    PlaceSort("village_card", "village-card", "0", villages),
    PlaceSort("site", "site-card", NO_UUID, sites),
    PlaceSort("playspace", "playspace-card", NO_UUID, play_spaces),
    PlaceSort("school", "school-card", NO_UUID, schools),
)


def lon_lat(thing: Any) -> tuple[str, str]:
    """Longitude and latitude of a thing's symbol, written for an attribute; empty without one."""
    return (f"{thing.at.x:.5f}", f"{thing.at.y:.5f}") if thing.at else ("", "")
