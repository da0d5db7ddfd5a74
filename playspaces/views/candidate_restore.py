"""Candidate places that were withdrawn, and bringing one back."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from foundation.contract import PAGE_NUMBER, reads, takes
from foundation.records import StaleVersionError
from hazards.errors import RestoreError
from hazards.views.respond import posted
from playspaces import services
from playspaces.forms.planned import RestoreCandidateForm
from playspaces.views.plan_reach import candidates_in_reach, own_commune
from playspaces.views.respond import show_newer

ON_A_PAGE = 50


@asks(access.RESTORE, "plan")
@takes(RestoreCandidateForm)
def candidate_restore(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """One that was never withdrawn, or is back already, leads to the list."""
    candidate = get_object_or_404(candidates_in_reach(request), pk=pk)
    access.require(request.user, access.RESTORE, "plan", candidate.commune, candidate.village)
    if candidate.withdrawn_at is None:
        messages.info(request, _("This was restored already."))
        return redirect("candidate-list")
    form = RestoreCandidateForm(posted(request), initial={"version": candidate.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            services.restore_planned(
                candidate, reason=words["reason"], seen_version=words["version"], by=request.user
            )
        except (StaleVersionError, RestoreError):
            candidate.refresh_from_db()
            show_newer(form, candidate)
        else:
            messages.success(request, _("“%(name)s” is in the list again.") % {"name": candidate.name})
            return redirect("candidate-list")
    context = {
        "form": form,
        "title": _("Restore: %(what)s") % {"what": candidate.name},
        "save": _("Restore"),
        "withdrawn": candidate,
        "back": reverse("candidates-withdrawn"),
        "back_words": _("Withdrawn"),
    }
    return render(request, "playspaces/plans/small_form.html", context)


@asks(access.RESTORE, "plan")
@require_safe
@reads(page=PAGE_NUMBER)
def candidates_withdrawn(request: HttpRequest) -> HttpResponse:
    """What was withdrawn in the commune and may come back, the latest first. Five queries at most."""
    commune = own_commune(request, access.RESTORE)
    rows = candidates_in_reach(request, access.RESTORE).filter(commune=commune, withdrawn_at__isnull=False)
    context = {
        "commune": commune,
        "page": Paginator(rows.order_by("-withdrawn_at"), ON_A_PAGE).get_page(request.GET.get("page")),
        "restore": "candidate-restore",
        "title": _("Candidate places"),
        "all": reverse("candidate-list"),
    }
    return render(request, "playspaces/plans/withdrawn.html", context)
