"""What happened to a play space, as one list that people read: who, when, what, before and after.

Told from the tables of history of the place, its spells out of use, inspections, faults, classes
and photos. The number of queries does not depend on how much happened.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Unit, User
from areas.models import Village
from hazards.history_words import Change, Names, changes, keys, redrawn
from hazards.reasons import IMPORT, RESTORE
from hazards.timeline import PAGE_SIZE, Deed, Event, Timeline, day_of, deeds, in_order
from playspaces.manager import may_see_manager
from playspaces.models import (
    Closure,
    EquipmentFault,
    EquipmentInspection,
    Facility,
    PlaySpace,
    PlaySpaceKind,
    PlaySpacePhoto,
    SwimmingClass,
)

SPACE_FIELDS: Final = (
    "kind", "name", "village", "for_children", "opened_on", "closed_on", "description", "age_from", "age_to",
    "is_lit", "shade", "capacity", "opening_hours", "manager_unit", "manager_person", "depth_max_m", "is_fenced",
    "has_lifeguard", "has_rescue_gear",
)  # fmt: skip
CLASS_FIELDS: Final = (
    "name", "begins_on", "ends_on", "schedule", "teacher", "age_from", "age_to", "places", "enrolled",
)  # fmt: skip
NAMES_OF_PEOPLE: Final = frozenset({"manager_person", "teacher"})


class SpaceNames(Names):
    """What kinds, units, villages, people and facilities are called."""

    def learn(self, rows: Iterable[Any]) -> None:
        rows = list(rows)
        self.known[PlaySpaceKind] = {kind.pk: kind.name for kind in PlaySpaceKind.objects.all()}
        self.known[Facility] = {facility.pk: facility.name for facility in Facility.objects.all()}
        units = Unit.objects.in_bulk(keys(rows, "manager_unit_id"))
        self.known[Unit] = {key: access.unit_in_words(self.reader, unit) for key, unit in units.items()}
        villages = Village.objects.defer("boundary", "centre").in_bulk(keys(rows, "village_id"))
        self.known[Village] = {key: village.full_name for key, village in villages.items()}
        people = User.objects.in_bulk(keys(rows, "manager_person_id"))
        self.known[User] = {key: str(person) for key, person in people.items()}

    def facilities(self, pks: Iterable[int]) -> str:
        return ", ".join(sorted(self.of(Facility, key) for key in pks)) or "–"


def may_see_history(reader: access.Reader, space: PlaySpace) -> bool:
    """Whoever sees who did what in the commune, and whoever keeps this play space. No query."""
    sees = access.may_at(reader, access.SEE, "history", space)
    return sees or access.may_at(reader, access.CHANGE, "play_space", space)


def history_of(space: PlaySpace, reader: User, *, page: int = 1, until: date | None = None) -> Timeline:
    """The latest first; `until` leaves out what was written after that day. About twelve queries."""
    events = [event for event in Teller(space, reader).events() if until is None or day_of(event) <= until]
    events.sort(key=lambda event: event.at, reverse=True)
    first = (page - 1) * PAGE_SIZE
    return Timeline(events[first : first + PAGE_SIZE], page, len(events) > first + PAGE_SIZE)


class Teller:
    def __init__(self, space: PlaySpace, reader: User):
        self.space, self.reader = space, reader
        self.rows = in_order(PlaySpace.history.filter(id=space.pk))
        self.facilities = facility_lists(self.rows)
        hidden = frozenset() if may_see_manager(reader, space.commune_id) else NAMES_OF_PEOPLE
        self.names = SpaceNames(reader, hidden)
        self.names.learn(self.rows)
        self.faults = in_order(EquipmentFault.history.filter(playspace_id=space.pk))

    def events(self) -> Iterator[Event]:
        yield from self.told(self.rows, self.about_space)
        yield from self.about_closures()
        yield from self.told(self.of(EquipmentInspection), self.about_inspection)
        yield from self.told(self.faults, self.about_fault)
        yield from self.told(self.of(SwimmingClass), self.about_class)
        yield from self.told(self.of(PlaySpacePhoto), self.about_photo)

    def of(self, model: type[Any]) -> list[Any]:
        return in_order(model.history.filter(playspace_id=self.space.pk))

    def told(self, rows: list[Any], tell: Callable[[Deed], Iterator[Event]]) -> Iterator[Event]:
        for deed in deeds(rows):
            if deed.is_new or not deed.is_first:
                yield from tell(deed)

    def event(self, row: Any, what: str, sort: str, **more: Any) -> Event:
        who = str(row.history_user) if row.history_user else _("the system")
        heading = _("Read in from a file") if row.history_change_reason == IMPORT else ""
        return Event(row.history_date, who, what, sort, heading=heading, **more)

    def about_space(self, deed: Deed) -> Iterator[Event]:
        row = deed.after
        if deed.withdrawn:
            may = deed.is_last and access.may_at(self.reader, access.RESTORE, "play_space", self.space)
            restore = reverse("playspace-restore", args=[row.id]) if may else ""
            note = row.withdrawn_reason
            yield self.event(row, _("Withdrew the place."), "withdrawn", note=note, restore=restore)
        elif deed.restored:
            sort, detail = deed.reason
            note = detail if sort == RESTORE else ""
            yield self.event(row, _("Restored the place."), "restored", note=note)
        else:
            found = changes(deed.before, row, SPACE_FIELDS, self.names) + self.facility_change(deed)
            drawing = redrawn(deed.before, row)
            if deed.is_new:
                yield self.event(row, _("Recorded the place."), "new", changes=found)
            elif found or drawing:
                yield self.event(row, _("Changed the place."), "changed", changes=found, drawing=drawing)

    def facility_change(self, deed: Deed) -> list[Change]:
        before = self.facilities.get(deed.before.history_id, ()) if deed.before else ()
        after = self.facilities.get(deed.after.history_id, ())
        if set(before) == set(after):
            return []
        old = self.names.facilities(before) if deed.before else ""
        return [Change(_("Facilities"), old, self.names.facilities(after))]

    def about_closures(self) -> Iterator[Event]:
        """A spell has no version of its own: each row is a deed."""
        last: dict[Any, Any] = {}
        for row in self.of(Closure):
            before, last[row.id] = last.get(row.id), row
            found = changes(before, row, ("since", "until", "reason"), self.names)
            if before is None:
                yield self.event(row, _("Not usable: recorded."), "closure", changes=found)
            elif found:
                what = _("Usable again.") if row.until and not before.until else _("Not usable: changed.")
                yield self.event(row, what, "closure", changes=found)

    def about_inspection(self, deed: Deed) -> Iterator[Event]:
        row, day = deed.after, {"day": date_format(deed.after.on, "SHORT_DATE_FORMAT")}
        if deed.withdrawn:
            what = _("Inspection of %(day)s: withdrawn.") % day
            yield self.event(row, what, "withdrawn", note=row.withdrawn_reason)
        elif deed.is_new:
            found = [
                Change(fault.item, "", str(fault.get_severity_display()))
                for fault in self.faults
                if fault.inspection_id == row.id and fault.history_type == "+"
            ]
            what = _("Inspected the equipment on %(day)s.") % day
            yield self.event(row, what, "inspection", changes=found, note=row.note)

    def about_fault(self, deed: Deed) -> Iterator[Event]:
        """What an inspection found is told with it; here, what became of it."""
        row, item = deed.after, {"item": deed.after.item}
        if deed.is_new:
            return
        if deed.withdrawn:
            yield self.event(row, _("“%(item)s”: withdrawn.") % item, "withdrawn", note=row.withdrawn_reason)
        elif found := changes(deed.before, row, ("fixed_on",), self.names):
            what = _("“%(item)s”: mended.") if row.fixed_on else _("“%(item)s”: broken still.")
            yield self.event(row, what % item, "fault", changes=found)

    def about_class(self, deed: Deed) -> Iterator[Event]:
        row, name = deed.after, {"name": deed.after.name}
        if deed.withdrawn:
            what = _("Swimming class “%(name)s”: withdrawn.") % name
            yield self.event(row, what, "withdrawn", note=row.withdrawn_reason)
            return
        found = changes(deed.before, row, CLASS_FIELDS, self.names)
        what = (
            _("Swimming class “%(name)s”: added.")
            if deed.is_new
            else _("Swimming class “%(name)s”: changed.")
        )
        if found:
            yield self.event(row, what % name, "class", changes=found)

    def about_photo(self, deed: Deed) -> Iterator[Event]:
        if deed.withdrawn:
            note = deed.after.withdrawn_reason
            yield self.event(deed.after, _("Took away a photo."), "withdrawn", note=note)
        elif deed.is_new:
            yield self.event(deed.after, _("Added a photo."), "photo")


def facility_lists(rows: Sequence[Any]) -> dict[int, list[int]]:
    """Key of a row of history → the facilities that the place had then. One query."""
    through = PlaySpace.history.model.facilities.model._default_manager
    lists = defaultdict(list)
    known = through.filter(history_id__in=[row.history_id for row in rows])
    for history_id, facility in known.values_list("history_id", "facility_id"):
        lists[history_id].append(facility)
    return lists
