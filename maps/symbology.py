"""One table of colours, shapes and marks, from which every map, legend and list draws.

Shapes and marks are SVG paths in a box of 24 × 24 units, so that the browser's canvas,
an SVG in a page and a printed sheet draw the same thing. A status is a colour *and* a
mark: the set stays apart in deuteranopia and in grey.
"""

from dataclasses import asdict, dataclass
from typing import Final

from hazards.kinds import HazardKind
from hazards.status import Status
from playspaces.plan_map import Why


@dataclass(frozen=True)
class StatusStyle:
    """`fill` of the shape, `ink` of the mark in it, `rim` around it."""

    fill: str
    ink: str
    rim: str
    mark: str


STATUS_STYLES: Final[dict[str, StatusStyle]] = {
    Status.UNPROTECTED: StatusStyle(
        "#D55E00",
        "#FFFFFF",
        "#7A3600",
        "M10.6 6h2.8l-.5 7.4h-1.8zM12 15a1.5 1.5 0 1 1 0 3a1.5 1.5 0 1 1 0-3z",
    ),
    Status.IN_PROGRESS: StatusStyle("#E69F00", "#3D2A00", "#805800", "M12 7a5 5 0 0 1 0 10z"),
    Status.INSPECTION_DUE: StatusStyle(
        "#F0E442", "#2B2900", "#4A4600", "M11 7h2v4.4l3.2 1.9l-1 1.7L11 12.6z"
    ),
    Status.PROTECTED: StatusStyle(
        "#009E73", "#FFFFFF", "#005A41", "M10.6 16.4L6.9 12.7l1.5-1.5l2.2 2.2l5-5l1.5 1.5z"
    ),
    Status.ELIMINATED: StatusStyle("#8A8F94", "#FFFFFF", "#4D5155", "M7.5 10.9h9v2.2h-9z"),
}

# Past the deadline: a second rim around the shape, and an hourglass at its corner.
OVERDUE: Final = {
    "ring": "#7D1128",
    "gap": "#FFFFFF",
    "ink": "#FFFFFF",
    "disc": "M20 -3a7 7 0 1 1 0 14a7 7 0 1 1 0-14z",
    "mark": "M16.800 -0.5h6.400v1.500l-2.200 3l2.200 3v1.500h-6.400v-1.500l2.200-3l-2.200-3z",
}

# A play space near a danger that is not made safe: an exclamation mark at its corner.
NEAR_DANGER: Final = {
    "ring": STATUS_STYLES[Status.UNPROTECTED].fill,
    "gap": "#FFFFFF",
    "ink": "#FFFFFF",
    "disc": OVERDUE["disc"],
    "mark": "M19.100 -0.800h1.800l-.300 5.200h-1.200zM20 5.600a1.100 1.100 0 1 1 0 2.200a1.100 1.100 0 1 1 0-2.200z",
}

# Between two days: an arrow at the corner, up where a place became safer, down where it did not stay so.
CHANGES: Final = {
    "improved": {
        "ring": "#005A41",
        "gap": "#FFFFFF",
        "ink": "#FFFFFF",
        "disc": OVERDUE["disc"],
        "mark": "M20 -1.200l4 4.400h-2.500v4.600h-3v-4.600h-2.500z",
    },
    "worsened": {
        "ring": "#7A3600",
        "gap": "#FFFFFF",
        "ink": "#FFFFFF",
        "disc": OVERDUE["disc"],
        "mark": "M20 9.200l4 -4.400h-2.500v-4.600h-3v4.600h-2.500z",
    },
}

SHAPES: Final[dict[str, str]] = {
    HazardKind.Shape.CIRCLE: "M12 2a10 10 0 1 1 0 20a10 10 0 1 1 0-20z",
    HazardKind.Shape.DROP: "M12 1C14.5 4.5 21 9 21 14a9 9 0 0 1-18 0C3 9 9.500 4.500 12 1z",
    HazardKind.Shape.WAVE: "M1 6q5.500-5 11 0t11 0v12q-5.500 5-11 0t-11 0z",
    HazardKind.Shape.SQUARE: "M3 3h18v18H3z",
    HazardKind.Shape.TRIANGLE: "M12 1L24 22H0z",
    HazardKind.Shape.DIAMOND: "M12 0L24 12L12 24L0 12z",
    HazardKind.Shape.HEXAGON: "M7 2.500h10L23 12l-6 9.500H7L1 12z",
}

PLAY_SPACE: Final = {"fill": "#0072B2", "ink": "#FFFFFF", "rim": "#003E61", "shut": "#8A8F94"}
SCHOOL: Final = {"fill": "#5B3A8C", "ink": "#FFFFFF", "rim": "#311F4D"}
PLAY_SPACE_MARK: Final = "M12 3l2.700 5.700l6.300.900l-4.600 4.400l1.100 6.200L12 17.300l-5.500 2.900l1.100-6.200L3 9.600l6.300-.900z"
SCHOOL_MARK: Final = (
    "M12 4L1.500 9L12 14l8.500-4.050V16H22V9zM5 12.300V16c0 1.700 3.100 3 7 3s7-1.300 7-3v-3.700l-7 3.400z"
)

# A candidate for a play space that a plan is without: hollow, with a mark that says why.
CANDIDATE: Final = {"fill": "#FFFFFF", "ink": "#17242D", "rim": "#17242D"}
CANDIDATE_MARKS: Final[dict[str, str]] = {
    Why.NOT_CHOSEN: "M12 9.500a2.500 2.500 0 1 1 0 5a2.500 2.500 0 1 1 0-5z",
    Why.NO_COST: "M8.200 10a3.900 3.900 0 1 1 5.600 3.500c-.700.350-.800.600-.800 1.300h-2c0-1.700.600-2.400 1.800-3"
    "a1.900 1.900 0 1 0-2.600-1.800zM12 15.800a1.300 1.300 0 1 1 0 2.600a1.300 1.300 0 1 1 0-2.600z",
    Why.DANGEROUS: STATUS_STYLES[Status.UNPROTECTED].mark,
    Why.NO_VILLAGE: STATUS_STYLES[Status.ELIMINATED].mark,
    Why.ADDED_SINCE: "M10.900 7h2.200v3.900H17v2.200h-3.900V17h-2.200v-3.900H7v-2.200h3.900z",
}
VILLAGE: Final = {"line": "#33414E", "covered": "#CFE8DD", "uncovered": "#F4D9C6"}


def table() -> dict[str, object]:
    """Everything above as plain values, for `json_script` and for files that leave the app."""
    return {
        "status": {status: asdict(style) for status, style in STATUS_STYLES.items()},
        "overdue": OVERDUE,
        "nearDanger": NEAR_DANGER,
        "changes": CHANGES,
        "shapes": SHAPES,
        "playspace": {**PLAY_SPACE, "path": PLAY_SPACE_MARK},
        "school": {**SCHOOL, "path": SCHOOL_MARK},
        "candidate": {**CANDIDATE, "shape": SHAPES[HazardKind.Shape.CIRCLE], "marks": dict(CANDIDATE_MARKS)},
        "village": VILLAGE,
    }
