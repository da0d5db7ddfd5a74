"""Where the children of a village live, as far as is known: pieces of ground, then points on them.

A head count is of a whole village. It is spread evenly over the ground that is known best: the
cells of a population raster, else the village's part of the populated areas, else its boundary. A
village without boundary stands at its centre; one with neither is left out, and so is one without
a head count. Nothing is guessed. Imports no Django.
"""

from typing import Final

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import ArrayLike, NDArray

from areas import crs

RASTER: Final = "raster"
POPULATED: Final = "populated"
BOUNDARY: Final = "boundary"
CENTRE: Final = "centre"

STEP_M: Final = 25.0
MOST_POINTS: Final = 200  # of a village, about: the grid is coarser in a large one


def ground(
    villages: gpd.GeoDataFrame, populated: gpd.GeoSeries, cells: gpd.GeoDataFrame | None = None
) -> gpd.GeoDataFrame:
    """Pieces of ground with the children who live on them.

    Parameters
    ----------
    villages : columns `village` (key), `children` (head count, nan without one) and `centre` (point
        or None); the geometry is the boundary, or None.
    populated : polygons; what else is among them covers no ground and is passed over.
    cells : columns `people` and `geometry`, as from `playspaces.population.cells`.

    Returns
    -------
    Columns `village`, `children` (fractions; those of a village sum to its count), `basis` (one of
    RASTER, POPULATED, BOUNDARY, CENTRE) and `geometry`, in metres of UTM zone 48N. All inputs are
    brought to that from whatever CRS they say they are in.
    """
    counted = villages[villages["children"].notna()]
    boundaries = counted.geometry.to_crs(crs.METRIC)
    centres = gpd.GeoSeries(counted["centre"], crs=counted.crs).to_crs(crs.METRIC)
    frames = []
    if cells is not None:
        frames.append(over_cells(counted, boundaries, cells.to_crs(crs.METRIC)))
    frames.append(over_populated(counted, boundaries, populated.to_crs(crs.METRIC)))
    frames.append(whole(counted, boundaries, BOUNDARY))
    frames.append(whole(counted, centres, CENTRE))
    taken: set[object] = set()
    best = []
    for frame in frames:
        best.append(frame[~frame["village"].isin(taken)])
        taken |= set(frame["village"])
    return gpd.GeoDataFrame(pd.concat(best, ignore_index=True), geometry="geometry", crs=crs.METRIC)


def over_cells(
    villages: gpd.GeoDataFrame, boundaries: gpd.GeoSeries, cells: gpd.GeoDataFrame
) -> gpd.GeoDataFrame:
    """Each village's part of each cell, with as many of its children as people live there.

    A village none of whose cells tells of people has no piece.
    """
    part, village, cell = parts(boundaries, cells.geometry)
    people = cells["people"].to_numpy()[cell] * shapely.area(part) / cells.area.to_numpy()[cell]
    total = np.bincount(village, people, len(villages))[village]
    lived_on = people > 0
    part, village, people, total = (column[lived_on] for column in (part, village, people, total))
    return pieces(villages, village, part, RASTER, people / total)


def over_populated(
    villages: gpd.GeoDataFrame, boundaries: gpd.GeoSeries, populated: gpd.GeoSeries
) -> gpd.GeoDataFrame:
    """One piece for each village that has populated ground: its part of it, counted once where it overlaps."""
    part, village, _ = parts(boundaries, populated)
    with_some, group = np.unique(village, return_inverse=True)
    return pieces(villages, with_some, union_by(part, group, len(with_some)), POPULATED)


def whole(villages: gpd.GeoDataFrame, shapes: gpd.GeoSeries, basis: str) -> gpd.GeoDataFrame:
    known = np.flatnonzero(shapes.notna() & ~shapes.is_empty)
    return pieces(villages, known, shapes.to_numpy()[known], basis)


