"""Imports run one way only; docs/architecture.md tells the order."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings

# From left to right; a room may import those to its right, and rooms of one step do not know each other.
ORDER = [
    {"config"},
    {"exchange", "reports"},
    {"maps"},
    {"imagery", "playspaces", "schools"},
    {"hazards"},
    {"deliveries"},
    {"notices"},
    {"accounts"},
    {"audit", "roads"},
    {"areas"},
    {"foundation"},
]
STEP = {room: step for step, rooms in enumerate(ORDER) for room in rooms}


def imported_rooms(source: str, room: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module or ""] if not node.level else [room]
        else:
            continue
        for name in names:
            yield name.split(".")[0]


def arrows_back(source: str, room: str) -> set[str]:
    """Rooms that `source`, lying in `room`, may not know and imports all the same."""
    found = {name for name in imported_rooms(source, room) if name in STEP and name != room}
    return {name for name in found if STEP[name] <= STEP[room]}


def rooms_that_stand() -> list[str]:
    return sorted(room for room in STEP if (settings.BASE_DIR / room / "__init__.py").exists())


@pytest.mark.parametrize("room", rooms_that_stand())
def test_room_imports_only_rooms_to_its_right(room):
    wrong = {
        str(path.relative_to(settings.BASE_DIR)): back
        for path in (settings.BASE_DIR / room).rglob("*.py")
        if (back := arrows_back(path.read_text(encoding="utf-8"), room))
    }
    assert not wrong


def test_every_app_of_ours_has_its_place_in_the_order():
    ours = {path.parent.name for path in Path(settings.BASE_DIR).glob("*/apps.py")}
    assert ours <= set(STEP)


@pytest.mark.parametrize("source", ["import maps.layers", "from schools.models import School"])
def test_arrow_back_is_seen(source):
    assert arrows_back(source, "hazards")


def test_import_inside_a_function_is_seen_too():
    assert arrows_back("def f():\n    from maps import layers\n", "areas") == {"maps"}
