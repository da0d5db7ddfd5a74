"""What endangers the pupils of one school, as a file: to hang up, to send to parents.

It says of dangers what the school's printed sheet says, and names them as strangers may know them.
"""

from datetime import date
from typing import Any

import folium
import shapely
from django.conf import settings
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from accounts import access
from hazards.small_map import plain
from hazards.status import Status
from maps import symbology
from maps.leaving.compact import compact, spots
from maps.leaving.ground import ground
from maps.leaving.one_file import Begin, Fill, OneFile, empty_map
from maps.leaving.page import Heading, given
from maps.leaving.remediation import add_ground, clusters
from maps.leaving.sites import RISKS, STATUSES, Words
from schools.models import School
from schools.page import DangerLine, SchoolPage, page_of
from schools.sheet_map import within


def make_school_map(reader: access.Reader, school: School, day: date) -> bytes:
    """The file, of the dangers that `reader` sees around `school`. 20 queries."""
    page = page_of(school, reader=reader, day=day)
    layers = {**ground([school.commune], day), "sites": danger_layer(page), "school": surroundings(page)}
    around = within(plain(school.geom), settings.SCHOOL_DISTANCES_M[-1]).bounds
    data = given(layers, [[around[1], around[0]], [around[3], around[2]]], symbology.table())
    context = beside(page)
    return OneFile(school_map(), data, "maps/leaving/school.html", context).render()


def school_map() -> folium.Map:
    drawn = empty_map()
    add_ground(drawn)
    folium.FeatureGroup(name=_("School grounds and distances")).add_child(Fill("school")).add_to(drawn)
    clusters(radius_px=20).add_child(Fill("sites")).add_to(drawn)
    drawn.add_child(folium.LayerControl(collapsed=True))
    Begin().add_to(drawn)
    return drawn


def danger_layer(page: SchoolPage) -> dict[str, Any]:
    """As `sites.site_layer` packs them, with the number of the list and how far away."""
    kinds, villages = Words(), Words()
    shapes = [plain(line.danger.site.geom) for line in page.lines]
    rows = []
    for line, shape, spot in zip(page.lines, shapes, spots(shapes), strict=True):
        site = line.danger.site
        village = villages.place(site.village_id, site.village.full_name) if site.village else -1
        kind = kinds.place(site.kind_id, [capfirst(site.kind.name), site.kind.icon])
        status, risk = STATUSES.index(line.danger.status), RISKS.index(line.danger.risk)
        told = [line.danger.public_name, kind, status, village, risk, 0, 0, -1, 0]
        rows.append([*told, *spot, compact(shape) or 0, line.number, where(line)])
    return {
        "kinds": kinds.said,
        "statuses": [[status.value, capfirst(str(status.label))] for status in STATUSES],
        "risks": [capfirst(str(level.label)) for level in RISKS],
        "villages": villages.said,
        "units": [],
        "measures": [],
        "rows": rows,
    }


def where(line: DangerLine) -> str:
    """“120 m to the north”, “in the grounds”."""
    if line.danger.direction == "in":
        return capfirst(line.direction)
    return f"{number_format(line.danger.metres, 0, force_grouping=True)} m {line.direction}"


def surroundings(page: SchoolPage) -> dict[str, Any]:
    """Grounds (or where they are), gates, the rings of the setting with their words, ways to school."""
    grounds = plain(page.school.geom)
    gates = [plain(gate.geom) for gate in page.school.gates.all()]
    rings = [within(grounds, radius) for radius in settings.SCHOOL_DISTANCES_M]
    return {
        "name": page.school.name,
        "at": spots([grounds])[0],
        "grounds": compact(grounds),
        "gates": spots(gates) if gates else [],
        "rings": [
            [f"{number_format(radius, force_grouping=True)} m", compact(ring)]
            for radius, ring in zip(settings.SCHOOL_DISTANCES_M, rings, strict=True)
        ],
        "ways": [compact(shapely.force_2d(route.line)) for route in page.routes.found],
    }


def beside(page: SchoolPage) -> dict[str, object]:
    title = _("Dangers around the school")
    school = page.school
    numbers = dict.fromkeys(Status, 0)
    for line in page.lines:
        numbers[line.danger.status] += 1
    return {
        "heading": Heading(title, [school.commune], page.day, subject=school.name),
        "statuses": [(status, number) for status, number in numbers.items() if number],
        "lines": [(line, where(line)) for line in page.lines],
        "kinds": list({line.danger.site.kind_id: line.danger.site.kind for line in page.lines}.values()),
        "has_ways": bool(page.routes.found),
        "radius_m": settings.SCHOOL_DISTANCES_M[-1],
    }
