"""How much one request may bring along. More is refused in words, before anybody reads it.

What is refused while it is read (fields, files, the text of a form) ends in `bad_request`, too.
How often an address may send is in `foundation.rates`; the sizes of pictures and shapes are asked
where they are taken in.
"""

import logging
from collections.abc import Callable
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views import defaults
from psycopg.errors import QueryCanceled

from foundation.refusals import refusal

log = logging.getLogger(__name__)

# What Django raises while it reads a form that is too large in one way or another.
TOO_MUCH: Final = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bounded_requests(get_response: Callable[[HttpRequest], HttpResponse]):
    """Stands behind the one that knows who asks: strangers have little to send."""

    def middleware(request: HttpRequest) -> HttpResponse:
        words = request.META.get("QUERY_STRING", "")
        if len(words) > settings.ADDRESS_MAX_BYTES:
            return refusal(request, 414, _("Please choose fewer filters, or shorter words."))
        if words.count("&") >= settings.ADDRESS_MAX_WORDS:
            return refusal(request, 400, _("Too much is chosen at once. Please choose fewer filters."))
        if announced(request) > most_from(request):
            return too_much(request)
        return get_response(request)

    return middleware


class Patience:
    """A question that the database broke off ends in words, not in a breakdown."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if not isinstance(exception.__cause__, QueryCanceled):
            return None
        log.warning("The database broke off %s after %s s", request.path, settings.STATEMENT_MAX_S)
        return refusal(request, 503, _("Please choose fewer places or a shorter time, or try again later."))


def announced(request: HttpRequest) -> int:
    """Bytes that follow. Without a number Django reads nothing."""
    length = request.META.get("CONTENT_LENGTH") or ""
    return int(length) if length.isascii() and length.isdigit() else 0


def most_from(request: HttpRequest) -> int:
    """Who sends is asked only where it matters: that costs a query."""
    is_little = announced(request) <= settings.STRANGERS_MAX_BYTES
    return settings.STRANGERS_MAX_BYTES if is_little or request.user.is_anonymous else settings.BODY_MAX_BYTES


def too_much(request: HttpRequest) -> HttpResponse:
    return refusal(
        request, 413, _("Please go back and send less: fewer or smaller pictures, a shorter text.")
    )


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """`handler400`: a form beyond its limits gets the page that says so."""
    if isinstance(exception, TOO_MUCH):
        return too_much(request)
    return defaults.bad_request(request, exception)
