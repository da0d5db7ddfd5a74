"""The question and the answer of a plan as pages and files tell them."""

import json
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from areas.models import Commune
from areas.village_words import village_word, villages_word
from playspaces.models import Pick, Scenario
from playspaces.plan_map import OF_CANDIDATES, PLACES, Other, Why, at
from playspaces.planning import needed
from playspaces.questions import CONSIDERED, NAMED_AT_MOST, PARTS, Reason


@dataclass(frozen=True)
class LeftOut:
    """`some` of the `number` left out for one reason; `is_candidate`, else villages."""

    why: str
    number: int
    some: list[dict[str, str]]
    is_candidate: bool

    @property
    def more(self) -> int:
        return self.number - len(self.some)


@dataclass(frozen=True)
class Told:
    """Figures are None where the reader may not see children, or there is no answer yet.

    `village` and `villages` are what the plan's communes call theirs, `counted` what is counted.
    """

    is_solved: bool
    village: str
    villages: str
    counted: str
    before: float | None = None
    after: float | None = None
    total: float | None = None
    need: float | None = None
    gap_percent: float = 0
    considered: int = 0
    left_out: list[LeftOut] = field(default_factory=list)

    @property
    def percent_before(self) -> float | None:
        return percent(self.before, self.total)

    @property
    def percent_after(self) -> float | None:
        return percent(self.after, self.total)

    @property
    def added(self) -> float | None:
        return None if self.after is None or self.before is None else self.after - self.before


def percent(part: float | None, total: float | None) -> float | None:
    return 100 * part / total if part is not None and total else None


def answer_in_words(scenario: Scenario, communes: Iterable[Commune], *, sees_children: bool) -> Told:
    """`communes` are those of the scenario."""
    village, villages = village_word(communes), villages_word(communes)
    counts_villages = scenario.counted == Scenario.Counted.VILLAGES
    counted = villages if counts_villages else str(Scenario.Counted.CHILDREN.label)
    if scenario.solved_at is None:
        return Told(False, village, villages, counted)
    told = Told(
        is_solved=True,
        village=village,
        villages=villages,
        counted=counted,
        gap_percent=100 * (scenario.gap or 0),
        considered=scenario.left_out.get(CONSIDERED, {}).get("number", 0),
        left_out=list(left_out_of(scenario, village)),
    )
    if not counts_villages and not sees_children:
        return told
    return replace(
        told,
        before=scenario.reached_before,
        after=scenario.reached_after,
        total=scenario.total,
        need=need_of(scenario),
    )


def need_of(scenario: Scenario) -> float | None:
    """How many villages or children the target asks for."""
    if scenario.target_percent is None or scenario.total is None:
        return None
    return needed(Decimal(scenario.target_percent), round(scenario.total * PARTS)) / PARTS


def unchosen(others: Iterable[Other]) -> Iterable[LeftOut]:
    """Candidates that the answer could have had, or that came after it."""
    by_why = defaultdict(list)
    for other in others:
        by_why[other.why].append({"key": other.key, "name": other.name})
    for why in (Why.NOT_CHOSEN, Why.ADDED_SINCE):
        if found := by_why[why]:
            yield LeftOut(str(why.label), len(found), found[:NAMED_AT_MOST], is_candidate=True)


def left_out_of(scenario: Scenario, village: str) -> Iterable[LeftOut]:
    for reason in Reason:
        if found := scenario.left_out.get(reason.value):
            yield LeftOut(reason.words(village), found["number"], found["some"], reason in OF_CANDIDATES)


@dataclass(frozen=True)
class Picked:
    pick: Pick

    @property
    def candidate(self) -> Any:
        return self.pick.candidate

    def for_map(self) -> dict[str, Any]:
        candidate = self.candidate
        return {"number": self.pick.position, "name": candidate.name, "at": at(candidate.geom)}

    def feature(self, *, with_adds: bool) -> dict[str, Any]:
        """GeoJSON."""
        candidate = self.candidate
        properties = {
            "number": self.pick.position,
            "name": candidate.name,
            "village": candidate.village.name if candidate.village else None,
            "commune": candidate.commune.name,
            "cost_vnd": int(self.pick.cost),
        }
        if with_adds:
            properties["adds"] = self.pick.adds
        place = [round(candidate.geom.x, PLACES), round(candidate.geom.y, PLACES)]
        return {
            "type": "Feature",
            "id": str(candidate.pk),
            "geometry": {"type": "Point", "coordinates": place},
            "properties": properties,
        }


def picks_of(scenario: Scenario) -> list[Picked]:
    """In their order; one query."""
    rows = scenario.picks.select_related("candidate__village", "candidate__kind", "candidate__commune")
    rows = rows.defer("candidate__village__boundary", "candidate__commune__boundary")
    return [Picked(pick) for pick in rows]


def as_geojson(picks: Iterable[Picked], *, with_adds: bool) -> str:
    features = [pick.feature(with_adds=with_adds) for pick in picks]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False)
