"""Distances, values and changes as people read them."""

from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.distance import Way
from hazards.small_map import rounded

DIRECTIONS: Final = (
    gettext_lazy("to the north"), gettext_lazy("to the north-east"),
    gettext_lazy("to the east"), gettext_lazy("to the south-east"),
    gettext_lazy("to the south"), gettext_lazy("to the south-west"),
    gettext_lazy("to the west"), gettext_lazy("to the north-west"),
)  # fmt: skip


def way_in_words(way: Way) -> str:
    """“12 m to the north-east”; at less than a metre, that they touch."""
    if way.metres < 1:
        return _("at the same spot")
    direction = DIRECTIONS[round(way.azimuth / 45) % 8]
    return _("%(metres)s m %(direction)s") % {"metres": rounded(way.metres), "direction": direction}
