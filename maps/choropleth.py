"""Where the label of a village stands on a small map. Imports no Django."""

from shapely.geometry.base import BaseGeometry


def label_point(area: BaseGeometry) -> tuple[float, float]:
    """A point well inside the largest part of `area`: longitude and latitude."""
    parts = getattr(area, "geoms", [area])
    inside = max(parts, key=lambda part: part.area).representative_point()
    return inside.x, inside.y
