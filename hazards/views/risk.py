"""Likelihood and severity as proposed, while the form is still being filled in; stores nothing."""

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from accounts import access
from accounts.gate import asks
from accounts.models import User
from foundation.contract import takes
from hazards.forms.risk import RiskAnswers
from hazards.risk import risk_level


@asks(access.ADD, "site")
@require_POST
@takes(RiskAnswers)
def site_risk(request: HttpRequest) -> HttpResponse:
    """Fragment: the proposal for the posted answers, its reasons, and what is chosen so far."""
    if not access.may_anywhere(request.user, access.ADD, "site"):
        raise PermissionDenied
    answers = RiskAnswers(request.POST, user=request.user)
    return render(request, "hazards/_risk_proposal.html", proposal_context(answers) | {"can_fill": True})


def proposal_of(form: Form, user: User) -> dict[str, object]:
    """The same for the form of a site, sent or only opened."""
    answers = {name: form[name].value() for name in RiskAnswers.base_fields}
    return proposal_context(RiskAnswers(answers, user=user))


def proposal_context(answers: RiskAnswers) -> dict[str, object]:
    proposal, chosen = answers.proposal(), answers.chosen
    if proposal is None:
        return {"proposal": None}
    proposed = proposal.likelihood, proposal.severity
    return {
        "proposal": proposal,
        "kind": answers.cleaned_data["kind"],
        "proposed_level": risk_level(*proposed),
        "chosen": chosen,
        "chosen_level": risk_level(*chosen) if chosen else None,
        "as_proposed": chosen == proposed,
    }
