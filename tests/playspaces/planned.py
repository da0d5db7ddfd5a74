"""A candidate place in Đại Áng, and a plan that picked it: for the walks through every address."""

from types import SimpleNamespace

from django.utils import timezone

from accounts.models import User
from areas.models import Commune, Village
from playspaces.models import Candidate, Computation, Scenario
from tests.shapes import point


def plan_of(commune: Commune, village: Village, *, by: User) -> SimpleNamespace:
    candidate = Candidate.objects.create(
        name="Sân kho", geom=point(30, 40), commune=commune, village=village, cost=350_000_000, created_by=by
    )
    scenario = Scenario.objects.create(
        name="65 % thôn",
        target_percent=65,
        created_by=by,
        outcome="optimal",
        gap=0,
        cost=350_000_000,
        total=2,
        reached_before=1,
        reached_after=2,
        solved_at=timezone.now(),
    )
    scenario.communes.set([commune])
    scenario.picks.create(candidate=candidate, cost=350_000_000, position=1, adds=1)
    Computation.objects.create(scenario=scenario, asked_by=by, state="done")
    return SimpleNamespace(candidate=candidate, scenario=scenario)
