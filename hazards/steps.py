"""What became of a site between two days: found, better, worse, eliminated, or reopened in between."""

from collections import defaultdict
from datetime import date
from typing import Final

from django.db.models import Q, QuerySet, TextChoices
from django.utils.translation import gettext_lazy as _

from hazards.spans import Communes, begun_between, changed_between, losses, reopened_between
from hazards.status import Status


class Step(TextChoices):
    """Each changed site took one of the first four; `REOPENED` tells beside it that its protection was
    lost on one of the days after the first, though it may be back."""

    FOUND = "found", _("newly found")
    IMPROVED = "improved", _("improved")
    WORSENED = "worsened", _("worsened")
    ELIMINATED = "eliminated", _("eliminated")
    REOPENED = "reopened", _("reopened")


# From the worst to the best.
RANK: Final = {status: place for place, status in enumerate(Status.values)}


def step_of(before: str | None, after: str) -> Step | None:
    """`before` is None for a site that was not found yet.

    >>> step_of("unprotected", "in_progress"), step_of("eliminated", "protected"), step_of(None, "protected")
    (Step.IMPROVED, Step.WORSENED, Step.FOUND)
    """
    if before is None:
        return Step.FOUND
    if before == after:
        return None
    if after == Status.ELIMINATED:
        return Step.ELIMINATED
    return Step.IMPROVED if RANK[after] > RANK[before] else Step.WORSENED


def count_steps(first: date, last: date, communes: Communes) -> dict[Step, int]:
    """How many sites took each step after `first`, up to `last`. Two queries."""
    counts: defaultdict[Step, int] = defaultdict(int)
    for change in changed_between(first, last, communes):
        step = step_of(change.before, change.after)
        if step:
            counts[step] += 1
    counts[Step.REOPENED] = len({one.site for one in reopened_between(first, last, communes)})
    return {step: counts[step] for step in Step}


def sites_that(step: str, first: date, last: date, communes: Communes = None) -> QuerySet:
    """Keys of the sites that `count_steps` counts for `step`: a sub-query, no query by itself."""
    if step == Step.REOPENED:
        return losses(first, last, communes).values("site")
    return begun_between(first, last, communes).filter(steps_in_words(step)).values("site")


def steps_in_words(step: str) -> Q:
    """Condition on spans with the status `before`."""
    if step == Step.FOUND:
        return Q(before__isnull=True)
    taken = Q(pk__in=[])
    for before in Status:
        after = [status for status in Status if step_of(before, status) == step]
        if after:
            taken |= Q(before=before, status__in=after)
    return taken
