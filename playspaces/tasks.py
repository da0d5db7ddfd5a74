"""What takes too long for a page: plans for several communes."""

from django.conf import settings
from django_tasks import task

from playspaces import services
from playspaces.models import Computation, Scenario
from playspaces.planning import Answer
from playspaces.questions import Question
from playspaces.services.planning import CancelledError, asked_of
from playspaces.solving import EndedError, solved_apart


@task()
def compute_plan(key: int) -> None:
    """Nothing happens where the plan is gone, cancelled or computed already."""
    computation = Computation.objects.filter(pk=key).select_related("scenario").first()
    if computation is None:
        return

    def is_unwanted() -> bool:
        return not Computation.objects.filter(pk=key, cancel_asked=False).exists()

    def solve(scenario: Scenario, question: Question) -> Answer:
        ask = asked_of(scenario, question, settings.PLANNING_MAX_S)
        try:
            return solved_apart(ask, is_unwanted)
        except EndedError as error:
            raise CancelledError from error

    services.compute(computation, solve)
