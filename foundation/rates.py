"""How often one address may do something. On by default; `settings.RATES` changes a rate or ends it.

    @limited("report", rate="10/h")
    def report(request): ...

Counted in the cache: by each process for itself, unless ANTOAN_CACHE_URL names one for all of them
(docs/security.md). A cache that is down limits nobody, and says so in the log.
"""

import functools
import ipaddress
import logging
import re
from collections.abc import Callable
from datetime import timedelta
from typing import TypeVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_ratelimit import UNSAFE
from django_ratelimit.core import get_usage
from redis.exceptions import RedisError

from foundation.addresses import client_address
from foundation.refusals import refusal

View = TypeVar("View", bound=Callable[..., HttpResponse])

log = logging.getLogger(__name__)

# "10/h", "3/5m": how many in how long; "off" for as many as one likes.
RATE = re.compile(r"[1-9]\d{0,6}/([1-9]\d{0,4})?[smhd]|off", re.ASCII)
# An IPv6 subscriber holds a whole network of addresses, and counts as one.
IPV6_NETWORK = 64

# Name → the rate that a view asks for; what `settings.RATES` may name.
known: dict[str, str] = {}


def limited(name: str, rate: str, *, everyone: bool = False) -> Callable[[View], View]:
    """Not more than `rate` from one address: what changes something (POST …), sent by strangers.

    `everyone` counts people who are logged in, too. Views that share a name share a count.
    """
    assert RATE.fullmatch(rate), rate  # noqa: S101  # a slip of ours
    known[name] = rate

    def wrap(view: View) -> View:
        @functools.wraps(view)
        def counted(request: HttpRequest, *args, **kwargs) -> HttpResponse:
            wait_s = None
            if everyone or not request.user.is_authenticated:
                wait_s = seconds_to_wait(request, name)
            return view(request, *args, **kwargs) if wait_s is None else too_often(request, wait_s)

        return counted  # type: ignore[return-value]

    return wrap


def seconds_to_wait(request: HttpRequest, name: str) -> int | None:
    """Count one more of `name` from the address of `request`; None while that is not too often."""
    rate = settings.RATES.get(name, known[name])
    if rate == "off":
        return None
    try:
        usage = get_usage(request, group=name, key=counted_as, rate=rate, method=UNSAFE, increment=True)
    except (RedisError, OSError) as fault:
        log.warning("Nothing is counted, as the cache cannot be reached (%s): %s", name, fault)
        return None
    if usage is None or not usage["should_limit"]:
        return None
    log.warning("Too often from %s: %s (%s)", counted_as(name, request), name, rate)
    return max(1, usage["time_left"] + 1)


def counted_as(group: str, request: HttpRequest) -> str:
    """An IPv4 address, an IPv6 network; all requests without either count together."""
    text = client_address(request)
    if text is None:
        return "unknown"
    address = ipaddress.ip_address(text)
    if address.version == 4:
        return text
    return str(ipaddress.ip_network((address, IPV6_NETWORK), strict=False))


def too_often(request: HttpRequest, wait_s: int) -> HttpResponse:
    return refusal(request, 429, when_again(wait_s), Retry_After=str(wait_s))


def when_again(wait_s: int) -> str:
    """A sentence: in how many minutes, and at what o'clock if that is today."""
    again = timezone.localtime() + timedelta(seconds=wait_s)
    minutes = -(-wait_s // 60)
    if minutes > 12 * 60:
        return _("Please try again tomorrow.")
    sentence = ngettext(
        "Please try again in %(minutes)s minute, at %(time)s.",
        "Please try again in %(minutes)s minutes, at %(time)s.",
        minutes,
    )
    return sentence % {"minutes": minutes, "time": time_format(again + timedelta(seconds=59), "H:i")}
