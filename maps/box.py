"""The part of the earth that a map shows, as the words `west,south,east,north`."""

from math import isfinite

from django.contrib.gis.geos import Polygon
from django.utils.translation import gettext as _

from areas import crs


class BadBox(ValueError):  # noqa: N818  (reads as what it is)
    """Told to the person who asked."""


def parse_box(text: str) -> Polygon:
    """`105.8,20.9,105.9,21` as a rectangle in degrees (EPSG:4326); BadBox otherwise."""
    try:
        west, south, east, north = (float(part) for part in text.split(","))
    except ValueError:
        raise BadBox(_("Say the box as west,south,east,north in degrees.")) from None
    if not all(map(isfinite, (west, south, east, north))):
        raise BadBox(_("Say the box as west,south,east,north in degrees."))
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise BadBox(_("West must lie west of east, and south must lie south of north."))
    box = Polygon.from_bbox((west, south, east, north))
    box.srid = crs.STORAGE
    return box
