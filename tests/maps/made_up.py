"""Sites as hypothesis draws them, and their figures counted plainly: one by one, by the rule."""

from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from accounts.models import Unit
from areas.models import Commune, Village
from areas.working_days import WorkingDays
from hazards.facts import site_facts
from hazards.lateness import days_late
from hazards.models import Finding, HazardKind, HazardSite, Inspection, Measure, MeasureKind
from hazards.prices import Money
from hazards.span_keeping import together
from hazards.status import Condition, Status, status_of
from tests.shapes import area, point, square

START = date(2026, 1, 1)
DAYS = 240  # a look is due after 180
offsets = st.integers(0, DAYS)
days = offsets.map(lambda n: START + timedelta(days=n))
measures = st.fixed_dictionaries(
    {
        "kind": st.sampled_from(["fence", "warning_sign"]),
        "planned": st.none() | offsets,
        "installed": st.none() | offsets,
        "stays": st.none() | offsets,
        "damaged": st.none() | offsets,
        "cost": st.none() | st.integers(0, 9),
        "funding": st.sampled_from(["", "city", "owner"]),
    }
)
sites = st.fixed_dictionaries(
    {
        "commune": st.integers(0, 1),
        "kind": st.sampled_from(["pond", "canal", "construction"]),
        "village": st.integers(0, 2),
        "unit": st.integers(0, 2),
        "is_household": st.booleans(),
        "found": offsets,
        "exists": st.none() | offsets,
        "deadline": st.none() | offsets,
        "looked": st.none() | offsets,
        "measures": st.lists(measures, max_size=2),
    }
)
towns = st.lists(sites, max_size=6)


class Town:
    """Two communes, each with two villages, a unit and a household; sites are added as drawn."""

    def __init__(self) -> None:
        self.communes = [
            Commune.objects.create(code=code, name=code, boundary=area(square(place, 0, 100)))
            for code, place in (("00679", 0), ("00640", 100))
        ]
        self.villages = {
            commune: [None, *(Village.objects.create(commune=commune, name=name) for name in "AB")]
            for commune in self.communes
        }
        self.units = {
            commune: [
                None,
                Unit.objects.create(commune=commune, name="Phòng Kinh tế"),
                Unit.objects.create(commune=commune, name="Hộ ông Bảy", type=Unit.Type.OWNER),
            ]
            for commune in self.communes
        }

    def fill(self, drawn: list[dict[str, Any]]) -> None:
        with together():
            self.log(drawn)

    def log(self, drawn: list[dict[str, Any]]) -> None:
        kinds = {kind.code: kind for kind in HazardKind.objects.all()}
        of_measures = {kind.code: kind for kind in MeasureKind.objects.all()}
        for number, one in enumerate(drawn):
            commune = self.communes[one["commune"]]
            found = START + timedelta(days=one["found"])
            site = HazardSite.objects.create(
                kind=kinds[one["kind"]],
                name=f"Ao {number}",
                geom=point(100 * one["commune"] + 12, 12),
                commune=commune,
                village=self.villages[commune][one["village"]],
                responsible_unit=self.units[commune][one["unit"]],
                is_household=one["is_household"],
                found_on=found,
                deadline=after(found, one["deadline"]),
                eliminated_on=after(found, one["exists"]),
            )
            if one["looked"] is not None:
                Inspection.objects.create(site=site, on=after(START, one["looked"]))
            for measure in one["measures"]:
                self.add(site, of_measures[measure["kind"]], measure)

    def add(self, site: HazardSite, kind: MeasureKind, drawn: dict[str, Any]) -> None:
        installed = after(START, drawn["installed"])
        planned = after(START, drawn["planned"]) or (None if installed else START)
        measure = Measure.objects.create(
            site=site,
            kind=kind,
            planned_on=planned,
            installed_on=installed,
            recorded_on=min(day for day in (planned, installed) if day),
            removed_on=after(installed or planned or START, drawn["stays"]),
            cost=drawn["cost"],
            funding=drawn["funding"],
        )
        if drawn["damaged"] is not None:
            Finding.objects.create(
                measure=measure, on=after(START, drawn["damaged"]), condition=Condition.DAMAGED
            )


def after(day: date, number: int | None) -> date | None:
    return None if number is None else day + timedelta(days=number)


class Recount:
    """The sites of a commune as they stand on `day`, each by the rule."""

    def __init__(self, commune: Commune, day: date, calendar: WorkingDays):
        self.day, self.calendar = day, calendar
        known = HazardSite.objects.filter(commune=commune, found_on__lte=day).select_related("kind")
        self.measures = {site: list(site.measures.all()) for site in known}
        self.standing = {site: status_of(site_facts(site, of), day) for site, of in self.measures.items()}

    def by_status(self, which: Callable[[HazardSite], bool] = lambda site: True) -> dict[str, int]:
        counts = Counter(status for site, status in self.standing.items() if which(site))
        return {status: counts[status] for status in Status}

    def late(self, which: Callable[[HazardSite], bool] = lambda site: True) -> int:
        return sum(
            days_late(site.deadline, status, self.day, self.calendar) > 0
            for site, status in self.standing.items()
            if which(site)
        )

    def money(self, since: date, which: Callable[[Measure], bool] = lambda measure: True) -> dict[str, Any]:
        """Amount and number of sites of each sort of `Money`."""
        found: dict[str, list[Measure]] = {money: [] for money in Money}
        for measure in (one for of in self.measures.values() for one in of if which(one)):
            if measure.cost is None:
                continue
            if measure.installed_on and measure.installed_on <= self.day:
                found[Money.SPENT].append(measure)
                if measure.installed_on > since:
                    found[Money.SPENT_SINCE].append(measure)
            elif (
                measure.planned_on
                and measure.recorded_on <= self.day
                and not (measure.removed_on and measure.removed_on <= self.day)
            ):
                found[Money.PLANNED].append(measure)
        return {
            money: (sum((one.cost or Decimal(0) for one in of), Decimal(0)), len({one.site_id for one in of}))
            for money, of in found.items()
        }
