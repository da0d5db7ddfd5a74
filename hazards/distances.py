"""How far apart stored shapes lie, and how that is said."""

from django.contrib.gis.geos import GEOSGeometry
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from areas.distance import way
from hazards.small_map import plain

FAR_M = 200  # from the place an inspection is about: was it another one?


def metres_between(one: GEOSGeometry, other: GEOSGeometry) -> float:
    """Metres on the ground between the nearest edges."""
    return way(plain(one), plain(other)).metres


def in_metres(metres: float) -> str:
    """“350 m”, “1,2 km”: to the nearest ten metres from a hundred on."""
    if metres >= 1_000:
        return f"{number_format(metres / 1_000, 1)} km"
    return f"{round(metres, -1 if metres >= 100 else 0):.0f} m"


def standing_words(place: GEOSGeometry | None, site: GEOSGeometry) -> str:
    """How far from `site` the inspector stood; a hint when that is far. Empty for an unknown place."""
    if place is None:
        return ""
    metres = metres_between(place, site)
    sentence = (
        _("This is %(distance)s from the place. Is it the right one?")
        if metres > FAR_M
        else _("This is %(distance)s from the place.")
    )
    return sentence % {"distance": in_metres(metres)}
