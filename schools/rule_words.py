"""The rule of `priority.py` as its readers see it, on the page and in the docs."""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from schools.priority import BAND_POINTS, LEVEL_POINTS, STATUS_POINTS

Row = tuple[str, int]


def rule_in_words() -> list[tuple[str, list[Row]]]:
    """What is multiplied: its name, and the points of each of its values, the most first."""
    levels = [(str(level.label), points) for level, points in LEVEL_POINTS.items()]
    statuses = [(str(status.label), points) for status, points in STATUS_POINTS.items() if points]
    bands = [
        (_("within %(metres)s m") % {"metres": radius}, points)
        for radius, points in zip(settings.SCHOOL_DISTANCES_M, BAND_POINTS, strict=False)
    ]
    return [(_("Risk level"), levels[::-1]), (capfirst(_("status")), statuses), (_("Distance"), bands)]
