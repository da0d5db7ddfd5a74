"""Hazard sites as rows of a file that leaves the app: short, and only what its reader may know.

Never in it: owners, reporters and their numbers, notes, photos, who is responsible by name, withdrawn
sites, communes out of reach. Of a household's place the kind stands for the name, unless the reader may
know the owner.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache, partial
from typing import Any, Final

import shapely
from django.contrib.gis.db.models.functions import AsWKB
from django.db.models import F
from django.utils.formats import date_format
from django.utils.text import capfirst

from accounts import access
from accounts.models import Unit
from areas.models import Commune, Village
from areas.working_days import working_days
from deliveries.makers import Progress
from hazards.kinds import HazardKind, MeasureKind
from hazards.lateness import days_late
from hazards.models import HazardSite, Measure
from hazards.naming import of_a_household
from hazards.querysets import HazardSiteQuerySet
from hazards.risk import RiskLevel, risk_level
from hazards.status import Status
from maps.leaving.compact import compact, spots
from maps.leaving.ground import from_wkb
from maps.leaving.progress import Step, silent

STATUSES: Final = list(Status)
RISKS: Final = list(RiskLevel)
LATE: Final = 5  # place in a row


@dataclass
class Words:
    """Words of which rows hold only the place in the list, from 0; -1 for none."""

    said: list[Any] = field(default_factory=list)
    places: dict[Any, int] = field(default_factory=dict)

    def place(self, key: Any, word: Any) -> int:
        if key not in self.places:
            self.places[key] = len(self.said)
            self.said.append(word)
        return self.places[key]


def sites_in_reach(
    reader: access.Reader, deed: str, communes: Sequence[Commune], day: date
) -> HazardSiteQuerySet:
    """Sites of `communes` known on `day` (eliminated ones too) on which `reader` may do `deed`."""
    within = access.within_reach(reader, deed, "site")
    return HazardSite.objects.filter(within, commune__in=communes).known_on(day)


def as_they_stood(sites: HazardSiteQuerySet, day: date) -> HazardSiteQuerySet:
    """Annotate `status` on `day`, a day on which `sites` are known, from the stretches (docs/days.md):
    that of `with_status(day)` in a third of its time."""
    return sites.filter(spans__from_on__lte=day, spans__to_on__gt=day).annotate(status=F("spans__status"))


FIELDS = (
    "pk", "name", "kind", "village", "commune", "likelihood", "severity", "deadline", "status",
    "responsible_unit", "is_somebodys", "wkb",
)  # fmt: skip


@dataclass(frozen=True)
class SiteLayer:
    """`data` for the file; the key and status of each of its rows; how many there are by status, and of
    those where a child can drown; how many are late; the keys of their kinds."""

    data: dict[str, Any]
    statuses: list[tuple[Any, str]]
    by_status: dict[str, int]
    drowning: dict[str, int]
    late: int
    kinds: frozenset[int]


def site_layer(
    reader: access.Reader,
    sites: HazardSiteQuerySet,
    communes: Sequence[Commune],
    day: date,
    progress: Progress = silent,
) -> SiteLayer:
    """`rows` of [name, kind, status, village, risk, days late, deadline, unit, measures, longitude,
    latitude, shape], and the words that they point to. Seven queries."""
    Step.READ.tell(progress)
    rows = list(
        as_they_stood(sites, day)
        .annotate(is_somebodys=of_a_household(), wkb=AsWKB("geom"))
        .order_by("name", "pk")
        .values_list(*FIELDS, named=True)
    )
    Step.PACK.tell(progress)
    shapes = from_wkb([row.wkb for row in rows])
    at = spots(shapes)
    kinds = {kind.pk: kind for kind in HazardKind.objects.all()}
    names = Villages(Village.objects.filter(commune__in=communes))
    units = Units(reader, communes)
    measures, measure_words = measures_on(sites, day)
    calendar = working_days()
    in_words = cache(partial(date_format, format="SHORT_DATE_FORMAT"))
    knows_owner = {commune.pk: access.may_see_owners(reader, commune.pk) for commune in communes}
    kind_words = Words()
    packed: list[list[Any]] = [
        [
            capfirst(kinds[row.kind].name) if row.is_somebodys and not knows_owner[row.commune] else row.name,
            kind_words.place(row.kind, [capfirst(kinds[row.kind].name), kinds[row.kind].icon]),
            STATUSES.index(Status(row.status)),
            names.place(row.village),
            RISKS.index(risk_level(row.likelihood, row.severity)),
            days_late(row.deadline, row.status, day, calendar),
            in_words(row.deadline) if row.deadline else 0,
            units.place(row.responsible_unit),
            measures.get(row.pk, 0),
            *spot,
            compact(shape) if is_drawn else 0,
        ]
        for row, shape, spot, is_drawn in zip(
            rows, shapes, at, shapely.get_dimensions(shapes) > 0, strict=True
        )
    ]
    data = {
        "kinds": kind_words.said,
        "statuses": [[status.value, capfirst(str(status.label))] for status in STATUSES],
        "risks": [capfirst(str(level.label)) for level in RISKS],
        "villages": names.words.said,
        "units": units.words.said,
        "measures": measure_words,
        "rows": packed,
    }
    none = dict.fromkeys(Status.values, 0)
    return SiteLayer(
        data=data,
        statuses=[(row.pk, row.status) for row in rows],
        by_status=none | Counter(row.status for row in rows),
        drowning=none | Counter(row.status for row in rows if kinds[row.kind].is_drowning),
        late=sum(row[LATE] > 0 for row in packed),
        kinds=frozenset(row.kind for row in rows),
    )


class Villages:
    """Names of villages as rows point to them. One query."""

    def __init__(self, villages: Iterable[Village]):
        self.names = {village.pk: village.full_name for village in villages.only("name", "type")}
        self.words = Words()

    def place(self, pk: int | None) -> int:
        return self.words.place(pk, self.names[pk]) if pk in self.names else -1


class Units:
    """Names of units, for whoever sees the units of a commune; of a household that it is one. One query."""

    def __init__(self, reader: access.Reader, communes: Sequence[Commune]):
        seen = [one for one in communes if access.may(reader, access.SEE, "unit", one)]
        rows = Unit.objects.filter(commune__in=seen)
        self.names = {unit.pk: access.unit_in_words(reader, unit) for unit in rows}
        self.words = Words()

    def place(self, pk: int | None) -> int:
        return self.words.place(self.names[pk], self.names[pk]) if pk in self.names else -1


def measures_on(sites: HazardSiteQuerySet, day: date) -> tuple[dict[Any, list[int]], list[str]]:
    """The kinds of what stands at each site on `day`, as places in a list of words. Two queries."""
    names = {kind.pk: capfirst(kind.name) for kind in MeasureKind.objects.all()}
    words = Words()
    found: dict[Any, list[int]] = {}
    standing = Measure.objects.standing_on(day).filter(site__in=sites.order_by().values("pk"))
    for site, kind in (
        standing.values_list("site", "kind").order_by("site", F("kind__position"), "kind").distinct()
    ):
        found.setdefault(site, []).append(words.place(kind, names[kind]))
    return found, words.said
