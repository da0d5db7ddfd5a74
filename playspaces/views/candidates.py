"""Places where a play space could be made: the list, one new, one changed or withdrawn, proposals."""

import uuid
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts import access
from accounts.gate import asks
from accounts.workplace import workplace_of
from foundation.contract import PAGE_NUMBER, reads, takes
from foundation.ordering import by_name
from foundation.records import StaleVersionError
from foundation.second_save import ask_with_new_key, ask_with_version_of
from hazards.conflict import compared, last_author
from hazards.errors import KeyTakenError
from hazards.views.respond import posted
from hazards.views.site_page import found_shape, script_of_place, shown_place
from playspaces import services
from playspaces.dangers import dangers_near
from playspaces.forms.candidate import CandidateForm, GenerateForm
from playspaces.forms.state import WithdrawForm
from playspaces.models import Candidate, PublicLand
from playspaces.views.plan_reach import candidate_for, candidates_for, own_commune
from playspaces.views.respond import show_newer

ON_A_PAGE = 50
COMPARED = ["geom", "village", "name", "cost", "kind", "note"]


@asks(access.SEE, "plan")
@require_safe
@reads(page=PAGE_NUMBER)
def candidate_list(request: HttpRequest) -> HttpResponse:
    """By name, each with the dangers near it. Six queries, whatever the page holds."""
    commune = own_commune(request, access.SEE)
    rows = candidates_for(request).filter(commune=commune)
    page = Paginator(rows.order_by(by_name(), "pk"), ON_A_PAGE).get_page(request.GET.get("page"))
    near = dangers_near(page.object_list, day=timezone.localdate())
    context = {
        "commune": commune,
        "page": page,
        "rows": [(candidate, near.get(candidate.pk)) for candidate in page.object_list],
        "without_cost": rows.filter(cost=None).count(),
        "may_add": access.may(request.user, access.ADD, "plan", commune),
        "may_change": access.may(request.user, access.CHANGE, "plan", commune),
        "may_restore": access.may(request.user, access.RESTORE, "plan", commune),
    }
    return render(request, "playspaces/plans/candidates.html", context)


@asks(access.ADD, "plan")
@takes(CandidateForm)
def candidate_new(request: HttpRequest) -> HttpResponse:
    commune = own_commune(request, access.ADD)
    form = CandidateForm(posted(request), user=request.user, commune=commune)
    if request.method == "POST" and form.is_valid():
        form.instance.created_by = request.user
        try:
            services.add_candidate(form.instance)
        except KeyTakenError:
            ask_with_new_key(
                form, _("A place was already saved from this form. For another one, press Save again.")
            )
        else:
            return saved(request, form.instance)
    return show(request, form)


@asks(access.CHANGE, "plan")
@takes(CandidateForm)
def candidate_edit(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    stored = candidate_for(request, access.CHANGE, pk)
    form = CandidateForm(posted(request), instance=stored, user=request.user, commune=stored.commune)
    newer: dict[str, Any] = {}
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_candidate(form.instance, seen_version=form.cleaned_data["version"] or 0)
        except StaleVersionError as stale:
            newer = both_sides(form, stale.current)
        else:
            return saved(request, form.instance)
    return show(request, form, candidate=stored, **newer)


def both_sides(form: CandidateForm, current: Candidate) -> dict[str, Any]:
    author = last_author(current)
    sentence = _("%(person)s changed this place since you opened it. Both versions stand below.")
    ask_with_version_of(form, current, sentence % {"person": author})
    return {"differences": compared(form.instance, current, COMPARED, form.user), "author": author}


def saved(request: HttpRequest, candidate: Candidate) -> HttpResponse:
    messages.success(request, _("Saved: %(name)s.") % {"name": candidate.name})
    return redirect("candidate-list")


def show(request: HttpRequest, form: CandidateForm, **context: object) -> HttpResponse:
    context |= shown_place(form) | {"script": script_of_place("candidate-place")}
    return render(request, "playspaces/plans/candidate_form.html", context)


@asks(access.ADD, "plan")
@require_POST
@takes(CandidateForm)
def candidate_place(request: HttpRequest) -> HttpResponse:
    """Fragment: where the posted place lies, or why it cannot be, and the villages to choose from."""
    if not access.may_anywhere(request.user, access.ADD, "plan"):
        raise PermissionDenied
    form = CandidateForm(request.POST, user=request.user, commune=workplace_of(request).commune)
    form.is_valid()
    context = shown_place(form) | {"found": found_shape(form)}
    return render(request, "playspaces/_place.html", context)


@asks(access.WITHDRAW, "plan")
@takes(WithdrawForm)
def candidate_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Answers that picked it keep it."""
    candidate = candidate_for(request, access.WITHDRAW, pk)
    form = WithdrawForm(posted(request), initial={"version": candidate.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            candidate.withdraw(reason=words["reason"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            messages.success(request, _("“%(name)s” was withdrawn.") % {"name": candidate.name})
            return redirect("candidate-list")
    context = {
        "form": form,
        "title": _("Withdraw this place"),
        "save": _("Withdraw"),
        "is_danger": True,
        "back": reverse("candidate-list"),
        "back_words": candidate.name,
    }
    return render(request, "playspaces/plans/small_form.html", context)


@asks(access.ADD, "plan")
@takes(GenerateForm)
def candidates_generate(request: HttpRequest) -> HttpResponse:
    """Propose places on public land; says what was added and what was left out."""
    commune = own_commune(request, access.ADD)
    form = GenerateForm(posted(request))
    context: dict[str, Any] = {
        "form": form,
        "commune": commune,
        "parcels": PublicLand.objects.in_force().filter(commune=commune).count(),
    }
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        context["made"] = services.propose_on_public_land(
            commune, cost=words["cost"], kind=words["kind"], day=timezone.localdate(), by=request.user
        )
    return render(request, "playspaces/plans/generate.html", context)
