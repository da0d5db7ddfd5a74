"""A plan as something that is kept: renamed, withdrawn, brought back."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from areas.models import Commune
from foundation.contract import PAGE_NUMBER, reads, takes
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_version_of
from hazards.conflict import last_author
from hazards.errors import RestoreError
from hazards.views.respond import posted
from playspaces import services
from playspaces.forms.planned import RenamePlanForm, RestorePlanForm, WithdrawPlanForm
from playspaces.forms.state import OnVersion
from playspaces.models import Scenario
from playspaces.views.plan_reach import may_in_all, own_commune, scenario_for, scenarios_in_reach

ON_A_PAGE = 50


@asks(access.CHANGE, "plan")
@takes(RenamePlanForm)
def plan_rename(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    scenario = scenario_for(request, access.CHANGE, pk)
    form = RenamePlanForm(posted(request), initial={"version": scenario.version, "name": scenario.name})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            services.rename_plan(scenario, name=words["name"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            messages.success(request, _("Saved."))
            return redirect("plan", pk)
    return show(request, scenario, form, title=_("Rename this plan"), save=_("Save"))


@asks(access.WITHDRAW, "plan")
@takes(WithdrawPlanForm)
def plan_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    scenario = scenario_for(request, access.WITHDRAW, pk)
    form = WithdrawPlanForm(posted(request), initial={"version": scenario.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            scenario.withdraw(reason=words["reason"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            messages.success(request, _("“%(name)s” was withdrawn.") % {"name": scenario.name})
            return redirect("plan-list")
    return show(request, scenario, form, title=_("Withdraw this plan"), save=_("Withdraw"), is_danger=True)


@asks(access.RESTORE, "plan")
@takes(RestorePlanForm)
def plan_restore(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One that was never withdrawn, or is back already, leads to its page."""
    scenario = get_object_or_404(scenarios_in_reach(request), pk=pk)
    if not may_in_all(request, access.RESTORE, "plan", scenario.communes.all()):
        raise PermissionDenied
    if scenario.withdrawn_at is None:
        messages.info(request, _("This was restored already."))
        return redirect("plan", pk)
    form = RestorePlanForm(posted(request), initial={"version": scenario.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            services.restore_planned(
                scenario, reason=words["reason"], seen_version=words["version"], by=request.user
            )
        except (StaleVersionError, RestoreError):
            scenario.refresh_from_db()
            show_newer(form, scenario)
        else:
            messages.success(request, _("Restored."))
            return redirect("plan", pk)
    title = _("Restore: %(what)s") % {"what": scenario.name}
    back = {"back": reverse("plans-withdrawn"), "back_words": _("Withdrawn")}
    return show(request, scenario, form, title=title, save=_("Restore"), withdrawn=scenario, **back)


@asks(access.RESTORE, "plan")
@require_safe
@reads(page=PAGE_NUMBER)
def plans_withdrawn(request: HttpRequest) -> HttpResponse:
    """What was withdrawn in the commune and may come back, the latest first. Six queries at most."""
    commune = own_commune(request, access.RESTORE)
    rows = scenarios_in_reach(request, access.RESTORE).filter(communes=commune, withdrawn_at__isnull=False)
    about = Prefetch("communes", Commune.objects.defer("boundary"))
    rows = rows.order_by("-withdrawn_at").prefetch_related(about)
    context = {
        "commune": commune,
        "page": Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page")),
        "restore": "plan-restore",
        "title": _("Plans for play spaces"),
        "all": reverse("plan-list"),
    }
    return render(request, "playspaces/plans/withdrawn.html", context)


def show(request: HttpRequest, scenario: Scenario, form: OnVersion, **context: object) -> HttpResponse:
    context = {"back": reverse("plan", args=[scenario.pk]), "back_words": scenario.name} | context
    return render(request, "playspaces/plans/small_form.html", {"form": form} | context)


def show_newer(form: OnVersion, current: Scenario) -> None:
    """What was typed stays; to save once more is then deliberate."""
    sentence = _("%(person)s changed this plan since you opened it. Please check, then save again.")
    ask_with_version_of(form, current, sentence % {"person": last_author(current)})
