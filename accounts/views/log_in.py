"""Logging in: name and password, then, for who has set it up, a code of the telephone."""

from urllib.parse import urlencode

import django_otp
from django.contrib import messages
from django.contrib.auth.views import LoginView, LogoutView, RedirectURLMixin
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts import between_steps, two_factor
from accounts.forms.log_in import CodeForm, LogInForm
from accounts.gate import for_everybody
from accounts.landing import landing_page
from accounts.log_ins import enter
from foundation.contract import TEXT, reads, takes


class LogIn(LoginView):
    """The first step. Whoever has a second factor is not logged in before the second."""

    authentication_form = LogInForm
    redirect_authenticated_user = True

    def form_valid(self, form: LogInForm) -> HttpResponse:
        user, is_shared = form.get_user(), form.cleaned_data["is_shared"]
        if two_factor.device_of(user):
            leads_to = self.get_redirect_url()
            between_steps.wait(self.request, user, leads_to=leads_to, is_shared=is_shared)
            return redirect("log-in-code")
        enter(self.request, user, user.backend, is_shared=is_shared)
        return HttpResponseRedirect(self.get_success_url())

    def get_default_redirect_url(self) -> str:
        return landing_page(self.request.user)


class LogOut(LogoutView):
    def dispatch(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Pages and pictures that the browser still has go with the session, "back" leads to none."""
        response = super().dispatch(request, *args, **kwargs)
        response["Clear-Site-Data"] = '"cache"'
        return response


log_in = for_everybody(reads(next=TEXT)(takes(LogInForm, next=TEXT)(LogIn.as_view())))
log_out = for_everybody(require_POST(reads(next=TEXT)(takes(next=TEXT)(LogOut.as_view()))))


@for_everybody
@reads(next=TEXT)
@takes(CodeForm)
@never_cache
def code(request: HttpRequest) -> HttpResponse:
    """The second step; also for who is in, but not with the second factor set up meanwhile."""
    waiting = between_steps.waiting(request) or unverified(request)
    if waiting is None:
        return too_late(request)
    form = CodeForm(request, waiting.user, request.POST or None)
    if form.is_valid():
        return let_in(request, waiting, form)
    return render(request, "registration/code.html", {"form": form})


def unverified(request: HttpRequest) -> between_steps.Waiting | None:
    """Who is logged in without the code, and was led here from a page (`?next=`)."""
    user = request.user
    if not user.is_authenticated or user.is_verified() or not two_factor.standing(user).is_set_up:
        return None
    leads_to = safe_next(request)
    return between_steps.Waiting(user, "", leads_to, is_shared=False)


def let_in(request: HttpRequest, waiting: between_steps.Waiting, form: CodeForm) -> HttpResponse:
    between_steps.forget(request)
    if waiting.backend:
        enter(request, waiting.user, waiting.backend, is_shared=waiting.is_shared)
    else:
        request.session.cycle_key()
    django_otp.login(request, form.device)
    if len(form.cleaned_data["code"]) == two_factor.RECOVERY_DIGITS:
        say_how_many_are_left(request, waiting.user)
    return HttpResponseRedirect(waiting.leads_to or landing_page(waiting.user))


def say_how_many_are_left(request: HttpRequest, user) -> None:
    left = two_factor.recovery_codes_left(user)
    messages.warning(
        request,
        _("This recovery code is used up; %(left)s are left. New ones: My account, Second factor.")
        % {"left": left},
    )


def too_late(request: HttpRequest) -> HttpResponse:
    """Nobody is waiting here: to the first page, or to the log-in."""
    if request.user.is_authenticated:
        return redirect(landing_page(request.user))
    messages.info(request, _("Please log in again: the code was not typed within 5 minutes."))
    return redirect("login")


def safe_next(request: HttpRequest) -> str:
    """`?next=`, if it is an address of ours; else ""."""
    asked = RedirectURLMixin()
    asked.request = request
    return asked.get_redirect_url()


def code_address(leads_to: str) -> str:
    """Where the code is asked for, before going to `leads_to`."""
    return f"{reverse('log-in-code')}?{urlencode({'next': leads_to})}"
