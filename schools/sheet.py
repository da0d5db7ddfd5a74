"""What the sheet of a school shows: the dangers to know first, their map, what to do. docs/school-sheet.md"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Final

import segno
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from shapely.geometry.base import BaseGeometry

from accounts import access
from areas import crs
from areas.models import Village
from foundation.vietnamese import fold
from hazards.small_map import plain
from hazards.status import OPEN
from roads.models import Road
from schools.models import School
from schools.page import DangerLine, page_of
from schools.pupil_words import FOR_PARENTS, for_pupils
from schools.routes import Route
from schools.sheet_map import Mark, Ring, SheetMap

MOST: Final = 10  # more of them nobody keeps apart, and they fit on one page with the map


@dataclass(frozen=True)
class Item:
    """A danger of the list; `number` is that of its mark, and of the school's live page."""

    line: DangerLine
    mark: Mark
    path: str

    @property
    def number(self) -> int:
        return self.line.number

    @property
    def kind(self) -> str:
        """In words; empty where the name begins with it."""
        kind = self.line.danger.site.kind.name
        return "" if fold(self.line.danger.public_name).startswith(fold(kind)) else kind

    @property
    def is_open(self) -> bool:
        return self.line.danger.status in OPEN


@dataclass(frozen=True)
class Sheet:
    """`lines` are all the dangers, most to look at first; `address` leads to the live page."""

    school: School
    day: date
    lines: list[DangerLine]
    routes: list[Route]
    address: str

    @property
    def told(self) -> list[DangerLine]:
        return self.lines[:MOST]

    @property
    def untold(self) -> int:
        return len(self.lines) - len(self.told)

    @cached_property
    def grounds(self) -> BaseGeometry:
        return plain(self.school.geom)

    @cached_property
    def radius_m(self) -> int:
        """The setting's first radius that reaches all that is told; the widest where none does, or all is well."""
        radii = settings.SCHOOL_DISTANCES_M
        farthest = max((line.danger.metres for line in self.told), default=radii[-1])
        return next((radius for radius in radii if radius >= farthest), radii[-1])

    @cached_property
    def map(self) -> SheetMap:
        return SheetMap.around(self.grounds, self.radius_m)

    @cached_property
    def items(self) -> list[Item]:
        shapes = [plain(line.danger.site.geom) for line in self.told]
        marks = self.map.marks(shapes)
        return [
            Item(line, mark, self.map.path(shape))
            for line, mark, shape in zip(self.told, marks, shapes, strict=True)
        ]

    @cached_property
    def others(self) -> list[str]:
        """Paths of the dangers beyond the list: drawn without a number."""
        return self.paths(plain(line.danger.site.geom) for line in self.lines[MOST:])

    @cached_property
    def rings(self) -> list[Ring]:
        shown = [radius for radius in settings.SCHOOL_DISTANCES_M if radius <= self.radius_m]
        return [self.map.ring(self.grounds, radius) for radius in shown]

    @cached_property
    def grounds_path(self) -> str:
        return self.map.path(self.grounds)

    @cached_property
    def grounds_spot(self) -> tuple[float, float]:
        return self.map.spot(self.grounds)

    @cached_property
    def gates(self) -> list[tuple[float, float]]:
        return [self.map.spot(plain(gate.geom)) for gate in self.school.gates.all()]

    @cached_property
    def roads(self) -> list[str]:
        """One query."""
        return self.paths(
            plain(geom) for geom in Road.objects.in_box(self.box).values_list("geom", flat=True)
        )

    @cached_property
    def ways(self) -> list[str]:
        return self.paths(route.line for route in self.routes)

    @cached_property
    def villages(self) -> list[tuple[str, tuple[float, float] | None, str]]:
        """Outline, where the name stands if there is room, and the name of each in sight. One query."""
        known = Village.objects.existing_on(self.day).touching(self.box)
        shapes = [(plain(village.boundary), village.full_name) for village in known]
        school = Mark(*self.grounds_spot, self.grounds_spot)
        marks = [school, *(item.mark for item in self.items)]
        return [
            (self.map.path(shape), self.map.label(shape, name, marks, self.rings), name)
            for shape, name in shapes
        ]

    @cached_property
    def box(self) -> GEOSGeometry:
        return GEOSGeometry(memoryview(self.map.box.wkb), srid=crs.STORAGE)

    def paths(self, shapes: Iterable[BaseGeometry]) -> list[str]:
        return [path for path in map(self.map.path, shapes) if path]

    @property
    def for_pupils(self) -> list[str]:
        """A sentence for each kind that is told, in the order of the list, none twice."""
        kinds = [line.danger.site.kind.code for line in self.told]
        return list(dict.fromkeys(for_pupils(kind) for kind in kinds))

    @property
    def source(self) -> str:
        """Whose register it is, and whose map where the border comes from one."""
        commune = self.school.commune
        register = _("Register of %(commune)s") % {"commune": commune.full_name}
        return f"{register} · {commune.credit}" if commune.credit else register

    @property
    def for_parents(self) -> list[str]:
        """The first is about the numbers on the map."""
        return [str(sentence) for sentence in FOR_PARENTS[0 if self.told else 1 :]]

    @cached_property
    def code(self) -> SafeString:
        """The address as a QR code: an SVG of segno's, without a word of ours in it."""
        drawn = segno.make(self.address, error="m").svg_inline(omitsize=True, border=2)
        return mark_safe(drawn)  # noqa: S308


def sheet_of(school: School, *, reader: access.Reader, day: date, address: str) -> Sheet:
    """As of `day`, in the order of the school's page. As many queries as that page, and three."""
    page = page_of(school, reader=reader, day=day)
    return Sheet(school, day, page.lines, page.routes.found, address)
