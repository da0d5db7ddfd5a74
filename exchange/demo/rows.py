"""Reading the rows of fixtures/demo.json."""

import json
from datetime import date, timedelta
from typing import Any

from django.contrib.gis.geos import GEOSGeometry, MultiPolygon

from areas import crs

Row = dict[str, Any]


def dates(row: Row, today: date) -> dict[str, date]:
    """The row's dates by field: it says how many days before `today` each lies."""
    return {field: today - timedelta(days=days) for field, days in row.get("days_ago", {}).items()}


def shape(row: Row, key: str = "geom") -> GEOSGeometry:
    geometry = GEOSGeometry(json.dumps(row[key]))
    geometry.srid = crs.STORAGE
    return geometry


def area(row: Row) -> MultiPolygon | None:
    """The row's boundary, if it has one."""
    return MultiPolygon(shape(row, "boundary"), srid=crs.STORAGE) if row.get("boundary") else None
