"""Sites by kind, in a commune by village and by responsible unit too."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from accounts import access
from accounts.models import Unit
from areas.models import Village
from areas.working_days import WorkingDays
from hazards.kinds import HazardKind
from hazards.models import StatusSpan
from hazards.spans import Communes, tallies_on
from hazards.status import OPEN, Status
from maps.leaders.lists import EXISTING, LeadsToSites, Lists, Number


@dataclass
class Line:
    """The sites of one kind, village or unit; `words` narrow the list to them."""

    name: str
    words: dict[str, Any]
    lists: LeadsToSites
    by_status: dict[str, int] = field(default_factory=lambda: dict.fromkeys(Status.values, 0))
    overdue: int = 0

    def add(self, status: str, sites: int, late: int) -> None:
        self.by_status[status] += sites
        self.overdue += late if status in OPEN else 0

    @property
    def existing(self) -> Number:
        count = sum(self.by_status[status] for status in EXISTING)
        return self.lists.number(count, **self.words, status=list(EXISTING))

    @property
    def late(self) -> Number:
        return self.lists.number(self.overdue, **self.words, overdue=1)

    @property
    def numbers(self) -> list[tuple[str, Number]]:
        return [
            (status, self.lists.number(self.by_status[status], **self.words, status=status))
            for status in Status
        ]

    @property
    def bar(self) -> list[tuple[str, float, float]]:
        """Status, begin and width in percent of the sites that exist."""
        whole, begin = self.existing.count, 0.0
        parts: list[tuple[str, float, float]] = []
        for status in EXISTING:
            width = 100 * self.by_status[status] / whole if whole else 0
            if width:
                parts.append((status, round(begin, 2), round(width, 2)))
            begin += width
        return parts


@dataclass(frozen=True)
class Lines:
    every: Line
    drowning: Line
    kinds: list[Line]
    villages: list[Line]
    units: list[Line]


def lines(lists: Lists, reader: access.Reader, calendar: WorkingDays) -> Lines:
    """The sites known on the day by kind, by village and by responsible unit. Four queries.

    Households stand together for who may not know them by name.
    """
    past = Q(deadline__lte=calendar.last_before(lists.day))
    rows = (
        StatusSpan.objects.on(lists.day)
        .filter(commune=lists.commune)
        .order_by()
        .values_list("kind", "site__village", "site__responsible_unit", "status")
        .annotate(sites=Count("pk"), late=Count("pk", filter=past))
    )
    kinds = {kind.pk: kind for kind in HazardKind.objects.all()}
    villages = {
        village.pk: village for village in Village.objects.filter(commune=lists.commune).defer("boundary")
    }
    units = {unit.pk: unit for unit in Unit.objects.filter(commune=lists.commune)}
    every, drowning = Line(_("in all"), {}, lists), Line("", {"drowning": 1}, lists)
    grouped: dict[str, dict[Any, Line]] = defaultdict(dict)
    sees_owners = access.may_see_owners(reader, lists.commune.pk)
    for kind, village, unit, status, sites, late in rows:
        who, name, words = unit_words(units.get(unit), sees_owners)
        groups = [
            grouped["kinds"].setdefault(kind, Line(kinds[kind].name, {"kind": kinds[kind].code}, lists)),
            grouped["villages"].setdefault(village, village_line(villages.get(village), lists)),
            grouped["units"].setdefault(who, Line(name, words, lists)),
        ]
        for line in [every, *groups, *([drowning] if kinds[kind].is_drowning else [])]:
            line.add(status, sites, late)
    return Lines(every, drowning, *(most_first(grouped[by]) for by in ("kinds", "villages", "units")))


def kind_lines(lists: LeadsToSites, communes: Communes, calendar: WorkingDays) -> tuple[list[Line], Line]:
    """The sites of `communes` known on the day by kind, and all of them. Two queries."""
    kinds = {kind.pk: kind for kind in HazardKind.objects.all()}
    every, found = Line(_("in all"), {}, lists), dict[int, Line]()
    tallies = tallies_on(lists.day, calendar.last_before(lists.day), communes)
    for (_commune, key, status), tally in tallies.items():
        of_kind = found.setdefault(key, Line(kinds[key].name, {"kind": kinds[key].code}, lists))
        for line in (of_kind, every):
            line.add(status, tally.sites, tally.past)
    return most_first(found), every


def unit_words(unit: Unit | None, sees_owners: bool) -> tuple[Any, str, dict[str, Any]]:
    if unit is None:
        return None, _("nobody named"), {"without": "unit"}
    if unit.type == Unit.Type.OWNER and not sees_owners:
        return Unit.Type.OWNER, str(Unit.Type.OWNER.label), {"unit_type": Unit.Type.OWNER}
    return unit.pk, unit.name, {"unit": unit.pk}


def village_line(village: Village | None, lists: Lists) -> Line:
    if village is None:
        return Line(_("not in any of them"), {"without": "village"}, lists)
    return Line(village.name, {"village": village.pk}, lists)


def most_first(found: dict[Any, Line]) -> list[Line]:
    return sorted(found.values(), key=lambda line: (-line.overdue, -line.existing.count, line.name))
