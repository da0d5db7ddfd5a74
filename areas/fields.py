"""Form fields for a place: drawn on the map, pasted as coordinates, or one of the villages."""

from django import forms
from django.conf import settings
from django.contrib.gis.geos import GEOSGeometry, Point
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from areas import crs
from areas.coordinates import CoordinateError, parse_coordinates
from areas.drawing import DrawingError, read_drawing
from areas.models import Village

DRAWING_SENTENCES = {
    "unreadable": _("The drawing could not be read. Please start again and draw the place once more."),
    "too_few_points": _(
        "The drawing has too few points: a line needs two different points, an area three."
        " Please add points, or choose “Point”."
    ),
    "too_many_points": _("The drawing has too many points. Please draw it with fewer corners."),
    "flat": _("All corners of the area lie on one line. Please drag one aside, or choose “Line”."),
    "swapped": _(
        "Latitude and longitude are in the wrong order: in Vietnam the longitude lies between"
        " 102 and 118. Please swap them."
    ),
    "outside_vietnam": _("The place lies outside Vietnam. Please check it and draw it again."),
    "tangled": _("The line crosses itself too often. Please draw it once more, with fewer corners."),
    "self_crossing": _(
        "The outline of the area crosses itself near %(lat)s, %(lon)s (marked on the map)."
        " Please drag the corners apart, or start again."
    ),
}
COORDINATE_SENTENCES = {
    "unreadable": _(
        "These coordinates could not be read. Please write the latitude, then the longitude,"
        " for example 20.9123, 105.8336 or 20°54'44\"N 105°50'01\"E."
    ),
    "sixty": _("Minutes and seconds stay below 60. Please check the coordinates."),
    "metres": _(
        "These look like metres of a VN-2000 table. Please give degrees in WGS 84, as a phone or"
        " a web map shows them."
    ),
    "outside_vietnam": _(
        "These coordinates lie outside Vietnam. Latitude lies between 6 and 24, longitude between"
        " 102 and 118. Please check each digit."
    ),
}


class DrawingField(forms.CharField):
    """GeoJSON geometry in WGS 84, cleaned to a GEOSGeometry in storage coordinates (or None).

    The error of a crossing outline carries `lon` and `lat` in its params, to mark the spot.
    """

    def clean(self, value: str | None) -> GEOSGeometry | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            drawn = read_drawing(text, settings.SHAPE_MAX_POINTS)
        except DrawingError as error:
            spot = {"lon": round(error.at[0], 5), "lat": round(error.at[1], 5)} if error.at else {}
            raise ValidationError(DRAWING_SENTENCES[error.code], error.code, spot) from error
        return GEOSGeometry(memoryview(drawn.wkb), srid=crs.STORAGE)

    def prepare_value(self, value: object) -> object:
        return value.geojson if isinstance(value, GEOSGeometry) else value


class VillageField(forms.ModelChoiceField):
    def label_from_instance(self, village: Village) -> str:
        return village.full_name


class CoordinatesField(forms.CharField):
    """Latitude and longitude as pasted, cleaned to a Point in storage coordinates (or None)."""

    def clean(self, value: str | None) -> Point | None:
        text = super().clean(value)
        if not text:
            return None
        try:
            return Point(*parse_coordinates(text), srid=crs.STORAGE)
        except CoordinateError as error:
            raise ValidationError(COORDINATE_SENTENCES[error.code], error.code) from error
