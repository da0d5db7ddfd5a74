"""Shapes mended or refused: three corners test it, no database."""

import doctest

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import Polygon, from_wkt

from exchange import names, repair
from exchange.repair import Flaw, Mending, Want, mend


@pytest.mark.parametrize("module", [repair, names])
def test_the_examples_in_the_docstrings_hold(module):
    assert doctest.testmod(module).failed == 0


@pytest.mark.parametrize(
    ("wkt", "want", "result", "mendings"),
    [
        ("POLYGON ((105 20, 106 20, 106 21, 105 20))", Want.AREA, "MultiPolygon", ()),
        ("MULTIPOLYGON (((105 20, 106 20, 106 21, 105 20)))", Want.PLACE, "Polygon", ()),
        ("MULTIPOINT ((105 20))", Want.VILLAGE, "Point", ()),
        ("POLYGON Z ((105 20 7, 106 20 7, 106 21 7, 105 20 7))", Want.PLACE, "Polygon", (Mending.HEIGHTS,)),
        ("POINT Z (105 20 0)", Want.PLACE, "Point", ()),
        (
            "GEOMETRYCOLLECTION (POINT (105 20), POLYGON ((105 20, 106 20, 106 21, 105 20)))",
            Want.AREA,
            "MultiPolygon",
            (Mending.MIXED,),
        ),
        (
            # a square with a spike to the east
            "POLYGON ((105 20, 106 20, 107 20, 106 20, 106 21, 105 21, 105 20))",
            Want.PLACE,
            "Polygon",
            (Mending.CROSSING,),
        ),
    ],
)
def test_a_shape_comes_out_as_wanted(wkt, want, result, mendings):
    mended = mend(from_wkt(wkt), want)
    assert (mended.shape.geom_type, mended.mendings) == (result, mendings)
    assert mended.shape.is_valid and not mended.shape.has_z


@pytest.mark.parametrize(
    ("wkt", "flaw"),
    [
        ("POLYGON EMPTY", Flaw.MISSING),
        ("POINT (588000 2311000)", Flaw.NOT_DEGREES),
        ("POINT (20 105)", Flaw.SWAPPED),
        ("POINT (2 48)", Flaw.OUTSIDE),
        ("POINT (NaN 20)", Flaw.NOT_A_NUMBER),
        ("LINESTRING (105 20, 105 20)", Flaw.COLLAPSED),
    ],
)
def test_what_cannot_be_mended_says_why(wkt, flaw):
    assert mend(from_wkt(wkt)).flaw is flaw


corners = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(lambda xy: (105 + xy[0] / 9, 20 + xy[1] / 9))


@given(st.lists(corners, min_size=3, max_size=9))
@settings(max_examples=400, deadline=None)
def test_any_outline_comes_out_valid_or_is_refused(outline):
    mended = mend(Polygon(outline), Want.AREA)
    if mended.flaw:
        assert (mended.flaw, mended.shape) == (Flaw.COLLAPSED, None)
    else:
        assert mended.shape.is_valid and mended.shape.geom_type == "MultiPolygon"
        assert mended.shape.area > 0
