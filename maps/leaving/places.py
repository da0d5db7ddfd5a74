"""Play spaces and schools as rows of a file that leaves the app."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.contrib.gis.db.models.functions import AsWKB
from django.utils.text import capfirst

from accounts import access
from areas.models import Commune
from maps.leaving.compact import spots
from maps.leaving.ground import from_wkb
from playspaces.models import PlaySpace
from playspaces.states import IN_USE, State
from schools.models import School


def play_spaces(reader: access.Reader, communes: Sequence[Commune], day: date) -> list[list[Any]]:
    """[name, kind, state in words, whether it is open, for children, longitude, latitude] of those in use
    on `day`. One query."""
    within = access.within_reach(reader, access.SEE, "play_space")
    spaces = PlaySpace.objects.in_force().filter(within, commune__in=communes)
    rows = spaces.with_state(day).select_related("kind").annotate(wkb=AsWKB("geom")).order_by("name", "pk")
    found = [row for row in rows.defer("geom") if row.state in IN_USE]
    return [
        [
            row.name,
            capfirst(row.kind.name),
            capfirst(str(State(row.state).label)),
            int(row.state == State.OPEN),
            int(row.for_children),
            *spot,
        ]
        for row, spot in zip(found, spots(from_wkb([row.wkb for row in found])), strict=True)
    ]


def schools(reader: access.Reader, communes: Sequence[Commune], day: date) -> list[list[Any]]:
    """[name, level, longitude, latitude] of those that stand on `day`. One query."""
    within = access.within_reach(reader, access.SEE, "school")
    rows = School.objects.in_force().open_on(day).filter(within, commune__in=communes)
    found = list(
        rows.select_related("level").annotate(wkb=AsWKB("geom")).defer("geom").order_by("name", "pk")
    )
    return [
        [row.name, capfirst(row.level.name), *spot]
        for row, spot in zip(found, spots(from_wkb([row.wkb for row in found])), strict=True)
    ]
