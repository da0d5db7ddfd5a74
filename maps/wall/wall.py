"""What the wall map of a commune shows: its sites by status on a day, with numbers and a list where they fit.

It hangs where everybody passes: places of households bear the name of their kind.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final

import shapely
from django.contrib.gis.db.models.functions import AsWKB
from django.contrib.gis.geos import GEOSGeometry
from django.db.models import F
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts import access
from areas import crs
from areas.frame import Frame
from areas.models import Commune, Village
from deliveries.makers import Progress
from foundation.ordering import by_name
from foundation.pdf import pdf_of
from hazards.kinds import HazardKind
from hazards.naming import of_a_household, public_name
from hazards.status import Status
from maps.leaving.ground import from_wkb, simple
from maps.leaving.page import Heading
from maps.leaving.progress import Step, silent
from maps.leaving.sites import as_they_stood, sites_in_reach
from maps.wall.paper import WallFrame
from roads.models import Road

MOST_NUMBERED: Final = 150  # beyond, numbers hide each other and the list fills more than two sheets
INSET: Final = 130  # units: width of the overview
AROUND: Final = 1.5  # of the commune, on each side, in the overview


@dataclass(frozen=True)
class Drawn:
    """A site on the map: its outline (empty for a point), the place of its symbol, its number, 0 for none."""

    site: Any
    name: str
    number: int
    path: str
    x: float
    y: float
    is_area: bool


@dataclass(frozen=True)
class Wall:
    reader: access.Reader
    commune: Commune
    day: date
    sheet: str

    @cached_property
    def heading(self) -> Heading:
        return Heading(_("Remediation map"), [self.commune], self.day)

    @cached_property
    def outline(self) -> shapely.Geometry:
        return simple(self.commune.boundary)

    @cached_property
    def frame(self) -> WallFrame:
        return WallFrame.around(self.outline.bounds, self.sheet)

    @cached_property
    def border(self) -> str:
        return self.frame.path(self.outline)

    @cached_property
    def rows(self) -> Sequence[Any]:
        """By village, then by name. One query."""
        sites = sites_in_reach(self.reader, access.EXPORT, [self.commune], self.day)
        known = (
            as_they_stood(sites, self.day)
            .annotate(is_somebodys=of_a_household(), wkb=AsWKB("geom"))
            .select_related("kind", "village")
        )
        order = (F("village__name").asc(nulls_last=True), by_name(), "pk")
        return list(
            known.defer("geom", "owner_name", "owner_phone", "internal_note", "description").order_by(*order)
        )

    @property
    def is_numbered(self) -> bool:
        return len(self.rows) <= MOST_NUMBERED

    @cached_property
    def sites(self) -> list[Drawn]:
        shapes = from_wkb([row.wkb for row in self.rows])
        drawn = []
        for number, (row, shape) in enumerate(zip(self.rows, shapes, strict=True), 1):
            inside = shapely.point_on_surface(shape)
            x, y = self.frame.frame.place(inside.x, inside.y)
            name = public_name(row)
            is_area = shapely.get_dimensions(shape) == 2
            drawn.append(
                Drawn(row, name, number if self.is_numbered else 0, self.frame.path(shape), x, y, is_area)
            )
        return drawn

    @property
    def worst_last(self) -> list[Drawn]:
        """What lies on top of others, if they meet."""
        return sorted(self.sites, key=lambda one: -list(Status).index(Status(one.site.status)))

    @cached_property
    def villages(self) -> list[tuple[str, tuple[float, float], str]]:
        """Outline, where the name stands, the name. One query."""
        known = Village.objects.filter(commune=self.commune).existing_on(self.day)
        shapes = [
            (simple(place), village.name)
            for village in known
            if (place := village.boundary or village.centre)
        ]
        spots = [shapely.point_on_surface(shape) for shape, _name in shapes]
        return [
            (self.frame.path(shape), self.frame.frame.place(spot.x, spot.y), name)
            for (shape, name), spot in zip(shapes, spots, strict=True)
        ]

    @cached_property
    def roads(self) -> list[str]:
        """One query."""
        near = (
            Road.objects.in_box(boxed(self.frame.box))
            .annotate(wkb=AsWKB("geom"))
            .values_list("wkb", flat=True)
        )
        found = list(near[:10_000])
        return self.frame.paths(from_wkb(found)) if found else []

    @property
    def statuses(self) -> list[tuple[Status, int]]:
        numbers = Counter(row.status for row in self.rows)
        return [(status, numbers[status]) for status in Status]

    @property
    def kinds(self) -> list[HazardKind]:
        kinds = {row.kind_id: row.kind for row in self.rows}
        return sorted(kinds.values(), key=lambda kind: kind.position)

    @cached_property
    def overview(self) -> dict[str, Any]:
        """The commune among its neighbours, whose outlines are no secret. One query."""
        west, south, east, north = self.outline.bounds
        side, up = (east - west) * AROUND, (north - south) * AROUND
        box = shapely.box(west - side, south - up, east + side, north + up)
        frame = Frame.around(box.bounds, INSET)
        near = Commune.objects.filter(boundary__inbox=boxed(box)).exclude(pk=self.commune.pk)
        others = [shapely.intersection(simple(one.boundary), box) for one in near]
        areas = [
            shapely.MultiPolygon([p for p in shapely.get_parts(one) if p.geom_type == "Polygon"])
            for one in others
        ]
        return {
            "width": INSET,
            "height": frame.height,
            "others": [frame.path(area) for area in areas if not area.is_empty],
            "own": frame.path(self.outline),
        }


def boxed(box: shapely.Geometry) -> GEOSGeometry:
    return GEOSGeometry(memoryview(box.wkb), srid=crs.STORAGE)


def make_wall_map(
    reader: access.Reader, commune: Commune, day: date, sheet: str, progress: Progress = silent
) -> bytes:
    """A PDF, of the sites that `reader` may take along. PrintingUnavailable where it can't be made. Six queries."""
    wall = Wall(reader, commune, day, sheet)
    Step.READ.tell(progress)
    page = render_to_string(
        "maps/wall/map.html", {"wall": wall, "heading": wall.heading, "LANGUAGE_CODE": get_language()}
    )
    Step.WRITE.tell(progress)
    return pdf_of(page, style="css/wall_map.css")
