"""Where the children of a village are taken to live: squares of whole numbers, and any that hypothesis finds."""

import geopandas as gpd
import numpy as np
import pytest
import rasterio
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from rasterio.transform import from_origin

from playspaces import population
from playspaces.spread import BOUNDARY, CENTRE, POPULATED, RASTER, demand_points, ground
from tests.shapes import at

NO_HOMES = gpd.GeoSeries([], crs=4326)


def box(x: float, y: float, width: float, height: float | None = None):
    """In thousandths of a degree, as in tests.shapes."""
    return shapely.box(*at(x, y), *at(x + width, y + (height or width)))


def villages(*rows) -> gpd.GeoDataFrame:
    """`(children, boundary, centre)` of each; its key is its place in the row."""
    children, boundaries, centres = zip(*rows, strict=True)
    return gpd.GeoDataFrame(
        {
            "village": range(len(rows)),
            "children": np.array(children, dtype=float),
            "centre": gpd.GeoSeries(list(centres), crs=4326),
        },
        geometry=gpd.GeoSeries(list(boundaries), crs=4326),
    )


def homes(*areas) -> gpd.GeoSeries:
    return gpd.GeoSeries(list(areas), crs=4326)


def test_children_live_in_the_populated_part_of_their_village():
    """
    village 0 |  village 1
    ....+-----|-----+
    ....|homes|homes|
    ....+-----|-----+
    """
    spread = ground(
        villages((90, box(0, 0, 10), None), (30, box(10, 0, 10), None)), homes(box(5, 5, 10, 2), box(6, 5, 2))
    )
    assert list(spread["basis"]) == [POPULATED, POPULATED]
    assert list(spread["children"]) == [90, 30]
    # The second area lies in the first, and counts once.
    assert spread.area[0] == pytest.approx(spread.area[1], rel=1e-3)


def test_a_village_without_homes_is_populated_all_over():
    spread = ground(villages((90, box(0, 0, 10), None)), homes(box(20, 0, 5)))
    assert list(spread["basis"]) == [BOUNDARY]


def test_homes_that_only_touch_a_village_are_not_in_it():
    spread = ground(
        villages((90, box(0, 0, 10), None)), homes(box(10, 0, 5), shapely.LineString([at(0, 0), at(9, 9)]))
    )
    assert list(spread["basis"]) == [BOUNDARY]


def test_a_village_without_boundary_stands_at_its_centre_and_one_without_both_nowhere():
    spread = ground(villages((90, None, shapely.Point(at(5, 5))), (30, None, None)), homes(box(0, 0, 10)))
    assert list(zip(spread["village"], spread["basis"], strict=True)) == [(0, CENTRE)]


def test_a_village_without_head_count_is_left_out_and_never_guessed():
    assert ground(villages((np.nan, box(0, 0, 10), shapely.Point(at(5, 5)))), NO_HOMES).empty


def test_no_children_at_all_is_a_head_count():
    assert list(ground(villages((0, box(0, 0, 10), None)), NO_HOMES)["children"]) == [0]


@pytest.fixture
def raster(tmp_path):
    """`raster([[3, 1]])`: cells of ten thousandths of a degree, the first at the north-west."""

    def make(people, nodata=-1.0):
        values = np.array(people, dtype="float32")
        west, north = at(0, 10 * len(values))
        path = tmp_path / "people.tif"
        shape = {"height": values.shape[0], "width": values.shape[1], "count": 1, "dtype": "float32"}
        with rasterio.open(
            path,
            "w",
            driver="GTiff",
            crs=4326,
            nodata=nodata,
            transform=from_origin(west, north, 0.01, 0.01),
            **shape,
        ) as file:
            file.write(values, 1)
        return path

    return make


def on_raster(path, *rows, populated=NO_HOMES):
    asked = villages(*rows)
    return ground(asked, populated, population.cells(path, tuple(asked.total_bounds)))


def test_children_are_shared_out_as_the_people_of_the_cells(raster):
    spread = on_raster(raster([[3, 1]]), (80, box(0, 0, 20, 10), None))
    assert list(spread["basis"]) == [RASTER, RASTER]
    assert sorted(spread["children"]) == pytest.approx([20, 60], rel=1e-6)


def test_a_cell_that_two_villages_share_is_cut_at_their_border(raster):
    """The border runs through the middle of the second cell: half its people live on each side."""
    spread = on_raster(raster([[3, 2, 9]]), (80, box(0, 0, 15, 10), None), (10, box(15, 0, 15, 10), None))
    children = spread.groupby("village")["children"].apply(sorted)
    assert children[0] == pytest.approx([20, 60], rel=1e-4)
    assert children[1] == pytest.approx([1, 9], rel=1e-4)


def test_cells_without_data_or_people_hold_no_children(raster):
    spread = on_raster(raster([[-1, 4], [0, np.nan]]), (80, box(0, 0, 20), None))
    assert list(spread["children"]) == pytest.approx([80])


@pytest.mark.parametrize("cell", [-1, 0, np.nan])
def test_a_village_of_empty_cells_falls_back_on_its_homes(raster, cell):
    rows = [(80, box(0, 0, 5), None), (20, box(20, 0, 5), None)]
    spread = on_raster(raster([[cell, 5, 5]]), *rows, populated=homes(box(1, 1, 2)))
    assert list(spread["basis"]) == [RASTER, POPULATED]
    assert spread.groupby("village")["children"].sum().to_dict() == pytest.approx({0: 80, 1: 20})


def test_a_village_beyond_the_raster_falls_back_on_its_boundary(raster):
    spread = on_raster(raster([[5]]), (80, box(50, 50, 5), None))
    assert list(spread["basis"]) == [BOUNDARY]


def test_points_of_a_village_are_a_grid_and_not_too_many():
    spread = ground(villages((90, box(0, 0, 10), None), (7, box(10, 0, 0.1), None)), NO_HOMES)
    points = demand_points(spread)
    assert points.crs.to_epsg() == 4326
    counts = points.groupby("village").size()
    assert 150 < counts[0] <= 220
    assert counts[1] == 1
    assert points[points["village"] == 0].within(box(0, 0, 10)).all()
    assert points[points["village"] == 1].intersects(box(10, 0, 0.1).buffer(1e-9)).all()


corners = st.integers(0, 40)
sizes = st.integers(1, 20)
areas = st.builds(box, corners, corners, sizes, sizes)
some_villages = st.lists(
    st.tuples(
        st.integers(0, 900),
        st.one_of(st.none(), areas),
        st.one_of(st.none(), st.builds(lambda x, y: shapely.Point(at(x, y)), corners, corners)),
    ),
    min_size=1,
    max_size=4,
)


@given(some_villages, st.lists(areas, max_size=4))
@settings(max_examples=60, deadline=None)
def test_no_child_is_lost_or_made_up(rows, populated):
    spread = ground(villages(*rows), homes(*populated))
    expected = {number: row[0] for number, row in enumerate(rows) if row[1] or row[2]}
    assert spread.groupby("village")["children"].sum().to_dict() == pytest.approx(expected)
    points = demand_points(spread)
    assert points.groupby("village")["children"].sum().to_dict() == pytest.approx(expected, rel=1e-12)
