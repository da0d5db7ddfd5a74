"""Distances, values and changes as people read them."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from areas.distance import Way
from hazards.small_map import rounded

DIRECTIONS: Final = (
    _lazy("to the north"), _lazy("to the north-east"), _lazy("to the east"), _lazy("to the south-east"),
    _lazy("to the south"), _lazy("to the south-west"), _lazy("to the west"), _lazy("to the north-west"),
)  # fmt: skip


def way_in_words(way: Way) -> str:
    """“12 m to the north-east”; at less than a metre, that they touch."""
    if way.metres < 1:
        return _("at the same spot")
    direction = DIRECTIONS[round(way.azimuth / 45) % 8]
    return _("%(metres)s m %(direction)s") % {"metres": rounded(way.metres), "direction": direction}
