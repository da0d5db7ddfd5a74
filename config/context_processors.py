"""What every page knows about this server."""

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

# Entries of the menu that lead into a folder of pages.
FOLDERS = (
    "playspace-list",
    "coverage",
    "plan-list",
    "school-ranking",
    "school-list",
    "head-counts",
    "leaders",
    "leaders-city",
    "map-days",
    "period-reports",
    "maps-to-take",
    "deliveries",
)


def public_pages(request: HttpRequest) -> dict[str, object]:
    """Whether strangers may see warnings and report a danger."""
    return {"public_pages": settings.PUBLIC_PAGES}


def menu_folder(request: HttpRequest) -> dict[str, object]:
    """The entry of the menu in whose folder the page lies (`plan-list` for a candidate), or ""."""
    over = [(len(reverse(name)), name) for name in FOLDERS if request.path.startswith(reverse(name))]
    return {"menu_folder": max(over)[1] if over else ""}
