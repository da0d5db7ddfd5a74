"""Whether a play space can be used: out of use for a time, closed for good, withdrawn, restored."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts import access
from accounts.gate import asks
from foundation.contract import ROW, reads, takes
from foundation.records import StaleVersionError
from hazards.errors import RestoreError
from hazards.views.respond import posted
from playspaces import services
from playspaces.forms.state import CloseForm, ClosureForm, RestoreForm, WithdrawForm
from playspaces.models import Closure
from playspaces.views.reach import own_commune, space_for, spaces_in_reach
from playspaces.views.respond import saved, show_form, show_newer

WITHDRAWN_SHOWN = 200


@asks(access.CHANGE, "play_space")
@takes(ClosureForm)
def closure_new(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    """Not usable since a day. One tap is enough where the page proposes it."""
    space = space_for(request, access.CHANGE, pk)
    closure = Closure(playspace=space)
    initial = {"version": space.version, "since": timezone.localdate()}
    form = ClosureForm(posted(request), instance=closure, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.shut_space(form.instance, seen_version=form.cleaned_data["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            return saved(request, space, _("“%(name)s” is marked as not usable.") % {"name": space.name})
    return show_form(request, space, form, _("Not usable for a time"))


@asks(access.CHANGE, "play_space")
@takes(ClosureForm)
@reads(key=ROW)
def closure_edit(request: HttpRequest, pk: uuid.UUID, key: int) -> HttpResponse:
    """Usable again, or another day or reason."""
    space = space_for(request, access.CHANGE, pk)
    closure = get_object_or_404(Closure, playspace=space, pk=key)
    closure.playspace = space
    form = ClosureForm(posted(request), instance=closure, initial={"version": space.version})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_closure(form.instance, seen_version=form.cleaned_data["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            return saved(request, space, _("Saved."))
    return show_form(request, space, form, _("Usable again, or a correction"))


@asks(access.CHANGE, "play_space")
@takes(CloseForm)
def playspace_close(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    space = space_for(request, access.CHANGE, pk)
    form = CloseForm(posted(request), space=space)
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            services.close_space(space, on=words["on"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            return saved(request, space, _("Saved."))
    return show_form(request, space, form, _("Close for good"))


@asks(access.WITHDRAW, "play_space")
@takes(WithdrawForm)
def playspace_withdraw(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    space = space_for(request, access.WITHDRAW, pk)
    form = WithdrawForm(posted(request), initial={"version": space.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            space.withdraw(reason=words["reason"], seen_version=words["version"])
        except StaleVersionError as stale:
            show_newer(form, stale.current)
        else:
            messages.success(request, _("“%(name)s” was withdrawn.") % {"name": space.name})
            return redirect("playspace-list")
    return show_form(request, space, form, _("Withdraw this place"), save=_("Withdraw"), is_danger=True)


@asks(access.RESTORE, "play_space")
@takes(RestoreForm)
def playspace_restore(request: HttpRequest, pk: uuid.UUID) -> HttpResponse:
    space = get_object_or_404(spaces_in_reach(request), pk=pk)
    access.require(request.user, access.RESTORE, "play_space", space.commune, space.village)
    if space.withdrawn_at is None:
        return saved(request, space, _("This was restored already."))
    form = RestoreForm(posted(request), initial={"version": space.version})
    if request.method == "POST" and form.is_valid():
        words = form.cleaned_data
        try:
            services.restore_space(
                space, reason=words["reason"], seen_version=words["version"], by=request.user
            )
        except (StaleVersionError, RestoreError):
            space.refresh_from_db()
            show_newer(form, space)
        else:
            return saved(request, space, _("Restored."))
    title = _("Restore: %(what)s") % {"what": space.name}
    return show_form(request, space, form, title, save=_("Restore"))


@asks(access.RESTORE, "play_space")
@require_safe
def playspaces_withdrawn(request: HttpRequest) -> HttpResponse:
    """What was withdrawn in the commune and may come back, the latest first."""
    commune = own_commune(request, access.RESTORE)
    rows = spaces_in_reach(request).filter(commune=commune, withdrawn_at__isnull=False)
    spaces = rows.defer("geom", "commune__boundary").order_by("-withdrawn_at")[:WITHDRAWN_SHOWN]
    return render(request, "playspaces/withdrawn.html", {"commune": commune, "spaces": spaces})
