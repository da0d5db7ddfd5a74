"""The map of a report: border, villages, play points' villages and sites by status, north up, in metres."""

from typing import Any, Final

import geopandas as gpd
import shapely
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.patheffects import withStroke
from shapely import wkb

from areas import crs
from hazards.status import Status
from maps.symbology import STATUS_STYLES, VILLAGE
from reports.canvas import INK, drawing
from reports.register import Facts
from reports.report_tables import STATUSES

# Shapes that stay apart in grey; the order in which they are drawn: the worst on top.
MARKS: Final = {
    Status.UNPROTECTED: "X",
    Status.IN_PROGRESS: "D",
    Status.INSPECTION_DUE: "s",
    Status.PROTECTED: "o",
}
HEIGHT_MM: Final = 118
ROUND_M: Final = (100, 200, 500, 1_000, 2_000, 5_000, 10_000)


def map_of(facts: Facts) -> bytes:
    """One query: the border."""
    with drawing(HEIGHT_MM) as (figure, file):
        axes = figure.add_subplot()
        axes.set_aspect("equal")
        axes.set_axis_off()
        border = metric([facts.commune.boundary])
        villages = [village for village in facts.villages if village.boundary]
        if villages:
            draw_villages(axes, villages)
        border.boundary.plot(ax=axes, color=INK, linewidth=1.4)
        draw_sites(axes, facts.existing)
        draw_scale(axes, border.total_bounds)
        figure.legend(handles=legend_of(facts), loc="outside right center", frameon=False, fontsize=8.5)
    return file.getvalue()


def metric(shapes: list[Any]) -> gpd.GeoSeries:
    """Shapes of GeoDjango in metres."""
    return gpd.GeoSeries([wkb.loads(bytes(shape.wkb)) for shape in shapes], crs=crs.STORAGE).to_crs(
        crs.METRIC
    )


def draw_villages(axes: Axes, villages: list[Any]) -> None:
    areas = metric([village.boundary for village in villages])
    fills = [VILLAGE["covered" if village.is_covered else "uncovered"] for village in villages]
    areas.plot(ax=axes, color=fills, edgecolor=VILLAGE["line"], linewidth=0.5)
    uncovered = areas[[not village.is_covered for village in villages]]
    if len(uncovered):  # hatched too: the two fills look alike in grey
        uncovered.plot(ax=axes, facecolor="none", edgecolor="#c9a58d", hatch="///", linewidth=0)
    halo = [withStroke(linewidth=2.2, foreground="white")]
    for village, area in zip(villages, areas, strict=True):
        middle = shapely.maximum_inscribed_circle(area).coords[0] if area.area else area.centroid.coords[0]
        axes.annotate(village.name, middle, ha="center", va="center", fontsize=7.5, path_effects=halo)


def draw_sites(axes: Axes, sites: list[Any]) -> None:
    for status in reversed(STATUSES):
        these = [site.geom for site in sites if site.status == status]
        if these:
            points = metric(these).representative_point()
            style = STATUS_STYLES[status]
            axes.scatter(
                points.x, points.y, s=34, marker=MARKS[status], c=style.fill, edgecolors=style.rim,
                linewidths=0.7, zorder=5,
            )  # fmt: skip


def draw_scale(axes: Axes, bounds: Any) -> None:
    """A bar of a round length at the foot, and north above the east end of it."""
    west, south, east, north = bounds
    length = max([metres for metres in ROUND_M if metres <= (east - west) / 3], default=ROUND_M[0])
    y = south - (north - south) * 0.05
    axes.plot([west, west + length], [y, y], color=INK, linewidth=3, solid_capstyle="butt")
    words = f"{length // 1000} km" if length >= 1000 else f"{length} m"
    axes.annotate(
        words, (west + length, y), xytext=(5, 0), textcoords="offset points", va="center", fontsize=8.5
    )
    axes.annotate(
        _("N"), (east, north), xytext=(east, north - (north - south) * 0.1), ha="center", va="top", fontsize=11,
        arrowprops={"arrowstyle": "-|>", "color": INK, "linewidth": 1.4},
    )  # fmt: skip


def legend_of(facts: Facts) -> list[Any]:
    counts = {status: sum(site.status == status for site in facts.existing) for status in STATUSES}
    marks = [
        Line2D(
            [], [], linestyle="", marker=MARKS[status], markersize=6.5, markerfacecolor=STATUS_STYLES[status].fill,
            markeredgecolor=STATUS_STYLES[status].rim, label=f"{capfirst(status.label)}: {counts[status]}",
        )
        for status in STATUSES
    ]  # fmt: skip
    line = VILLAGE["line"]
    areas = [
        Patch(facecolor=VILLAGE["covered"], edgecolor=line, label=_("With a play point")),
        Patch(
            facecolor=VILLAGE["uncovered"], edgecolor="#c9a58d", hatch="///", label=_("Without a play point")
        ),
    ]
    return [*marks, *areas] if any(village.boundary for village in facts.villages) else marks
