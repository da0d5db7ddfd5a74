"""Shapes as a person may draw them, good and bad."""

import json
import math

import pytest
from django.core.exceptions import ValidationError

from areas.drawing import DrawingError, read_drawing
from areas.fields import CoordinatesField, DrawingField
from tests.shapes import at, line, point, square


def polygon(*corners) -> str:
    return json.dumps({"type": "Polygon", "coordinates": [[at(*corner) for corner in corners]]})


# (0,10) \   / (10,10)
#          X
#  (0,0) /   \ (10,0)
BOW_TIE = polygon((0, 0), (10, 10), (10, 0), (0, 10), (0, 0))


@pytest.mark.parametrize("shape", [point(1, 1), line((0, 0), (5, 5)), square(0, 0, 10)])
def test_a_point_a_line_and_an_area_are_read_as_drawn(shape):
    assert DrawingField().clean(shape.geojson).equals_exact(shape, 1e-9)


def test_heights_are_dropped():
    assert not read_drawing('{"type": "Point", "coordinates": [105.8, 20.9, 7]}').has_z


def test_a_crossing_outline_is_refused_where_it_crosses():
    with pytest.raises(ValidationError) as refusal:
        DrawingField().clean(BOW_TIE)
    error = refusal.value
    assert error.code == "self_crossing"
    assert (error.params["lon"], error.params["lat"]) == at(5, 5)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("not a drawing", "unreadable"),
        ("[1, 2]", "unreadable"),
        ('"Point"', "unreadable"),
        ('{"type": "Point"}', "unreadable"),
        ('{"type": "Circle", "coordinates": [105.8, 20.9]}', "unreadable"),
        ('{"type": "GeometryCollection", "geometries": []}', "unreadable"),
        ('{"type": "Point", "coordinates": []}', "too_few_points"),
        ('{"type": "LineString", "coordinates": [[105.8, 20.9]]}', "too_few_points"),
        ('{"type": "LineString", "coordinates": [[105.8, 20.9], [105.8, 20.9]]}', "too_few_points"),
        ('{"type": "Polygon", "coordinates": [[[105.8, 20.9]]]}', "too_few_points"),
        (polygon((0, 0), (5, 5), (0, 0)), "too_few_points"),
        (polygon((0, 0), (5, 5), (0, 0), (5, 5), (0, 0)), "too_few_points"),
        (polygon((0, 0), (5, 5), (9, 9), (0, 0)), "flat"),
        ('{"type": "Point", "coordinates": [20.9, 105.8]}', "swapped"),
        ('{"type": "Point", "coordinates": [2.3, 48.9]}', "outside_vietnam"),
        ('{"type": "Point", "coordinates": [NaN, 20.9]}', "unreadable"),
    ],
)
def test_a_bad_drawing_is_refused_by_its_reason(text, code):
    with pytest.raises(DrawingError) as refusal:
        read_drawing(text)
    assert refusal.value.code == code


def test_pasted_coordinates_become_a_point_and_bad_ones_say_how_to_write_them():
    assert CoordinatesField().clean("20,91; 105,83").coords == (105.83, 20.91)
    with pytest.raises(ValidationError, match=r"20\.9123, 105\.8336"):
        CoordinatesField().clean("Ao cá")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("[" * 200_000, "unreadable"),
        ('{"a":' * 100_000, "unreadable"),
        ('{"type": "Point", "coordinates": [1' + "0" * 400 + ", 1]}", "unreadable"),
        ('{"type": "LineString", "coordinates": [[105.8, 20.9], [NaN, 20.9], [105.9, 20.9]]}', "unreadable"),
        (
            '{"type": "Polygon", "coordinates": [[[105.8, 20.9], [105.9, 20.9], [NaN, 21], [105.8, 20.9]]]}',
            "unreadable",
        ),
        (line(*((i / 1000, i % 2) for i in range(10_001))).geojson, "too_many_points"),
    ],
    ids=["endless", "nested", "huge", "no_number", "no_number_in_a_ring", "too_many"],
)
def test_a_hostile_drawing_is_refused_and_breaks_nothing(text, code):
    with pytest.raises(ValidationError) as refusal:
        DrawingField().clean(text)
    assert refusal.value.code == code


def test_a_line_that_crosses_itself_at_every_corner_is_refused_before_it_is_cut():
    """To cut it with a commune's border took half a minute and 850 MB."""
    corners = [at(50 + 30 * math.sin(1.7 * turn), 50 + 30 * math.cos(2.3 * turn)) for turn in range(1_500)]
    for text in (
        json.dumps({"type": "LineString", "coordinates": corners}),
        json.dumps({"type": "MultiLineString", "coordinates": [corners[:700], corners[700:]]}),
    ):
        with pytest.raises(DrawingError) as refusal:
            read_drawing(text)
        assert refusal.value.code == "tangled"


def test_a_river_of_ten_thousand_corners_and_a_line_with_a_loop_are_taken():
    river = [at(turn / 200, 40 + 9 * math.sin(turn / 70)) for turn in range(10_000)]
    assert not read_drawing(json.dumps({"type": "LineString", "coordinates": river})).is_empty
    loop = [at(0, 0), at(10, 10), at(10, 0), at(0, 10)]
    assert not read_drawing(json.dumps({"type": "LineString", "coordinates": loop})).is_simple
