"""What every page knows about this server."""

from django.conf import settings
from django.http import HttpRequest


def public_pages(request: HttpRequest) -> dict[str, object]:
    """Whether strangers may see warnings and report a danger."""
    return {"public_pages": settings.PUBLIC_PAGES}
