"""Whatever is recorded, and whichever days a report tells about: its figures are those of a plain recount."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from areas.working_days import working_days
from hazards.models import HazardSite, Incident, Inspection
from hazards.status import OPEN, WITH_MEASURES, Status
from playspaces.models import PlaySpace, PlaySpaceKind
from reports.figures import figures_of
from reports.register import Period
from tests.maps.made_up import START, Recount, Town, offsets, towns
from tests.shapes import point

accidents = st.lists(
    st.tuples(
        st.integers(0, 1),
        offsets,
        st.sampled_from(["drowning", "fall"]),
        st.sampled_from(["died", "injured", "rescued"]),
    ),
    max_size=4,
)
periods = st.tuples(offsets, st.integers(0, 60)).map(
    lambda drawn: Period(START + timedelta(days=drawn[0]), START + timedelta(days=sum(drawn)))
)
OPENED, CLOSED = START + timedelta(days=60), START + timedelta(days=150)


class Plain:
    """The figures of a commune, counted one by one."""

    def __init__(self, commune, period, calendar):
        self.commune, self.period, self.calendar = commune, period, calendar
        self.now, self.before = self.on(period.last), self.on(period.eve)

    def on(self, day) -> Recount:
        return Recount(self.commune, day, self.calendar)

    def holds(self, day) -> bool:
        return day is not None and self.period.first <= day <= self.period.last

    def share(self, recount: Recount) -> tuple[int, int]:
        """Drowning sites with measures, and all of them."""
        statuses = [status for site, status in recount.standing.items() if site.kind.is_drowning]
        return sum(map(WITH_MEASURES.__contains__, statuses)), sum(s != Status.ELIMINATED for s in statuses)

    def steps(self) -> tuple[int, int]:
        pairs = [(status, self.now.standing[site]) for site, status in self.before.standing.items()]
        improved = sum(before in OPEN and after not in OPEN for before, after in pairs)
        return improved, sum(before in WITH_MEASURES and after in OPEN for before, after in pairs)

    def losses(self) -> list[HazardSite]:
        """A site for each day on which it is open and was protected the day before."""
        lost, yesterday = [], self.before.standing
        for number in range((self.period.last - self.period.first).days + 1):
            today = self.on(self.period.first + timedelta(days=number)).standing
            lost += [site for site, was in yesterday.items() if was in WITH_MEASURES and today[site] in OPEN]
            yesterday = today
        return lost

    def numbers(self) -> dict[str, object]:
        sites, last = self.now.standing, self.period.last
        statuses = self.now.by_status()
        numerator, denominator = self.share(self.now)
        before = self.share(self.before)
        every = [measure for of in self.now.measures.values() for measure in of]
        installed = [measure for measure in every if self.holds(measure.installed_on)]
        plans = [
            one
            for one in every
            if one.planned_on
            and one.recorded_on <= last
            and not (one.installed_on and one.installed_on <= last)
            and not (one.removed_on and one.removed_on <= last)
        ]
        looks = [
            look for look in Inspection.objects.filter(site__commune=self.commune) if self.holds(look.on)
        ]
        hurt = [one for one in Incident.objects.filter(commune=self.commune) if self.holds(one.on)]
        drowned = [one for one in hurt if one.kind == "drowning"]
        improved, worsened = self.steps()
        lost = self.losses()
        return {
            "sites": sum(status != Status.ELIMINATED for status in sites.values()),
            "drowning": denominator,
            "drowning_protected": numerator,
            "drowning_missing": denominator - numerator,
            "drowning_share": percent(numerator, denominator),
            "drowning_share_before": percent(*before),
            "overdue": self.now.late(),
            "found": sum(self.holds(site.found_on) for site in sites),
            "eliminated": sum(self.holds(site.eliminated_on) for site in sites),
            "improved": improved,
            "worsened": worsened,
            "reopened": len(lost),
            "unmended": sum(sites[site] in OPEN for site in set(lost)),
            "measures": len(installed),
            "measured_sites": len({measure.site_id for measure in installed}),
            "plans": len(plans),
            "spent": sum(measure.cost or 0 for measure in installed),
            "planned_money": sum(measure.cost or 0 for measure in plans),
            "inspections": len(looks),
            "inspected_sites": len({look.site_id for look in looks}),
            "villages": 2,
            "villages_covered": int(OPENED <= last < CLOSED),
            "villages_missing": 2 - int(OPENED <= last < CLOSED),
            "villages_share": 50 if OPENED <= last < CLOSED else 0,
            "accidents": len(hurt),
            "drownings": len(drowned),
            "deaths": sum(one.outcome == "died" for one in hurt),
            "drowning_deaths": sum(one.outcome == "died" for one in drowned),
            **{str(status): statuses[status] for status in Status if status != Status.ELIMINATED},
        }


def percent(numerator: int, denominator: int):
    return pytest.approx(100 * numerator / denominator, abs=0.005) if denominator else None


class TestAnyPeriod(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.town = Town()
        cls.calendar = working_days()
        for commune in cls.town.communes:
            PlaySpace.objects.create(
                kind=PlaySpaceKind.objects.get(code="playground"), name="Sân chơi", geom=point(12, 12),
                commune=commune, village=cls.town.villages[commune][1], opened_on=OPENED, closed_on=CLOSED,
            )  # fmt: skip

    def record(self, drawn, hurt) -> None:
        self.town.fill(drawn)
        for place, offset, kind, outcome in hurt:
            Incident.objects.create(
                commune=self.town.communes[place], geom=point(12, 12), kind=kind, outcome=outcome,
                on=START + timedelta(days=offset),
            )  # fmt: skip

    @settings(max_examples=40)
    @given(towns, accidents, periods)
    def test_figures_are_those_of_a_plain_recount(self, drawn, hurt, period):
        self.record(drawn, hurt)
        for commune in self.town.communes:
            figures, _facts = figures_of(commune, period, self.calendar)
            plain = Plain(commune, period, self.calendar).numbers()
            assert {code: figures.numbers[code] for code in plain} == plain
            assert figures.numbers.keys() - plain.keys() == {"drowning_target", "villages_target"}

    @settings(max_examples=15)
    @given(towns, periods)
    def test_tables_add_up_to_the_figures(self, drawn, period):
        self.record(drawn, [])
        for commune in self.town.communes:
            figures, _facts = figures_of(commune, period, self.calendar)
            numbers = figures.numbers
            kinds = [sum(int(row[place]) for row in figures.table("kinds").rows) for place in range(1, 6)]
            names = ("unprotected", "in_progress", "inspection_due", "protected", "sites")
            assert kinds == [numbers[name] for name in names]
            villages = figures.table("villages").rows
            assert sum(row[1] for row in villages) == numbers["drowning"]
            assert sum(row[5] for row in villages) == numbers["overdue"] == len(figures.table("overdue").rows)
            assert sum(row[1] for row in figures.table("units").rows) == numbers["sites"]
            assert sum(row[2] for row in figures.table("measures").rows) == numbers["spent"]
