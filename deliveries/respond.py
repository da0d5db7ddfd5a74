"""How a page answers that asks for a file to be made."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas.models import Commune
from deliveries.models import Delivery
from deliveries.services import TooManyError
from deliveries.tasks import start


def deliver(
    request: HttpRequest, kind: str, params: dict[str, Any], title: str, commune: Commune | None = None
) -> HttpResponse:
    """Have a file made for whoever sent the request, and lead to where it can be waited for."""
    return answer_for(request, lambda: start(request.user, kind, params, title, commune))


def answer_for(request: HttpRequest, begin: Callable[[], Delivery]) -> HttpResponse:
    try:
        delivery = begin()
    except TooManyError:
        messages.warning(request, too_many())
    else:
        messages.success(
            request,
            _("“%(title)s” is being made. You can leave this page: we tell you when it is ready.")
            % {"title": delivery.title},
        )
    return redirect("deliveries")


def too_many() -> str:
    most = settings.DELIVERIES_AT_ONCE
    return ngettext(
        "%(most)s file is being made for you already. Please wait until it is ready, or cancel it.",
        "%(most)s files are being made for you already. Please wait until one is ready, or cancel one.",
        most,
    ) % {"most": most}
