"""What a one-time link opens: choosing a password.

The token goes from the address into the session at once, so that it stands in no history and goes
to no other page. Opening the link uses nothing up: mail servers look at links before people do.
"""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import links, services
from accounts.errors import NotDoneError
from accounts.forms.passwords import ChosenPasswordForm
from accounts.gate import for_everybody
from accounts.landing import landing_page
from accounts.models import User
from foundation.contract import takes
from foundation.rates import limited

TOKEN = "one_time_link"  # noqa: S105  (where the session keeps it)
IN_SESSION = "set-password"


@sensitive_post_parameters()
@never_cache
@for_everybody
@limited("invitation", rate="30/h", everyone=True)
@takes(ChosenPasswordForm)
def invitation(request: HttpRequest, key: str, token: str) -> HttpResponse:
    person = links.person_of(key)
    if token != IN_SESSION:
        return take_token(request, person, key, token)
    token = request.session.get(TOKEN, "")
    if person is None or not links.tokens.check_token(person, token):
        return no_longer(request)
    return choose_password(request, person, token)


def take_token(request: HttpRequest, person: User | None, key: str, token: str) -> HttpResponse:
    """Into the session with it; the same page for a link of nobody and for one that is over."""
    if not links.tokens.check_token(person, token):
        return no_longer(request)
    request.session[TOKEN] = token
    return redirect("invitation", key, IN_SESSION)


def choose_password(request: HttpRequest, person: User, token: str) -> HttpResponse:
    form = ChosenPasswordForm(person, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            person = services.use_link(person, token, form.cleaned_data["new_password1"], request=request)
        except NotDoneError:
            return no_longer(request)
        return enter(request, person)
    context = {"form": form, "person": person, "is_invitation": links.is_invited(person)}
    return render(request, "people/invitation.html", context)


def enter(request: HttpRequest, person: User) -> HttpResponse:
    """Log in with the new password; a second factor is asked for by the next page."""
    request.session.flush()
    login(request, person, backend="accounts.backends.PasswordBackend")
    messages.success(request, _("Your password is set. Welcome, %(name)s.") % {"name": person})
    return redirect(landing_page(person))


def no_longer(request: HttpRequest) -> HttpResponse:
    request.session.pop(TOKEN, None)
    return render(request, "people/link_over.html")
