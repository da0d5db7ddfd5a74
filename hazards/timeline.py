"""What happened to a site, as one list that people read: who, when, what, before and after.

Told from the tables of history of the site, its measures, inspections and photos, and of the
sites that were merged into it. The number of queries does not depend on how much happened.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts import access
from accounts.models import User
from hazards.history_words import Change, Names, changes, placed, redrawn
from hazards.models import BulkEdit, Finding, HazardSite, Inspection, Measure, Photo
from hazards.reasons import BULK, IMPORT, MERGE, RESTORE
from hazards.secrets import closed
from hazards.small_map import SmallMap
from hazards.status import Condition

PAGE_SIZE: Final = 50
ONE_DEED: Final = timedelta(seconds=3)  # rows that one save leaves, the list of measures apart
ONE_SENDING: Final = timedelta(minutes=2)  # photos sent together

SITE_FIELDS: Final = (
    "kind", "name", "village", "border_note", "likelihood", "severity", "depth_m", "bank", "access",
    "near_path", "near_homes", "is_household", "owner_name", "owner_phone", "responsible_unit",
    "responsible_person", "deadline", "information_source", "found_on", "eliminated_on", "description",
    "internal_note",
)  # fmt: skip
MEASURE_FIELDS: Final = (
    "kind", "quantity", "planned_on", "installed_on", "removed_on", "cost", "funding", "contractor",
    "responsible_unit", "responsible_person", "note",
)  # fmt: skip
INSPECTION_FIELDS: Final = ("on", "note")


@dataclass(frozen=True)
class Event:
    """One deed. `heading` names what it was a part of; `restore` is where it can be undone."""

    at: datetime
    who: str
    what: str
    sort: str
    changes: Sequence[Change] = ()
    note: str = ""
    heading: str = ""
    drawing: SmallMap | None = None
    restore: str = ""
    number: int = 1


@dataclass(frozen=True)
class Timeline:
    events: list[Event]
    page: int
    has_more: bool


@dataclass(frozen=True)
class Deed:
    """Rows of one record that one save left: the state before it (None at first), and after."""

    before: Any
    after: Any
    is_last: bool
    history_type: str  # of the first of its rows: “+” made, “~” changed

    @property
    def is_first(self) -> bool:
        return self.before is None

    @property
    def is_new(self) -> bool:
        """Made then; a first row that is a change comes from before there was a history."""
        return self.is_first and self.history_type == "+"

    @property
    def reason(self) -> tuple[str, str]:
        """Sort of the reason, and its detail: (“merge”, “<key>”)."""
        sort, _space, detail = (self.after.history_change_reason or "").partition(" ")
        return sort, detail

    @property
    def withdrawn(self) -> bool:
        return bool(self.after.withdrawn_at) and not (self.before and self.before.withdrawn_at)

    @property
    def restored(self) -> bool:
        return bool(self.before and self.before.withdrawn_at and not self.after.withdrawn_at)


def deeds(rows: Iterable[Any]) -> Iterator[Deed]:
    """Deeds on each record, from its rows in the order they were written."""
    by_record = defaultdict(list)
    for row in rows:
        by_record[row.id].append(row)
    for versions in by_record.values():
        ends = [
            place
            for place, row in enumerate(versions)
            if place + 1 == len(versions) or not one_deed(row, versions[place + 1])
        ]
        for number, end in enumerate(ends):
            begin = ends[number - 1] + 1 if number else 0
            before = versions[begin - 1] if number else None
            yield Deed(before, versions[end], end + 1 == len(versions), versions[begin].history_type)


def one_deed(row: Any, later: Any) -> bool:
    same = ("history_user_id", "history_change_reason", "withdrawn_at")
    near = later.history_date - row.history_date < ONE_DEED and row.version == later.version
    return near and all(getattr(row, name, None) == getattr(later, name, None) for name in same)


def timeline(site: HazardSite, reader: User, *, page: int = 1, until: date | None = None) -> Timeline:
    """Events of `site`, the latest first; `until` leaves out what was written after that day."""
    events = [event for event in Teller(site, reader).events() if until is None or day_of(event) <= until]
    events.sort(key=lambda event: event.at, reverse=True)
    first = (page - 1) * PAGE_SIZE
    return Timeline(events[first : first + PAGE_SIZE], page, len(events) > first + PAGE_SIZE)


def day_of(event: Event) -> date:
    return timezone.localdate(event.at)


class Teller:
    """Gathers the rows of a site's history, and tells them. About fifteen queries."""

    def __init__(self, site: HazardSite, reader: User):
        self.site, self.reader = site, reader
        self.merged = {other.pk: other.name for other in site.merged_sites.all()}
        keys = [site.pk, *self.merged]
        self.sites = in_order(HazardSite.history.filter(id__in=keys))
        self.measures = in_order(Measure.history.filter(site_id__in=keys))
        self.inspections = in_order(Inspection.history.filter(site_id__in=keys))
        self.photos = in_order(Photo.history.filter(site_id__in=keys))
        measures = {row.id for row in self.measures}
        self.findings = in_order(Finding.history.filter(measure_id__in=measures, history_type="+"))
        self.required = required_lists(self.sites)
        self.bulk = bulk_edits([*self.sites, *self.measures])
        self.names = Names(reader, closed(reader, site.commune_id))
        self.names.learn([*self.sites, *self.measures])
        self.kinds = {row.id: row.kind_id for row in self.measures}

    def events(self) -> Iterator[Event]:
        told = (
            (self.sites, self.about_site),
            (self.measures, self.about_measure),
            (self.inspections, self.about_inspection),
        )
        for rows, tell in told:
            for deed in deeds(rows):
                if deed.is_new or not deed.is_first:
                    yield from tell(deed)
        yield from self.about_findings()
        yield from self.about_photos()

    # --- what is the same for all ----------------------------------------------------------

    def event(self, row: Any, what: str, sort: str, **more: Any) -> Event:
        who = str(row.history_user) if row.history_user else _("the system")
        return Event(row.history_date, who, what, sort, heading=self.heading(row), **more)

    def heading(self, row: Any) -> str:
        sort, _space, detail = (row.history_change_reason or "").partition(" ")
        if sort == IMPORT:
            return _("Read in from a file")
        if sort == BULK:
            number = self.bulk.get(detail)
            return (
                _("Change of many sites (%(number)s)") % {"number": number} if number else _("Change of many")
            )
        return ""

    def may_restore(self, thing: str, deed: Deed) -> bool:
        """The latest word about a record is that it was withdrawn, and it can come back."""
        closed = thing != "site" and self.site.withdrawn_at
        may = access.may(self.reader, access.RESTORE, thing, self.site.commune, self.site.village)
        return deed.is_last and may and not closed

    def measure(self, key: Any) -> str:
        return self.names.listed([self.kinds[key]]) if key in self.kinds else _("measure")

    # --- the site ---------------------------------------------------------------------------

    def about_site(self, deed: Deed) -> Iterator[Event]:
        row, name = deed.after, self.merged.get(deed.after.id)
        sort, detail = deed.reason
        if deed.withdrawn:
            if not row.merged_into_id:
                restore = reverse("site-restore", args=[row.id]) if self.may_restore("site", deed) else ""
                what = self.with_name(_("Withdrew the place."), name)
                yield self.event(row, what, "withdrawn", note=row.withdrawn_reason, restore=restore)
            return
        found = changes(deed.before, row, SITE_FIELDS, self.names)
        found += self.required_change(deed)
        drawing = redrawn(deed.before, row)
        if deed.is_new:
            yield self.event(row, self.with_name(_("Logged the place."), name), "new", changes=found)
        elif deed.restored:
            note = detail if sort == RESTORE else ""
            yield self.event(row, self.with_name(_("Restored the place."), name), "restored", note=note)
        elif sort == MERGE:
            what = _("Merged “%(name)s” into this place.") % {"name": self.name_of(detail)}
            yield self.event(row, what, "merged", changes=found)
        elif found or drawing:
            what = self.with_name(_("Changed the place."), name)
            yield self.event(row, what, "changed", changes=found, drawing=drawing)

    def with_name(self, what: str, name: str | None) -> str:
        """Said of a place that was merged into this one later."""
        return _("“%(name)s”: %(what)s") % {"name": name, "what": what} if name else what

    def name_of(self, key: str) -> str:
        return next((name for known, name in self.merged.items() if str(known) == key), _("another entry"))

    def required_change(self, deed: Deed) -> list[Change]:
        before = self.required.get(deed.before.history_id, ()) if deed.before else ()
        after = self.required.get(deed.after.history_id, ())
        if set(before) == set(after):
            return []
        old = self.names.listed(before) if deed.before else ""
        return [Change(_("Required measures"), old, self.names.listed(after))]

    # --- measures ---------------------------------------------------------------------------

    def about_measure(self, deed: Deed) -> Iterator[Event]:
        row, kind = deed.after, {"measure": self.measure(deed.after.id)}
        if deed.withdrawn:
            restore = reverse("measure-restore", args=[row.id]) if self.may_restore("measure", deed) else ""
            what = _("%(measure)s: withdrawn.") % kind
            yield self.event(row, what, "withdrawn", note=row.withdrawn_reason, restore=restore)
        elif deed.restored:
            note = deed.reason[1] if deed.reason[0] == RESTORE else ""
            yield self.event(row, _("%(measure)s: restored.") % kind, "restored", note=note)
        else:
            found = changes(deed.before, row, MEASURE_FIELDS[deed.is_new :], self.names)
            found += filter(None, [placed(deed.before, row)])
            drawing = redrawn(deed.before, row)
            if found or drawing or deed.is_new:
                what = self.step(deed) % kind
                yield self.event(row, what, "measure", changes=found, drawing=drawing)

    def step(self, deed: Deed) -> str:
        """Which step of its life a measure took."""
        row, before = deed.after, deed.before
        if deed.is_new:
            return _("Recorded: %(measure)s.") if row.installed_on else _("Planned: %(measure)s.")
        if row.installed_on and not before.installed_on:
            return _("%(measure)s: installed.")
        if row.removed_on and not before.removed_on:
            return _("%(measure)s: removed.") if row.installed_on else _("%(measure)s: plan given up.")
        return _("%(measure)s: changed.")

    def about_findings(self) -> Iterator[Event]:
        """Those of an inspection are told with it."""
        for row in self.findings:
            if row.inspection_id is None:
                words = {"measure": self.measure(row.measure_id), "condition": Condition(row.condition).label}
                what = _("%(measure)s: %(condition)s.") % words
                found = changes(None, row, ["on"], self.names)
                yield self.event(row, what, "finding", changes=found, note=row.note)

    # --- inspections and photos -------------------------------------------------------------

    def about_inspection(self, deed: Deed) -> Iterator[Event]:
        row, day = deed.after, {"day": f"{deed.after.on:%d/%m/%Y}"}
        if deed.withdrawn:
            may = self.may_restore("inspection", deed)
            restore = reverse("inspection-restore", args=[row.id]) if may else ""
            what = _("Inspection of %(day)s: withdrawn.") % day
            yield self.event(row, what, "withdrawn", note=row.withdrawn_reason, restore=restore)
        elif deed.restored:
            note = deed.reason[1] if deed.reason[0] == RESTORE else ""
            yield self.event(row, _("Inspection of %(day)s: restored.") % day, "restored", note=note)
        elif deed.is_new:
            seen = [self.finding(found) for found in self.findings if found.inspection_id == row.id]
            what = _("Inspected the place on %(day)s.") % day
            yield self.event(row, what, "inspection", changes=seen, note=row.note)
        elif found := changes(deed.before, row, INSPECTION_FIELDS, self.names):
            yield self.event(row, _("Inspection of %(day)s: changed.") % day, "inspection", changes=found)

    def finding(self, row: Any) -> Change:
        return Change(self.measure(row.measure_id), "", str(Condition(row.condition).label))

    def about_photos(self) -> Iterator[Event]:
        """Photos that were sent together are one event."""
        told: list[Event] = []
        for deed in sorted(deeds(self.photos), key=lambda deed: deed.after.history_date):
            row = deed.after
            if deed.withdrawn:
                told.append(self.event(row, _("Took away a photo."), "withdrawn", note=row.withdrawn_reason))
            elif deed.is_first:
                last = told[-1] if told and told[-1].sort == "photo" else None
                event = self.event(row, _("Added a photo."), "photo")
                if last and last.who == event.who and event.at - last.at < ONE_SENDING:
                    number = last.number + 1
                    what = ngettext("Added %(number)s photo.", "Added %(number)s photos.", number)
                    told[-1] = replace(last, what=what % {"number": number}, number=number)
                else:
                    told.append(event)
        yield from told


def in_order(rows: Any) -> list[Any]:
    return list(rows.select_related("history_user").order_by("history_date", "history_id"))


def required_lists(rows: Sequence[Any]) -> dict[int, list[int]]:
    """Key of a row of history → the kinds of measure that the site itself required then. One query."""
    through = HazardSite.history.model.required_measures.model._default_manager
    lists = defaultdict(list)
    for history_id, kind in through.filter(history_id__in=[row.history_id for row in rows]).values_list(
        "history_id", "measurekind_id"
    ):
        lists[history_id].append(kind)
    return lists


def bulk_edits(rows: Sequence[Any]) -> dict[str, int]:
    """Key of each change of many sites that `rows` name → how many sites it changed. One query."""
    reasons = [(row.history_change_reason or "").partition(" ") for row in rows]
    keys = {detail for sort, _space, detail in reasons if sort == BULK}
    return {str(key): edit.sites_changed for key, edit in BulkEdit.objects.in_bulk(keys).items()}
