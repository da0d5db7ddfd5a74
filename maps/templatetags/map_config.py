"""`{% map_config commune %}`: what the pages' scripts need to draw a map of a commune, or of a box."""

from django import template
from django.conf import settings
from django.utils.html import json_script
from django.utils.safestring import SafeString

from areas import crs
from areas.models import Commune
from maps import symbology

register = template.Library()


def view_box(commune: Commune | None) -> tuple[float, float, float, float]:
    """West, south, east, north of the commune; of Vietnam where there is none yet."""
    return commune.boundary.extent if commune else crs.VIETNAM_BOX


@register.simple_tag
def map_config(commune: Commune | None, box: tuple[float, float, float, float] | None = None) -> SafeString:
    """`<script type="application/json" id="map-config">` with bounds, base map and symbols.

    `box` (west, south, east, north in degrees) is shown where there is no commune.
    """
    west, south, east, north = view_box(commune) if commune else box or crs.VIETNAM_BOX
    return json_script(
        {
            "bounds": [[south, west], [north, east]],
            "baseMap": {"url": settings.BASE_MAP_URL, "attribution": settings.BASE_MAP_ATTRIBUTION},
            "symbology": symbology.table(),
        },
        "map-config",
    )
