"""From which address a request comes, where proxies stand before the server."""

import ipaddress

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """The address that the outermost of our own proxies saw; None where there is none (a socket).

    Each proxy adds whom it saw to the right of `X-Forwarded-For`: with `settings.PROXIES` of our
    own, the entry that far from the right is the client, and whatever it wrote itself stands
    further left, where nobody looks.
    """
    seen = [request.META.get("REMOTE_ADDR", "")]
    if settings.PROXIES:
        seen = [part.strip() for part in request.META.get("HTTP_X_FORWARDED_FOR", "").split(",")] + seen
    address = seen[max(0, len(seen) - 1 - settings.PROXIES)]
    try:
        found = ipaddress.ip_address(address.split("%")[0].strip("[]"))
    except ValueError:
        return None
    # An IPv4 address as a server that listens on IPv6 sees it: else all of them were one network.
    return str(getattr(found, "ipv4_mapped", None) or found)
