"""Where one is logged in, and ending it there."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts import own_sessions
from accounts.agents import in_words
from accounts.gate import for_anyone_known
from audit.log import Deed, record


@require_safe
@for_anyone_known
def sessions(request: HttpRequest) -> HttpResponse:
    rows = [
        {
            "name": own_sessions.name_of(session),
            "browser": in_words(session.agent),
            "address": session.address,
            "begun_at": session.begun_at,
            "used_at": session.used_at,
            "is_this": session.session_key == request.session.session_key,
        }
        for session in request.user.sessions.current().order_by("-used_at")
    ]
    rows.sort(key=lambda row: not row["is_this"])
    return render(request, "account/sessions.html", {"rows": rows})


@require_POST
@for_anyone_known
def end(request: HttpRequest, name: str) -> HttpResponse:
    """End one other session; one that is gone already is as good."""
    session = own_sessions.find(request.user, name)
    if session and session.session_key != request.session.session_key:
        browser, address = in_words(session.agent), session.address
        session.delete()
        record(Deed.SESSION_ENDED, request=request, about=browser, of_address=address)
    messages.success(request, _("Logged out there."))
    return redirect("sessions")


@require_POST
@for_anyone_known
def end_others(request: HttpRequest) -> HttpResponse:
    count = own_sessions.end_others(request)
    if count:
        record(Deed.SESSION_ENDED, request=request, number=count)
    text = ngettext("Logged out in %(count)s other place.", "Logged out in %(count)s other places.", count)
    messages.success(request, text % {"count": count})
    return redirect("sessions")
