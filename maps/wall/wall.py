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
from maps.wall.labels import Spot, Taken, around, beside, square
from maps.wall.paper import WallFrame
from roads.models import Road

MOST_NUMBERED: Final = 150  # beyond, numbers hide each other and the list fills more than two sheets
INSET: Final = 130  # units: width of the overview
# In units: the largest and smallest symbol, numbers and names of villages.
LARGE, SMALL = 20.0, 9.0
NUMBER, NAME = 12.0, 12.0
LETTER: Final = 0.58  # width of a letter or digit by its height
AROUND: Final = 1.5  # of the commune, on each side, in the overview


@dataclass(frozen=True)
class Drawn:
    """A site on the map: its outline (empty for a point), the place of its symbol, its number, 0 for none."""

    site: Any
    name: str
    number: int
    path: str
    at: Spot
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
            at = self.frame.frame.place(inside.x, inside.y)
            name = public_name(row)
            is_area = shapely.get_dimensions(shape) == 2
            drawn.append(
                Drawn(row, name, number if self.is_numbered else 0, self.frame.path(shape), at, is_area)
            )
        return drawn

    @cached_property
    def symbol_size(self) -> float:
        """Smaller where sites stand close: in units."""
        share = self.outline.area / self.frame.box.area
        room = share * self.frame.width * self.frame.height / max(len(self.rows), 1)
        return round(min(LARGE, max(SMALL, 0.6 * room**0.5)), 1)

    @cached_property
    def words(self) -> tuple[list[tuple[Spot, str]], list[tuple[Spot, str]]]:
        """Numbers of sites, then names of villages, with the middle of each: where they hide least."""
        size = self.symbol_size
        taken = Taken((square(one.at, size) for one in self.sites), self.frame.width, self.frame.height)
        numbers, names = [], []
        for one in self.sites:
            if one.number:
                wide = len(str(one.number)) * NUMBER * LETTER
                spot = taken.put(wide, NUMBER * 0.8, beside(one.at, size + 2, wide, NUMBER * 0.8))
                numbers.append((spot, str(one.number)))
        for _path, spot, name in self.villages:
            wide = len(name) * NAME * LETTER
            names.append((taken.put(wide, NAME, around(spot, wide, NAME)), name))
        return numbers, names

    @property
    def worst_last(self) -> list[Drawn]:
        """What lies on top of others, if they meet."""
        return sorted(self.sites, key=lambda one: -list(Status).index(Status(one.site.status)))

    @cached_property
    def villages(self) -> list[tuple[str, Spot, str]]:
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
