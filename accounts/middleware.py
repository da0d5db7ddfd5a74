"""What is asked of every request before its view: rights, the second factor, a session that lasts."""

from collections.abc import Callable

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.exceptions import SessionInterrupted
from django.contrib.sessions.middleware import SessionMiddleware
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts import sessions, two_factor
from accounts.views.log_in import code_address


def lead_to(request: HttpRequest, address: str) -> HttpResponse:
    """To another page; htmx, which asked for a part of one, leads the whole page there."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return HttpResponseRedirect(address)


class Gate:
    """Refuses whoever may do nowhere what the view asks for, and every view that asks for nothing.

    The management pages ask by themselves (`accounts.guarded_admin`). It stands behind Django's
    LoginRequiredMiddleware, which leads strangers to the log-in.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        if request.resolver_match and "admin" in request.resolver_match.app_names:
            return
        right = getattr(view, "right", None)
        if right is None or not right.is_held_by(request.user):
            raise PermissionDenied


def page_of(request: HttpRequest) -> str:
    """The address to come back to: not that of a deed, nor of a part of a page."""
    is_page = request.method == "GET" and "HX-Request" not in request.headers
    return request.get_full_path() if is_page else ""


class Sessions(SessionMiddleware):
    """Django's; it notes the hour of last use, and knows that a session may be ended from elsewhere."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if settings.SESSION_COOKIE_NAME not in request.COOKIES:
            return
        if SESSION_KEY in request.session and sessions.is_stale(request.session):
            request.session[sessions.USED] = timezone.now().isoformat()

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponse:
        try:
            return super().process_response(request, response)
        except SessionInterrupted:  # ended while this request was under way
            answer = lead_to(request, resolve_url(settings.LOGIN_URL))
            answer.delete_cookie(settings.SESSION_COOKIE_NAME)
            return answer


class SecondFactor:
    """Leads to the code who has a second factor and has not shown it, to the set-up who needs one.

    What is for everybody (log-in, log-out, language) stays open, and the pages marked
    `before_second_factor`. Whether a rule asks is read with the person's posts: a new rule holds
    from the next click on.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        right = getattr(view, "right", None)
        if not request.user.is_authenticated or (right and right.is_for_everybody):
            return None
        standing = two_factor.standing(request.user)
        if standing.is_set_up and not request.user.is_verified():
            return lead_to(request, code_address(page_of(request)))
        is_missing = standing.is_asked and not standing.is_set_up
        if is_missing and not getattr(view, "is_before_second_factor", False):
            return self.lead_to_set_up(request)
        return None

    def lead_to_set_up(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            messages.warning(request, _("Nothing was saved: your post needs a second factor first."))
        return lead_to(request, resolve_url("second-factor"))