def pieces(
    villages: gpd.GeoDataFrame, rows: NDArray[np.intp], shapes: ArrayLike, basis: str, share: ArrayLike = 1.0
) -> gpd.GeoDataFrame:
    """`shapes[i]` holds `share[i]` of the children of the village in row `rows[i]`."""
    columns = {
        "village": villages["village"].to_numpy()[rows],
        "children": villages["children"].to_numpy(dtype=float)[rows] * share,
        "basis": basis,
    }
    return gpd.GeoDataFrame(columns, geometry=shapes, crs=crs.METRIC)


def parts(
    areas: gpd.GeoSeries, others: gpd.GeoSeries
) -> tuple[NDArray[np.object_], NDArray[np.intp], NDArray[np.intp]]:
    """Where `areas` and `others` overlap, with the row of each in its series; what has no area is no part."""
    first, second = shapely.STRtree(others.to_numpy()).query(areas.to_numpy(), predicate="intersects")
    part = shapely.intersection(areas.to_numpy()[first], others.to_numpy()[second])
    has_area = shapely.area(part) > 0
    return part[has_area], first[has_area], second[has_area]


def union_by(shapes: NDArray[np.object_], group: NDArray[np.intp], groups: int) -> NDArray[np.object_]:
    """The union of the shapes of each group; `group` is sorted and names each of them."""
    if not groups:
        return np.array([], dtype=object)
    bundles = shapely.geometrycollections(shapes, indices=group)
    return shapely.union_all(bundles[:, np.newaxis], axis=1)


def demand_points(
    spread: gpd.GeoDataFrame, step_m: float = STEP_M, most: int = MOST_POINTS
) -> gpd.GeoDataFrame:
    """Points that stand for the children of each piece of `ground`, for what is measured from points.

    The points of a regular grid that lie in a piece share its children evenly; a piece that none
    hits has one, inside it. The grid of a village is `step_m` wide, and wider in one that would
    have more than about `most` points.

    Returns
    -------
    Columns `village`, `children` (the sums are those of `spread`) and `geometry` (EPSG:4326).
    """
    shapes = spread.geometry.to_numpy()
    area = spread.area.groupby(spread["village"]).transform("sum").to_numpy()
    piece, points = grid_points(shapes, np.maximum(step_m, np.sqrt(area / most)))
    missed = np.setdiff1d(np.arange(len(shapes)), piece)
    piece = np.concatenate([piece, missed])
    points = np.concatenate([points, shapely.point_on_surface(shapes[missed])])
    order = np.argsort(piece, kind="stable")
    piece, points = piece[order], points[order]
    share = 1 / np.bincount(piece, minlength=len(shapes))[piece]
    return gpd.GeoDataFrame(
        {
            "village": spread["village"].to_numpy()[piece],
            "children": spread["children"].to_numpy()[piece] * share,
        },
        geometry=points,
        crs=spread.crs,
    ).to_crs(crs.STORAGE)


def grid_points(
    shapes: NDArray[np.object_], step: NDArray[np.float64]
) -> tuple[NDArray[np.intp], NDArray[np.object_]]:
    """Points of the grid of each shape, `step[i]` wide, that lie in it; each with the row of its shape."""
    first = np.ceil(shapely.bounds(shapes)[:, :2] / step[:, np.newaxis] - 0.5)
    last = np.floor(shapely.bounds(shapes)[:, 2:] / step[:, np.newaxis] - 0.5)
    columns, rows = np.maximum(last - first + 1, 0).astype(int).T
    piece = np.repeat(np.arange(len(shapes)), columns * rows)
    place = np.arange(len(piece)) - np.repeat(np.cumsum(columns * rows) - columns * rows, columns * rows)
    x = (first[piece, 0] + place % columns[piece] + 0.5) * step[piece]
    y = (first[piece, 1] + place // columns[piece] + 0.5) * step[piece]
    shapely.prepare(shapes)
    inside = shapely.intersects_xy(shapes[piece], x, y)
    return piece[inside], shapely.points(x[inside], y[inside])
