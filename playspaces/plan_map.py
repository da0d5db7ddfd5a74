"""What the map of a plan shows beside its picks: play points that there are, candidates that it is without."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.contrib.gis.db.models.functions import PointOnSurface
from django.contrib.gis.geos import Point
from django.db import models
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts import access
from accounts.models import User
from areas.models import Commune
from playspaces.coverage import play_points
from playspaces.models import Candidate, Computation, Pick, Scenario
from playspaces.questions import Reason

PLACES: Final = 6  # decimals of a degree: a tenth of a metre
OF_CANDIDATES: Final = (Reason.NO_COST, Reason.DANGEROUS, Reason.NO_VILLAGE)
MOST: Final = 5_000  # signs of a sort: more of them nobody tells apart


class Why(models.TextChoices):
    """Why a candidate is not among the picks."""

    NOT_CHOSEN = "not_chosen", _("not chosen")
    NO_COST = Reason.NO_COST.value, Reason.NO_COST.label
    DANGEROUS = Reason.DANGEROUS.value, Reason.DANGEROUS.label
    NO_VILLAGE = Reason.NO_VILLAGE.value, Reason.NO_VILLAGE.label
    ADDED_SINCE = "added_since", _("recorded after this answer")

    def words(self, village: str) -> str:
        """`village` is what the communes call theirs."""
        return str(self.label) % {"village": village}


@dataclass(frozen=True)
class Other:
    """A candidate that is not picked, as it was when the answer was computed."""

    key: str
    name: str
    geom: Point
    why: Why

    def for_map(self) -> dict[str, Any]:
        return {"name": self.name, "sign": self.why.value, "at": at(self.geom)}


def others_of(scenario: Scenario, communes: Iterable[Commune], picks: Iterable[Pick]) -> list[Other]:
    """Candidates that are not picked: those of the day of the answer, and those that came since. Two queries."""
    if scenario.solved_at is None:
        return []
    reasons = {one: Why(why) for why in OF_CANDIDATES for one in keys_of(scenario, why)}
    picked = {str(pick.candidate_id) for pick in picks}
    then = Candidate.history.filter(history_date__lte=looked_at(scenario)).latest_of_each()
    then = then.filter(commune__in=communes, withdrawn_at=None).exclude(history_type="-")
    now = Candidate.objects.in_force().filter(commune__in=communes)
    known, standing = spots(then), spots(now)
    left = [
        Other(key, *spot, reasons.get(key, Why.NOT_CHOSEN))
        for key, spot in known.items()
        if key not in picked
    ]
    since = standing.keys() - known.keys() - picked
    return left + [Other(key, *standing[key], Why.ADDED_SINCE) for key in sorted(since)]


def spots(candidates: QuerySet) -> dict[str, tuple[str, Point]]:
    """Name and place by key, in the order of the keys."""
    rows = candidates.order_by("id").values_list("id", "name", "geom")
    return {str(key): (name, geom) for key, name, geom in rows}


def keys_of(scenario: Scenario, why: Reason) -> list[str]:
    left = scenario.left_out.get(why.value, {})
    return [one["key"] for one in left.get("some", [])] + left.get("rest", [])


def looked_at(scenario: Scenario) -> datetime | None:
    """When the candidates were read from which the answer is made."""
    computation = getattr(scenario, "computation", None)
    if computation and computation.state == Computation.State.DONE and computation.started_at:
        return computation.started_at
    return scenario.solved_at


def points_for_map(user: User, communes: Iterable[Commune], scenario: Scenario) -> list[dict[str, Any]]:
    """Play points that count on the plan's day, as far as `user` may see them. One query."""
    rows = play_points(communes, scenario.day).filter(access.within_reach(user, access.SEE, "play_space"))
    found = rows.order_by("pk").annotate(at=PointOnSurface("geom")).values_list("name", "at")
    return [{"name": name, "sign": "playspace", "at": at(spot)} for name, spot in found[: MOST + 1]]


def at(spot: Point) -> list[float]:
    """Latitude, longitude: in the order of the map in the page."""
    return [round(spot.y, PLACES), round(spot.x, PLACES)]
