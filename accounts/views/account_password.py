"""A new password. The other sessions end; this one goes on under a new key."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from accounts import own_sessions
from accounts.forms.account import NewPasswordForm
from accounts.gate import for_anyone_known
from audit.log import Deed, record
from foundation.contract import takes


@for_anyone_known
@takes(NewPasswordForm)
@sensitive_post_parameters()
def password(request: HttpRequest) -> HttpResponse:
    form = NewPasswordForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        update_session_auth_hash(request, form.save())
        own_sessions.end_others(request)
        record(Deed.PASSWORD_CHANGED, request=request)
        messages.success(request, _("You have a new password. You were logged out everywhere else."))
        return redirect("account")
    return render(request, "account/password.html", {"form": form})
