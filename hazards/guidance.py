"""The next step in words, with the button that takes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _

from hazards.kinds import MeasureKind
from hazards.measure_state import Step
from hazards.models import HazardSite, Measure
from hazards.next_step import Action, NextStep, next_step
from hazards.status import SiteFacts


@dataclass(frozen=True)
class Guidance:
    """`url` is empty where there is nothing to press; `missing` completes the sentence."""

    action: Action
    sentence: str
    button: str = ""
    url: str = ""
    missing: str = ""


STEP_OF = {
    Action.REPAIR: Step.REPAIRING,
    Action.CONFIRM_REPAIR: Step.REPAIRED,
    Action.CONFIRM_INSTALLATION: Step.INSTALLED,
}


def guidance_for(
    site: HazardSite,
    facts: SiteFacts,
    measures: Sequence[Measure],
    required: Sequence[MeasureKind],
    day: date,
) -> Guidance:
    """`measures` in the order of `facts.measures`."""
    step = next_step(facts, day)
    missing = [kind for kind in required if kind.pk in step.missing]
    names = ", ".join(kind.name for kind in missing)
    if step.measure is not None:
        return about_measure(step, measures[step.measure], names)
    if step.action == Action.INSPECT:
        sentence = _("The last look was too long ago. Please go and inspect this place.")
        return Guidance(
            step.action, sentence, _("Record an inspection"), reverse("inspection-new", args=[site.pk])
        )
    if step.action in (Action.ADD_MISSING, Action.ADD_ANY):
        return add_measure(site, step, missing, names)
    return Guidance(step.action, nothing_to_do(step))


def about_measure(step: NextStep, measure: Measure, names: str) -> Guidance:
    kind = {"measure": measure.kind.name}
    sentence, button = {
        Action.REPAIR: (_("%(measure)s is damaged. Please arrange the repair."), _("Under repair")),
        Action.CONFIRM_REPAIR: (
            _("%(measure)s is under repair. Please confirm when it is done."),
            _("Confirm the repair"),
        ),
        Action.CONFIRM_INSTALLATION: (
            _("%(measure)s is planned. Please confirm when it is in place."),
            _("Confirm the installation"),
        ),
    }[step.action]
    query = urlencode({"step": STEP_OF[step.action]})
    url = f"{reverse('measure-record', args=[measure.pk])}?{query}"
    missing = _("Also still needed: %(measures)s.") % {"measures": names} if names else ""
    return Guidance(step.action, sentence % kind, button, url, missing)


def add_measure(site: HazardSite, step: NextStep, missing: Sequence[MeasureKind], names: str) -> Guidance:
    url = reverse("measure-new", args=[site.pk])
    if not missing:
        sentence = _("Nothing protects children here yet. Please record or plan a measure.")
        return Guidance(step.action, sentence, _("Record a measure"), url)
    sentence = _("Still needed here: %(measures)s. Please record or plan it.") % {"measures": names}
    return Guidance(
        step.action, sentence, _("Record a measure"), f"{url}?{urlencode({'kind': missing[0].pk})}"
    )


def nothing_to_do(step: NextStep) -> str:
    if step.action == Action.NOTHING:
        return _("The danger here is gone for good. There is nothing left to do.")
    if step.inspect_by:
        return _("Nothing for now. Please inspect again by %(day)s.") % {"day": f"{step.inspect_by:%d/%m/%Y}"}
    return _("Nothing for now.")
