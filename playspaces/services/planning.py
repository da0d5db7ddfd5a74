"""Deeds of planning: ask, compute, take the answer in, cancel; rename, bring back."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from functools import partial
from typing import Final

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from accounts.models import User
from areas.models import Commune
from foundation.records import StaleVersionError
from hazards.errors import KeyTakenError
from hazards.services.restoring import bring_back
from hazards.services.storing import store_once
from playspaces.models import Candidate, Computation, Pick, Scenario
from playspaces.planning import Answer, needed, plan_for_budget, plan_for_target
from playspaces.questions import Question, question_of

ASKED: Final = [
    "name", "day", "goal", "reached", "counted", "radius_m", "on_foot", "target_percent", "budget",
    "leave_out_dangerous", "created_by_id",
]  # fmt: skip

State = Computation.State
Solver = Callable[[Scenario, Question], Answer]


@transaction.atomic
def ask_plan(scenario: Scenario, *, communes: Iterable[Commune], by: User) -> bool:
    """Store a new question, its answer to come; False when it was stored already. KeyTakenError."""
    asked = set(communes)
    if not store_once(scenario, same=ASKED):
        if set(Scenario.objects.get(pk=scenario.pk).communes.all()) != asked:
            raise KeyTakenError(scenario)
        return False
    scenario.communes.set(asked)
    Computation.objects.create(scenario=scenario, asked_by=by)
    return True


@transaction.atomic
def ask_again(scenario: Scenario, *, seen_version: int, by: User) -> None:
    """Have the answer computed anew on the data of now; until it comes, the old one stands.

    StaleVersionError when somebody changed the scenario, or asked already.
    """
    row, _ = Computation.objects.select_for_update().get_or_create(scenario=scenario)
    if row.is_open:
        raise StaleVersionError(scenario)
    scenario.save_edit(seen_version=seen_version)
    fresh = Computation(pk=row.pk, scenario=scenario, asked_by=by)
    fresh.save(force_update=True)


def rename_plan(scenario: Scenario, *, name: str, seen_version: int) -> None:
    """StaleVersionError when somebody changed it, or its answer came, since it was seen."""
    scenario.name = name
    scenario.save_edit(seen_version=seen_version)


@transaction.atomic
def restore_planned(record: Scenario | Candidate, *, reason: str, seen_version: int, by: User) -> None:
    """Bring back a plan or a candidate place. RestoreError for what is not withdrawn; StaleVersionError."""
    bring_back(record, reason, seen_version, by)


def compute(computation: Computation, solve: Solver) -> None:
    """Find the answer and take it in, unless somebody else is at it or it was cancelled meanwhile."""
    rows = Computation.objects.filter(pk=computation.pk)
    begun = rows.filter(state=State.WAITING, cancel_asked=False)
    if not begun.update(
        state=State.RUNNING, step=Computation.Step.GATHERING, started_at=timezone.now(), finished_at=None
    ):
        return
    scenario = computation.scenario
    try:
        question = question_of(scenario)
        rows.update(step=Computation.Step.SOLVING)
        take_in(computation, question, solve(scenario, question))
    except CancelledError:
        finish(computation, State.CANCELLED)
    except Exception:
        finish(computation, State.FAILED)
        raise


class CancelledError(Exception):
    """Somebody asked for the computation to end."""


def solve_here(scenario: Scenario, question: Question) -> Answer:
    """In this process, for a small question."""
    return asked_of(scenario, question, settings.PLANNING_MAX_S)()


def asked_of(scenario: Scenario, question: Question, time_limit_s: float) -> Callable[[], Answer]:
    """The call that finds the answer; it can be sent to another process."""
    problem = question.problem
    if scenario.goal == Scenario.Goal.BUDGET:
        return partial(plan_for_budget, problem, int(scenario.budget or 0), time_limit_s=time_limit_s)
    need = needed(scenario.target_percent or Decimal(0), problem.total)
    return partial(plan_for_target, problem, need, time_limit_s=time_limit_s)


@transaction.atomic
def take_in(computation: Computation, question: Question, answer: Answer) -> None:
    """The answer replaces the one before, with the author of who asked. CancelledError."""
    row = Computation.objects.select_for_update().get(pk=computation.pk)
    if row.cancel_asked:
        raise CancelledError
    scenario = Scenario.objects.select_for_update().get(pk=computation.scenario_id)
    scenario.outcome, scenario.gap, scenario.cost = answer.outcome.value, answer.gap, Decimal(answer.cost)
    scenario.total = answer.total / question.unit
    scenario.reached_before = answer.before / question.unit
    scenario.reached_after = answer.after / question.unit
    scenario.left_out, scenario.solved_at = question.left_out, timezone.now()
    scenario._history_user = row.asked_by
    scenario.save_edit(seen_version=scenario.version)
    scenario.picks.all().delete()
    Pick.objects.bulk_create(
        Pick(
            scenario=scenario,
            candidate=question.candidates[pick],
            cost=question.candidates[pick].cost,
            position=position,
            adds=adds / question.unit,
        )
        for position, (pick, adds) in enumerate(zip(answer.picks, answer.adds, strict=True), start=1)
    )
    finish(row, State.DONE)


def finish(computation: Computation, state: str) -> None:
    Computation.objects.filter(pk=computation.pk).update(state=state, step="", finished_at=timezone.now())


def cancel(computation: Computation) -> None:
    """One that waits ends at once; one that runs is told, and ends within moments."""
    rows = Computation.objects.filter(pk=computation.pk)
    if not rows.filter(state=State.WAITING).update(state=State.CANCELLED, finished_at=timezone.now()):
        rows.filter(state=State.RUNNING).update(cancel_asked=True)
