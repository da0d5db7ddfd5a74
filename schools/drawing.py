"""A school and what endangers its pupils, as shapes for the map of its page."""

import json
from typing import Any

import shapely
from django.conf import settings
from django.utils.formats import number_format
from shapely.geometry.base import BaseGeometry

from areas.distance import flat, to_metres
from hazards.small_map import plain
from schools.page import DangerLine, SchoolPage


def drawing_of(page: SchoolPage) -> dict[str, Any]:
    """GeoJSON in EPSG:4326; `dangers` carry the number of the list and the anchor of their line."""
    grounds = plain(page.school.geom)
    return {
        "grounds": geojson(grounds),
        "gates": [json.loads(gate.geom.geojson) for gate in page.school.gates.all()],
        "rings": [
            {"words": f"{number_format(radius, force_grouping=True)} m", "shape": ring(grounds, radius)}
            for radius in settings.SCHOOL_DISTANCES_M
        ],
        "dangers": [shape_of(line) for line in page.lines],
        "routes": [geojson(route.line) for route in page.routes.found],
    }


def shape_of(line: DangerLine) -> dict[str, Any]:
    site = line.danger.site
    at = plain(site.geom).representative_point()
    return {
        "number": line.number,
        "anchor": f"danger-{site.pk}",
        "status": line.danger.status,
        "name": line.danger.name,
        "shape": json.loads(site.geom.geojson),
        "at": [at.x, at.y],
    }


def ring(grounds: BaseGeometry, radius_m: float) -> dict[str, Any]:
    """All that lies so near to the grounds; drawn, never counted with."""
    around = flat(grounds).buffer(radius_m, quad_segs=16)
    back = to_metres().transform
    return geojson(shapely.transform(around, lambda x, y: back(x, y, direction="INVERSE"), interleaved=False))


def geojson(shape: BaseGeometry) -> dict[str, Any]:
    """Seven decimals of a degree are a centimetre."""
    return json.loads(shapely.to_geojson(shapely.set_precision(shape, 1e-7)))
