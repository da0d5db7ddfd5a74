"""How the places of a commune stood from the first day on record until today: what the map of days plays."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

import orjson
from django.db.models import Min
from django.utils.functional import cached_property

from accounts import access
from areas.models import Commune
from foundation.ordering import by_name
from hazards.models import HazardSite, StatusSpan
from hazards.models.span import StatusSpanQuerySet
from hazards.spans import changed_between, counted, reopened_between
from hazards.status import Status
from hazards.steps import Step, step_of
from maps.geojson import inner_point, outline

# As many as the browser's canvas plays fluently.
MOST: Final = 5_000
LISTED: Final = 100
IN_A_TABLE: Final = 300


@dataclass(frozen=True)
class History:
    """The places of `commune` that `reader` may see, until `today`."""

    reader: access.Reader
    commune: Commune
    today: date

    @property
    def sites(self) -> Any:
        reach = access.within_reach(self.reader, access.SEE, "site")
        return HazardSite.objects.in_force().filter(reach, commune=self.commune)

    @property
    def spans(self) -> StatusSpanQuerySet:
        return StatusSpan.objects.filter(commune=self.commune, site__in=self.sites)

    @cached_property
    def first(self) -> date | None:
        """The first day on record; None where nothing is, or all lies ahead. One query, once."""
        return self.spans.filter(from_on__lte=self.today).aggregate(day=Min("from_on"))["day"]

    def counts(self, day: date) -> dict[str, int]:
        """Places by each status on `day`. One query."""
        by_status = counted(self.spans.on(day), ["status"])
        return {status: by_status.get((status,), 0) for status in Status.values}

    def standing(self, day: date) -> list[StatusSpan]:
        """The first places of the list of `day`, the worst first: each its stretch, with the site. One query."""
        spans = self.spans.on(day).select_related("site__kind", "site__village").defer("site__geom")
        return list(spans.worst_first(by_name("site__name"), "site")[:LISTED])

    def as_json(self) -> bytes:
        """All places with their stretches up to today; `{"tooMany": n}` where they are more than `MOST`.

        Three queries.
        """
        known = self.sites.filter(found_on__lte=self.today)
        total = known.count()
        if total > MOST:
            return orjson.dumps({"tooMany": total})
        stretches: dict[Any, list[Any]] = {}
        rows = self.spans.filter(from_on__lte=self.today).order_by("site", "from_on")
        for site, status, from_on in rows.values_list("site", "status", "from_on"):
            stretches.setdefault(site, []).append([from_on.isoformat(), status])
        fields = ("pk", "name", "kind__icon", "village__name", outline("geom"), inner_point("geom"))
        return orjson.dumps(
            {
                "sites": [
                    {
                        "id": key,
                        "name": name,
                        "icon": icon,
                        "village": village or "",
                        "shape": orjson.Fragment(shape),
                        "at": orjson.Fragment(at),
                        "spans": stretches[key],
                    }
                    for key, name, icon, village, shape, at in known.order_by(by_name()).values_list(*fields)
                    if key in stretches
                ]
            }
        )


class Changed(NamedTuple):
    """A site with the status of either day; `on` is the day on which a reopened one lost its protection."""

    site: HazardSite
    before: str | None
    after: str
    on: date | None = None


@dataclass(frozen=True)
class Table:
    """The places that took one step between the two days, the first of them in `rows`."""

    step: Step
    total: int
    rows: list[Changed]

    @property
    def more(self) -> int:
        return self.total - len(self.rows)


def tables(history: History, first: date, last: date) -> list[Table]:
    """What became of the places between two days, a table for each step. Four queries."""
    keys = history.sites.order_by(by_name()).values_list("pk", flat=True)
    order = {key: place for place, key in enumerate(keys)}
    changes = [change for change in changed_between(first, last, [history.commune]) if change.site in order]
    lost: dict[Any, date] = {}
    for reopening in reopened_between(first, last, [history.commune]):
        if reopening.site in order:
            lost[reopening.site] = reopening.on  # the latest loss stands
    steps: dict[Step, list[tuple[Any, str | None, str, date | None]]] = {step: [] for step in Step}
    both = {change.site: change for change in changes}
    for change in changes:
        step = step_of(change.before, change.after)
        if step:
            steps[step].append((*change, None))
    stood = dict(history.spans.on(last).filter(site__in=lost).values_list("site", "status"))
    for site, on in lost.items():
        before = both[site].before if site in both else stood[site]
        steps[Step.REOPENED].append((site, before, stood[site], on))
    for rows in steps.values():
        rows.sort(key=lambda row: order[row[0]])
    sites = described(row[0] for rows in steps.values() for row in rows[:IN_A_TABLE])
    return [
        Table(
            step,
            len(rows),
            [Changed(sites[key], before, after, on) for key, before, after, on in rows[:IN_A_TABLE]],
        )
        for step, rows in steps.items()
    ]


def described(keys: Iterable[Any]) -> dict[Any, HazardSite]:
    sites = HazardSite.objects.filter(pk__in=set(keys)).select_related("kind", "village").defer("geom")
    return {site.pk: site for site in sites}
