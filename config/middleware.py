"""What every answer of ours carries, whichever room it comes from."""

import hashlib
import logging
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.cache import cache
from django.core.handlers.wsgi import LimitedStream
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url
from django.utils.cache import patch_cache_control

from audit.log import Deed, record
from config import policies

log = logging.getLogger(__name__)

Answer = Callable[[HttpRequest], HttpResponse]


def guarded_answers(get_response: Answer) -> Answer:
    """Stands outermost: static files, redirects to HTTPS and refused hosts get their headers here.

    A page has more fitting ones by then, which stay.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        for name, value in policies.ON_EVERY_ANSWER.items():
            response.setdefault(name, value)
        return response

    return middleware


def private_pages(get_response: Answer) -> Answer:
    """What a logged-in person sees is kept by no shared cache, and asked for anew each time.

    Not `no-store`: with it, a browser forgets what was typed into a form when going back.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        known = getattr(request, "user", None)
        if known and known.is_authenticated and "Cache-Control" not in response:
            patch_cache_control(response, private=True, no_cache=True)
        return response

    return middleware


def log_in_for_htmx(get_response: Answer) -> Answer:
    """A fragment asked for after the session ended leads the whole page to the log-in."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        log_in = resolve_url(settings.LOGIN_URL)
        asked_by_htmx = request.headers.get("HX-Request") == "true"
        if asked_by_htmx and response.headers.get("Location", "").startswith(log_in):
            return HttpResponse(status=204, headers={"HX-Redirect": log_in})
        return response

    return middleware


class WholeBody(LimitedStream):
    """Reads as many bytes as were announced, or fails: half a form must not pass for a whole one."""

    def read(self, size=-1, /):
        return self.checked(super().read(size), size)

    def readline(self, size=-1, /):
        return self.checked(super().readline(size), size)

    def checked(self, data: bytes, size: int | None) -> bytes:
        if not data and size != 0 and self._pos < self.limit:
            raise ConnectionResetError("The connection broke off before everything had arrived.")
        return data


def whole_bodies(get_response: Answer) -> Answer:
    """A connection that drops in the middle of sending stores nothing.

    Django itself takes what has arrived for all there is: a form cut short between two fields
    would be saved without the second.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        stream = getattr(request, "_stream", None)
        if isinstance(stream, LimitedStream) and not request._read_started:
            request._stream = WholeBody(request.environ["wsgi.input"], stream.limit)  # type: ignore[assignment]
        return get_response(request)

    return middleware


# Somebody who knocks at a door again and again is written down once in so many seconds.
SAME_REFUSAL: Final = 600


def refusals(get_response: Answer) -> Answer:
    """Writes down in the security log what a person who is logged in was refused.

    It stands behind AuthenticationMiddleware and in front of whatever refuses.
    """

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        if response.status_code == 403 and request.user.is_authenticated:
            note_refusal(request)
        return response

    return middleware


def note_refusal(request: HttpRequest) -> None:
    """The page, without the words of its address; at most once in a while for a person and page."""
    match = request.resolver_match
    page = match.view_name if match else request.path
    asked = hashlib.sha256(page.encode()).hexdigest()
    if not cache.add(f"refused-{request.user.pk}-{asked}", True, SAME_REFUSAL):
        return
    try:
        record(Deed.REFUSED, request=request, about=told_path(request), method=request.method)
    except DatabaseError:
        log.exception("A refusal could not be written into the security log.")


def told_path(request: HttpRequest) -> str:
    """The path; of a one-time link the pattern alone, as the link itself lets somebody in."""
    match = request.resolver_match
    return f"/{match.route}" if match and "token" in match.kwargs else request.path
