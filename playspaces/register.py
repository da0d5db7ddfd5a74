"""The play spaces of a commune as a list: each with its state, its care and the dangers near it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from accounts import access
from foundation.ordering import by_name
from playspaces.dangers import NearDanger, dangers_near
from playspaces.filters import PlaySpaceFilter
from playspaces.manager import manager_in_words
from playspaces.querysets import PlaySpaceQuerySet
from playspaces.states import IN_USE, State
from playspaces.upkeep import is_inspection_overdue


@dataclass(frozen=True)
class Row:
    """A play space with what `with_state` and `with_care` say of it; `dangers` the nearest first."""

    space: Any
    day: date
    dangers: list[NearDanger]

    @property
    def state(self) -> State:
        return State(self.space.state)

    @property
    def is_in_use(self) -> bool:
        return self.state in IN_USE

    @property
    def is_inspection_overdue(self) -> bool:
        interval = self.space.kind.inspection_interval_days
        return self.is_in_use and is_inspection_overdue(
            self.space.inspected_on, self.space.opened_on, interval, self.day
        )

    @property
    def more_dangers(self) -> int:
        """Beside the nearest one."""
        return len(self.dangers) - 1

    @property
    def needs_care(self) -> bool:
        return self.is_in_use and bool(self.space.faults_open or self.is_inspection_overdue)


def rows_of(spaces: PlaySpaceQuerySet, words: PlaySpaceFilter) -> list[Row]:
    """Those that every filter lets through, by name, closed ones last. Three queries."""
    known = words.narrow(spaces.in_force().with_state(words.day)).with_care(words.day)
    found = list(
        known.select_related("kind", "village", "manager_unit", "manager_person").order_by(by_name(), "pk")
    )
    rows = [Row(space, words.day, dangers) for space, dangers in with_dangers(found, words.day)]
    if words.cleaned_data.get("danger"):
        rows = [row for row in rows if row.dangers]
    if words.cleaned_data.get("care"):
        rows = [row for row in rows if row.needs_care]
    return sorted(rows, key=lambda row: row.state == State.CLOSED)


def with_dangers(spaces: list[Any], day: date) -> Iterator[tuple[Any, list[NearDanger]]]:
    near = dangers_near([space for space in spaces if space.state in IN_USE], day=day)
    for space in spaces:
        yield space, near.get(space.pk, [])


def table(rows: Iterable[Row], reader: access.Reader) -> Iterator[list[object]]:
    """The list for a spreadsheet, its heads first."""
    yield [
        _("Name"), _("Kind"), _("Village"), _("State"), _("Not usable since"), _("Reason"), _("For children"),
        _("Opened on"), _("Closed for good on"), _("Room for (children at once)"), _("Opening hours"),
        _("Managed by"), _("Faults"), _("of them dangerous"), _("Last inspection"), _("Inspection overdue"),
        _("Dangers near it"), _("The nearest (m)"), _("Latitude"), _("Longitude"),
    ]  # fmt: skip
    for row in rows:
        space, middle = row.space, row.space.geom.centroid
        is_shut = row.state == State.NOT_USABLE
        yield [
            space.name,
            space.kind.name,
            space.village.full_name if space.village else "",
            row.state.label,
            space.shut_since if is_shut else "",
            space.shut_reason if is_shut else "",
            yes_or_no(space.for_children),
            space.opened_on,
            space.closed_on,
            space.capacity,
            space.opening_hours,
            manager_in_words(reader, space),
            space.faults_open,
            space.faults_dangerous,
            space.inspected_on,
            yes_or_no(row.is_inspection_overdue),
            len(row.dangers),
            round(row.dangers[0].metres) if row.dangers else "",
            round(middle.y, 6),
            round(middle.x, 6),
        ]


def yes_or_no(value: bool) -> str:
    return _("yes") if value else _("no")
